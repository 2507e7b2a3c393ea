import { useCallback, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { axisScale, labelDecimals } from '#platform/web/chart/axis.ts';
import { Chart } from '#platform/web/chart/chart.tsx';
import { FigureTable } from '#platform/web/chart/figure-table.tsx';
import { Bars, PlotFrame, PlotText } from '#platform/web/chart/plot-parts.tsx';
import { AbcBadge } from '#platform/web/ui/marks.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { KeyAccountsReply, RankedAccount } from '#slices/portfolio/contract.ts';
import { paretoDrawing } from '#slices/portfolio/web/pareto-drawing.ts';
import classes from '#slices/portfolio/web/pareto-chart.module.css';
import { ParetoWalk } from '#slices/portfolio/web/pareto-walk.tsx';

interface ParetoChartProps {
  readonly reply: KeyAccountsReply;
  readonly accountOf: (rank: number) => RankedAccount | undefined;
  readonly selected: number | null;
  readonly onSelect: (rank: number | null) => void;
  readonly onOpen: (rank: number) => void;
}

const height = 236;

/** The curve of the business: who brings how much, and how few make 80 % of it. */
export function ParetoChart({ reply, accountOf, selected, onSelect, onOpen }: ParetoChartProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { curve, concentration, currency, measure } = reply;
  const edgeRank = concentration.accountsTo80;
  const measureWord = t(`key-accounts.measure-${measure}`);
  const scale = useMemo(() => {
    const values = curve.map((point) => point.value);
    return axisScale(Math.min(0, ...values), Math.max(0, ...values));
  }, [curve]);

  const draw = useCallback(
    (width: number) => {
      const { frame, bars, line, edge } = paretoDrawing({
        curve,
        scale,
        edgeRank,
        width,
        height,
        labels: {
          edge: t('pareto.edge', { count: edgeRank ?? 0, share: format.percent(0.8, 0) }),
          value: (value) => {
            const told = value / scale.divisor;
            const figure = format.number(told, labelDecimals(told));
            return value === 0 ? figure : t(`chart.unit-${scale.unit}`, { figure });
          },
          share: (share) => format.percent(share, 0),
          rank: (rank) => format.number(rank),
        },
      });
      return (
        <>
          <PlotFrame frame={frame} />
          <Bars bars={bars} />
          <polyline className={classes.line} points={line.map(({ x, y }) => `${x},${y}`).join(' ')} />
          {edge === null ? null : (
            <>
              <line className={classes.drop} x1={edge.dot.x} x2={edge.dot.x} y1={edge.dot.y} y2={edge.foot} />
              <circle className={classes.dot} cx={edge.dot.x} cy={edge.dot.y} r={4} />
              <PlotText label={edge.label} strong />
            </>
          )}
        </>
      );
    },
    [curve, scale, edgeRank, format, t],
  );

  const summary = t('pareto.summary', {
    count: reply.totals.accounts,
    measure: measureWord,
    first: format.percent(concentration.top1Share ?? 0),
    to80: format.number(edgeRank ?? 0),
    to95: format.number(concentration.accountsTo95 ?? 0),
  });
  return (
    <Chart
      summary={summary}
      height={height}
      draw={draw}
      table={
        <FigureTable
          caption={summary}
          columns={[
            { id: 'rank', header: t('key-accounts.rank') },
            { id: 'value', header: `${t(`key-accounts.total-${measure}`)}, ${format.unit(currency)}`, align: 'right' },
            { id: 'cumulative', header: t('key-accounts.cumulative'), align: 'right' },
            { id: 'class', header: t('key-accounts.class') },
          ]}
          rows={curve.map((point) => ({
            id: point.rank,
            cells: [
              format.number(point.rank),
              format.amount(point.value, currency),
              format.percent(point.cumulativeShare),
              <AbcBadge key="class" value={point.class} />,
            ],
          }))}
        />
      }
    >
      <ParetoWalk
        curve={curve}
        scale={scale}
        height={height}
        currency={currency}
        accountOf={accountOf}
        selected={selected}
        onSelect={onSelect}
        onOpen={onOpen}
      />
    </Chart>
  );
}
