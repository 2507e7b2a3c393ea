import { useCallback, useMemo, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from '#platform/web/chart/chart.tsx';
import { PlotFrame, PlotText } from '#platform/web/chart/plot-parts.tsx';
import { heightOf, plotArea, type PlotEdges } from '#platform/web/chart/plot.ts';
import { placeAfter } from '#platform/web/chart/walk-keys.ts';
import { colorVariable, type ColorToken } from '#platform/web/tokens.ts';
import { useFormat } from '#platform/web/use-format.ts';
import type { MatrixReply } from '#slices/portfolio/judgement-contract.ts';
import classes from '#slices/portfolio/web/judgement.module.css';

interface MatrixPictureProps {
  readonly reply: MatrixReply;
  readonly selected: number | null;
  readonly onSelect: (id: number | null) => void;
  readonly onOpen: (id: number) => void;
}

const height = 340;
const edges: PlotEdges = { left: 34, right: 14, top: 14, bottom: 34 };
const scale = { min: 1, max: 10 };
const steps = [1, 4, 7, 10];
const colours: Readonly<Record<NonNullable<MatrixReply['accounts'][number]['quadrant']>, ColorToken>> = {
  both: 'data1',
  attractive: 'data3',
  strong: 'data2',
  neither: 'control',
};

/** Where accounts stand: the further up the more attractive, the further right the stronger we are; large ones are large. */
export function MatrixPicture({ reply, selected, onSelect, onOpen }: MatrixPictureProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { card, currency } = reply;
  // Largest first, so that small ones are drawn over them and can be hit.
  const accounts = useMemo(
    () =>
      reply.accounts
        .filter((one) => one.attractiveness !== null && one.strength !== null)
        .toSorted((a, b) => Number(b.net) - Number(a.net)),
    [reply.accounts],
  );
  const largest = Number(accounts[0]?.net ?? 0);
  const placeOf = useCallback((strength: number, attractiveness: number, of: number) => {
    const area = plotArea(of, height, edges);
    return {
      x: area.left + ((strength - scale.min) / (scale.max - scale.min)) * (area.right - area.left),
      y: heightOf(attractiveness, scale, area),
    };
  }, []);
  const draw = useCallback(
    (of: number) => {
      const area = plotArea(of, height, edges);
      const edge = placeOf(card.strengthEdge, card.attractivenessEdge, of);
      const corner = { y: area.top + 8, anchor: 'end' as const };
      return (
        <>
          <PlotFrame
            frame={{
              area,
              hairlines: steps.map((step) => Math.round(heightOf(step, scale, area)) - 0.5),
              labels: [
                ...steps.map((step) => ({
                  x: area.left - 8,
                  anchor: 'end' as const,
                  y: heightOf(step, scale, area),
                  text: format.number(step),
                })),
                ...steps.map((step) => ({
                  x: placeOf(step, 1, of).x,
                  anchor: 'middle' as const,
                  y: area.bottom + 14,
                  text: format.number(step),
                })),
                { x: (area.left + area.right) / 2, anchor: 'middle', y: area.bottom + 28, text: t('matrix.strength') },
              ],
            }}
          />
          <path
            className={classes.field}
            d={`M${edge.x} ${area.top}V${area.bottom}M${area.left} ${edge.y}H${area.right}`}
          />
          <PlotText strong label={{ ...corner, x: area.right - 4, text: t('matrix.both') }} />
          <PlotText label={{ ...corner, anchor: 'start', x: area.left + 4, text: t('matrix.attractive') }} />
          <PlotText label={{ ...corner, x: area.right - 4, y: area.bottom - 8, text: t('matrix.strong') }} />
          <PlotText
            label={{ ...corner, anchor: 'start', x: area.left + 4, y: area.bottom - 8, text: t('matrix.neither') }}
          />
          {accounts.map((one) => {
            const { x, y } = placeOf(one.strength ?? 1, one.attractiveness ?? 1, of);
            return (
              <circle
                key={one.id}
                className={classes.dot}
                data-picked={one.id === selected || undefined}
                data-prospect={one.isProspect || undefined}
                cx={x}
                cy={y}
                r={5 + 11 * Math.sqrt(largest > 0 ? Math.max(0, Number(one.net)) / largest : 0)}
                style={{ fill: colorVariable(colours[one.quadrant ?? 'neither']) }}
                onPointerEnter={() => onSelect(one.id)}
                onClick={() => onOpen(one.id)}
              >
                <title>{one.name}</title>
              </circle>
            );
          })}
        </>
      );
    },
    [accounts, card, format, t, placeOf, selected, largest, onSelect, onOpen],
  );
  const byScore = useMemo(() => accounts.toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0)), [accounts]);
  const place = byScore.findIndex(({ id }) => id === selected);
  const picked = byScore[place];
  const told = picked
    ? t('matrix.told', {
        name: picked.name,
        attractiveness: format.number(picked.attractiveness ?? 0, 1),
        strength: format.number(picked.strength ?? 0, 1),
        net: format.shortMoney(picked.net, currency),
      })
    : t('matrix.nobody');
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' && picked) {
      event.preventDefault();
      onOpen(picked.id);
      return;
    }
    const next = placeAfter(event.key, place === -1 ? null : place, byScore.length);
    if (next === null) return;
    event.preventDefault();
    onSelect(byScore[next]?.id ?? null);
  };
  if (accounts.length === 0) return <p className="k-ink3">{t('matrix.no-picture')}</p>;
  return (
    <figure
      role="slider"
      tabIndex={0}
      aria-label={t('matrix.walk')}
      aria-valuemin={1}
      aria-valuemax={byScore.length}
      aria-valuenow={place + 1}
      aria-valuetext={told}
      onKeyDown={onKeyDown}
    >
      <p className="k-small k-ink3">{t('matrix.upwards')}</p>
      <Chart summary={t('matrix.summary', { count: accounts.length })} height={height} draw={draw} />
      <p role="status" className="k-small k-ink2">
        {told}
      </p>
    </figure>
  );
}
