import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { axisScale, labelDecimals } from '#platform/web/chart/axis.ts';
import { ChartWalk } from '#platform/web/chart/chart-walk.tsx';
import { Chart } from '#platform/web/chart/chart.tsx';
import { FigureTable } from '#platform/web/chart/figure-table.tsx';
import { Bars, PlotFrame } from '#platform/web/chart/plot-parts.tsx';
import { Delta, Money } from '#platform/web/ui/figures.tsx';
import { Section } from '#platform/web/ui/section.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import { usePhone } from '#platform/web/viewport.ts';
import type { AccountSales } from '#slices/sales/contract.ts';
import { changeOf, monthBefore, yearBeforeOf } from '#slices/sales/web/change.ts';
import { monthsDrawing, monthsPlot } from '#slices/sales/web/months-drawing.ts';
import classes from '#slices/sales/web/account-sales.module.css';

const height = 340;
const phoneHeight = 220;

/** Sales month by month beside the same months a year before, as a picture and as figures. */
export function SalesByMonth({ sales }: { readonly sales: AccountSales }): ReactNode {
  const { t } = useTranslation();
  const isPhone = usePhone();
  const figures = <MonthFigures sales={sales} />;
  return (
    <Section title={t('sales.by-month')} beside={<SeriesKey hasYearBefore={sales.yearBefore !== null} />}>
      <div className={classes.months}>
        <MonthChart sales={sales} height={isPhone ? phoneHeight : height} table={isPhone ? figures : undefined} />
        {isPhone ? null : (
          // It can be longer than the picture and scrolls by itself then, so the keyboard must be able to get into it.
          <div role="region" aria-label={t('sales.month-figures')} tabIndex={0} className={classes.monthFigures}>
            {figures}
          </div>
        )}
      </div>
    </Section>
  );
}

/** Which bar is what, beside the heading, instead of a legend in the picture. */
function SeriesKey({ hasYearBefore }: { readonly hasYearBefore: boolean }): ReactNode {
  const { t } = useTranslation();
  return (
    <span className={classes.key}>
      <span data-series="now">{t('sales.this-period')}</span>
      {hasYearBefore ? <span data-series="before">{t('sales.before-key')}</span> : null}
    </span>
  );
}

function MonthFigures({ sales }: { readonly sales: AccountSales }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { currency, firstSale, months, total } = sales;
  const yearBefore = yearBeforeOf(sales);
  return (
    <FigureTable
      caption={t('sales.month-figures')}
      columns={[
        { id: 'month', header: t('sales.month') },
        { id: 'net', header: `${t('sales.net')}, ${format.unit(currency)}`, align: 'right' },
        { id: 'before', header: t('sales.year-before'), align: 'right' },
        { id: 'change', header: t('sales.change'), align: 'right' },
      ]}
      rows={months.map((month) => ({
        id: month.month,
        cells: [
          format.month(month.month),
          <Money key="net" amount={month.net} currency={currency} form="column" />,
          <Money key="before" amount={monthBefore(month, firstSale)} currency={currency} form="column" />,
          <Delta key="change" change={changeOf(month.net, month.yearBefore)} />,
        ],
      }))}
      totals={[
        t('sales.together'),
        <Money key="net" amount={total.net} currency={currency} form="column" />,
        <Money key="before" amount={yearBefore?.net ?? null} currency={currency} form="column" />,
        <Delta key="change" change={yearBefore?.change ?? null} />,
      ]}
    />
  );
}

interface MonthChartProps {
  readonly sales: AccountSales;
  readonly height: number;
  readonly table: ReactNode;
}

function MonthChart({ sales, height: pixels, table }: MonthChartProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { currency, months, period, total } = sales;
  const yearBefore = yearBeforeOf(sales);
  const [place, setPlace] = useState<number | null>(null);
  const scale = useMemo(() => {
    const values = months.flatMap((month) => [Number(month.net), Number(month.yearBefore)]);
    return axisScale(Math.min(0, ...values), Math.max(0, ...values));
  }, [months]);
  const draw = useCallback(
    (width: number) => {
      const { frame, bars } = monthsDrawing({
        months,
        scale,
        width,
        height: pixels,
        monthLabel: (day) => format.month(day),
        valueLabel: (value) => {
          const told = value / scale.divisor;
          const figure = format.number(told, labelDecimals(told));
          return value === 0 ? figure : t(`chart.unit-${scale.unit}`, { figure });
        },
      });
      return (
        <>
          <PlotFrame frame={frame} />
          <Bars bars={bars} />
        </>
      );
    },
    [months, scale, pixels, format, t],
  );
  const net = format.money(total.net, currency);
  const days = period ? format.period(period.from, period.to) : '';
  const summary =
    yearBefore === null
      ? t('sales.chart-summary', { days, net })
      : t('sales.chart-summary-change', { days, net, before: format.money(yearBefore.net, currency) });
  const month = place === null ? undefined : months[place];
  const subject = month ? format.month(month.month) : '';
  const before = month ? monthBefore(month, sales.firstSale) : null;
  const change = month ? changeOf(month.net, month.yearBefore) : null;
  const figures = month
    ? [
        format.money(month.net, currency),
        before === null ? null : t('sales.before-was', { net: format.money(before, currency) }),
        change === null ? null : format.signedPercent(change),
      ].filter((part) => part !== null)
    : [];
  return (
    <Chart summary={summary} height={pixels} draw={draw} table={table}>
      <ChartWalk
        label={t('sales.walk')}
        count={months.length}
        place={place}
        onPlace={setPlace}
        told={month ? [subject, ...figures].join(', ') : t('sales.walk-nowhere')}
        subject={subject}
        figures={figures.join(' · ')}
        edges={monthsPlot}
        top={0}
      />
    </Chart>
  );
}
