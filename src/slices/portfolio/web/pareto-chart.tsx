import { useCallback, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { axisScale, labelDecimals } from '#platform/web/chart/axis.ts';
import { Chart } from '#platform/web/chart/chart.tsx';
import { FigureTable } from '#platform/web/chart/figure-table.tsx';
import type { Palette } from '#platform/web/tokens.ts';
import { AbcBadge } from '#platform/web/ui/marks.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { KeyAccountsReply, RankedAccount } from '#slices/portfolio/contract.ts';
import { paretoOption } from '#slices/portfolio/web/pareto-option.ts';
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

  const option = useCallback(
    (palette: Palette) =>
      paretoOption({
        curve,
        scale,
        edgeRank,
        palette,
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
      }),
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
      option={option}
      table={
        <FigureTable
          caption={summary}
          columns={[
            { id: 'rank', header: t('key-accounts.rank'), align: 'right' },
            { id: 'value', header: `${measureWord}, ${format.unit(currency)}`, align: 'right' },
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
