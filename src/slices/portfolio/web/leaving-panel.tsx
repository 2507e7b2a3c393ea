import { useQuery } from '@tanstack/react-query';
import { useCallback, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '#platform/web/api.ts';
import { Chart } from '#platform/web/chart/chart.tsx';
import { FigureTable } from '#platform/web/chart/figure-table.tsx';
import { PlotFrame } from '#platform/web/chart/plot-parts.tsx';
import { hairlinesOf, heightOf, plotArea, valueLabels, type PlotEdges } from '#platform/web/chart/plot.ts';
import { Money, Percent, Unknown } from '#platform/web/ui/figures.tsx';
import { FactList, Section } from '#platform/web/ui/section.tsx';
import { Loading, Problem, Skeleton } from '#platform/web/ui/states.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { Leaving } from '#slices/portfolio/decision-contract.ts';
import classes from '#slices/portfolio/web/judgement.module.css';
import { leavingQuery } from '#slices/portfolio/web/judgement.ts';

const height = 180;
const edges: PlotEdges = { left: 46, right: 12, top: 10, bottom: 12 };
const scale = { min: 0, max: 1, step: 0.25 };

/** What would be left if this account left: figures, curve, people and products. */
export function LeavingPanel({ id, name }: { readonly id: number; readonly name: string }): ReactNode {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(leavingQuery(id));
  const isNothing = error instanceof ApiProblem && error.status === 409;
  return (
    <Section title={t('leaving.title', { name })} beside={data ? t(`leaving.of-${data.scope}`) : undefined}>
      {isNothing ? (
        <p className="k-ink3">{t('leaving.nothing')}</p>
      ) : error ? (
        <Problem error={error} title={t('leaving.failed')} onRetry={() => void refetch()} />
      ) : data ? (
        <Left leaving={data} />
      ) : (
        <Loading label={t('leaving.loading')}>
          <Skeleton height="12rem" />
        </Loading>
      )}
    </Section>
  );
}

function Left({ leaving }: { readonly leaving: Leaving }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { before, after, currency } = leaving;
  const signed = (share: number | null): ReactNode => (share === null ? <Unknown /> : format.signedPercent(-share));
  const then = (was: number | null, now: number | null, decimals: number): ReactNode =>
    was === null || now === null ? (
      <Unknown />
    ) : (
      t('leaving.then', { before: format.number(was, decimals), after: format.number(now, decimals) })
    );
  return (
    <div className={classes.stack}>
      <FactList
        form="head"
        facts={[
          {
            label: t('leaving.net'),
            value: signed(leaving.netShare),
            note: <Money amount={leaving.net} currency={currency} form="short" />,
          },
          {
            label: t('leaving.margin'),
            value: signed(leaving.marginShare),
            note: <Money amount={leaving.margin} currency={currency} form="short" />,
          },
          { label: t('leaving.to-80'), value: then(before.accountsTo80, after.accountsTo80, 0) },
          { label: t('leaving.hhi'), value: then(before.hhi, after.hhi, 3) },
          { label: t('leaving.top1'), value: <Percent share={after.top1Share} />, note: t('leaving.of-the-rest') },
        ]}
      />
      <Curves leaving={leaving} />
      <h3 className="k-strong">{t('leaving.people')}</h3>
      {leaving.people.length === 0 ? (
        <p className="k-ink3">{t('leaving.nobody')}</p>
      ) : (
        <div className={classes.scroll} role="region" aria-label={t('leaving.people')} tabIndex={0}>
          <FigureTable
            caption={t('leaving.people')}
            columns={[
              { id: 'name', header: t('leaving.person') },
              { id: 'accounts', header: t('leaving.accounts'), align: 'right' },
              { id: 'share', header: t('leaving.hangs'), align: 'right' },
            ]}
            rows={leaving.people.map(({ id, name, isOwner, accounts, share }) => ({
              id,
              cells: [
                isOwner ? t('leaving.owner', { name }) : name,
                format.number(accounts),
                <Percent key="share" share={share} />,
              ],
            }))}
          />
        </div>
      )}
      <h3 className="k-strong">{t('leaving.products')}</h3>
      {leaving.products.length === 0 ? (
        <p className="k-ink3">{t('leaving.no-products')}</p>
      ) : (
        <div className={classes.scroll} role="region" aria-label={t('leaving.products')} tabIndex={0}>
          <FigureTable
            caption={t('leaving.products')}
            columns={[
              { id: 'name', header: t('leaving.product') },
              { id: 'net', header: `${t('leaving.net')}, ${format.unit(currency)}`, align: 'right' },
              { id: 'share', header: t('leaving.lives'), align: 'right' },
            ]}
            rows={leaving.products.map(({ code, name, net, share }) => ({
              id: code,
              cells: [name, format.amount(net, currency), <Percent key="share" share={share} />],
            }))}
          />
        </div>
      )}
    </div>
  );
}

/** The cumulative share with the account and without it. */
function Curves({ leaving }: { readonly leaving: Leaving }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { curve, accounts } = leaving;
  const draw = useCallback(
    (width: number) => {
      const area = plotArea(width, height, edges);
      const path = (points: Leaving['curve']['before']): string =>
        points
          .map(({ rank, share }, index) => {
            const x = area.left + (rank / Math.max(1, accounts)) * (area.right - area.left);
            const y = heightOf(Math.min(1, Math.max(0, share)), scale, area);
            return `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
          })
          .join('');
      const frame = {
        area,
        hairlines: hairlinesOf(scale, area),
        labels: valueLabels(scale, area, 'left', (value) => format.percent(value, 0)),
      };
      return (
        <>
          <PlotFrame frame={frame} />
          <path className={classes.curve} data-before d={path(curve.before)} />
          <path className={classes.curve} d={path(curve.after)} />
        </>
      );
    },
    [curve, accounts, format],
  );
  return (
    <div>
      <Chart
        summary={t('leaving.curve', {
          before: format.number(leaving.before.accountsTo80 ?? 0),
          after: format.number(leaving.after.accountsTo80 ?? 0),
        })}
        height={height}
        draw={draw}
      />
      <p className="k-small k-ink3">{t('leaving.legend')}</p>
    </div>
  );
}
