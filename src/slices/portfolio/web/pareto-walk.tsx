import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AxisScale } from '#platform/web/chart/axis.ts';
import { ChartWalk } from '#platform/web/chart/chart-walk.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { RankedAccount } from '#slices/portfolio/contract.ts';
import { placeOfRank, plot, type Curve } from '#slices/portfolio/web/pareto-drawing.ts';

interface ParetoWalkProps {
  readonly curve: Curve;
  readonly scale: AxisScale;
  /** Of the whole picture, in pixels. */
  readonly height: number;
  readonly currency: string;
  readonly accountOf: (rank: number) => RankedAccount | undefined;
  readonly selected: number | null;
  readonly onSelect: (rank: number | null) => void;
  readonly onOpen: (rank: number) => void;
}

/** Two lines of words need so much room above the axis. */
const wordsHeight = 40;

/** Walks through the accounts of the curve by pointer or arrow keys; Enter opens the one that is picked out. */
export function ParetoWalk(props: ParetoWalkProps): ReactNode {
  const { curve, scale, height, currency, accountOf, selected, onSelect, onOpen } = props;
  const { t } = useTranslation();
  const format = useFormat();
  if (curve.length === 0) return null;
  const place = selected === null ? null : placeOfRank(curve, selected);
  const point = place === null ? undefined : curve[place];
  const account = point && accountOf(point.rank);
  const figures = point
    ? [
        format.shortMoney(point.value, currency),
        account?.share === undefined || account.share === null ? null : format.percent(account.share),
        t('pareto.together', { share: format.percent(point.cumulativeShare) }),
      ].filter((part) => part !== null)
    : [];
  const name = point ? (account?.name ?? t('pareto.nameless', { rank: format.number(point.rank) })) : '';
  const subject = point ? t('pareto.place', { rank: format.number(point.rank), name }) : '';
  const plotHeight = height - plot.top - plot.bottom;
  const barTop = point ? ((scale.max - Math.max(0, point.value)) / (scale.max - scale.min)) * plotHeight : 0;
  return (
    <ChartWalk
      label={t('pareto.walk')}
      count={curve.length}
      place={place}
      onPlace={(next) => onSelect(next === null ? null : (curve[next]?.rank ?? null))}
      told={point ? [subject, ...figures].join(', ') : t('pareto.nobody')}
      subject={subject}
      figures={figures.join(' · ')}
      edges={plot}
      top={Math.min(barTop, plotHeight - wordsHeight)}
      onOpen={() => {
        if (point) onOpen(point.rank);
      }}
    />
  );
}
