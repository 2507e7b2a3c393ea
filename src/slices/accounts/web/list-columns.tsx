import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Day, Delta, Money, Unknown } from '#platform/web/ui/figures.tsx';
import { AbcBadge } from '#platform/web/ui/marks.tsx';
import { Sparkline } from '#platform/web/ui/sparkline.tsx';
import type { Column } from '#platform/web/ui/table/column.ts';
import { useFormat } from '#platform/web/use-format.ts';
import type { ListedAccount } from '#slices/accounts/contract.ts';
import { StageMark } from '#slices/accounts/web/stage-mark.tsx';
import type { AccountColumn } from '#slices/accounts/domain/list-columns.ts';
import type { Tier } from '#slices/accounts/domain/tiers.ts';

/** Where an account stands by decision, as the part that decides draws it. */
export type TierCell = (tier: Tier, since: string | null) => ReactNode;

type Draft = Omit<Column<ListedAccount>, 'id' | 'header'>;

const none = (): null => null;
/** The server sorts; that a column can be sorted is all that counts. */
const bySort = { sortBy: none } as const;
const figure = { align: 'right', sortsDownFirst: true, ...bySort } as const;

const money = (amount: string | null | undefined, currency: string | null): ReactNode =>
  currency === null ? <Unknown /> : <Money amount={amount ?? null} currency={currency} form="column" />;

/** How each column looks; its header stands in `accounts.column-…`. */
function drafts(
  currency: string | null,
  ownerCell: (account: ListedAccount) => ReactNode,
  stageCell: (account: ListedAccount) => ReactNode,
  tierCell: TierCell,
  points: (value: number | null | undefined, decimals: number) => ReactNode,
): Record<AccountColumn, Draft> {
  return {
    code: { width: 110, ...bySort, cell: ({ code }) => <span className="k-ink2">{code}</span> },
    town: { width: 130, grow: 1, ...bySort, cell: ({ town }) => town ?? <Unknown /> },
    country: { width: 120, ...bySort, cell: ({ country }) => country ?? <Unknown /> },
    kind: { width: 140, ...bySort, cell: ({ kind }) => kind ?? <Unknown /> },
    segment: { width: 140, ...bySort, cell: ({ segment }) => segment ?? <Unknown /> },
    territory: { width: 140, ...bySort, cell: ({ territory }) => territory ?? <Unknown /> },
    vat: { width: 140, ...bySort, cell: ({ vatNumber }) => vatNumber ?? <Unknown /> },
    registry: { width: 140, ...bySort, cell: ({ registryNumber }) => registryNumber ?? <Unknown /> },
    stage: { width: 130, ...bySort, cell: stageCell },
    tier: {
      width: 150,
      ...bySort,
      cell: ({ standing }) => tierCell(standing?.tier ?? 'none', standing?.since ?? null),
    },
    score: { width: 90, ...figure, cell: ({ standing }) => points(standing?.score, 0) },
    attractiveness: { width: 116, ...figure, cell: ({ standing }) => points(standing?.attractiveness, 1) },
    strength: { width: 116, ...figure, cell: ({ standing }) => points(standing?.strength, 1) },
    group: { width: 160, grow: 1, ...bySort, cell: ({ group }) => group?.name ?? '–' },
    owner: { width: 150, ...bySort, cell: ownerCell },
    net: { width: 130, ...figure, cell: ({ figures }) => money(figures?.net, currency) },
    margin: { width: 130, ...figure, cell: ({ figures }) => money(figures?.margin, currency) },
    change: {
      width: 90,
      ...figure,
      cell: ({ figures }) => <Delta change={figures?.change ?? null} />,
    },
    class: { width: 60, cell: ({ figures }) => (figures?.class ? <AbcBadge value={figures.class} /> : '–') },
    trend: {
      width: 90,
      cell: ({ figures }) =>
        figures?.trend ? <Sparkline values={figures.trend} change={figures.change ?? null} /> : null,
    },
    last: { width: 110, ...figure, cell: ({ figures }) => <Day day={figures?.last ?? null} /> },
    first: { width: 110, ...figure, cell: ({ figures }) => <Day day={figures?.first ?? null} /> },
    created: { width: 110, ...figure, cell: ({ createdOn }) => <Day day={createdOn} /> },
  };
}

/** The chosen columns of the list, the name before them. */
export function useListColumns(
  chosen: readonly AccountColumn[],
  currency: string | null,
  ownerCell: (account: ListedAccount) => ReactNode,
  tierCell: TierCell,
): readonly Column<ListedAccount>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const points = (value: number | null | undefined, decimals: number): ReactNode =>
      typeof value === 'number' ? format.number(value, decimals) : <Unknown />;
    const all = drafts(currency, ownerCell, ({ stage }) => <StageMark stage={stage} />, tierCell, points);
    return [
      {
        id: 'name',
        header: t('accounts.account'),
        width: 260,
        grow: 2,
        isSticky: true,
        isSubject: true,
        ...bySort,
        cell: ({ name, stage }) => (
          <>
            {name} {stage === 'client' || chosen.includes('stage') ? null : <StageMark stage={stage} />}
          </>
        ),
      },
      ...chosen.map((id) => ({
        id,
        header: t(`accounts.column-${id}`, { currency: currency ?? '' }),
        ...all[id],
      })),
    ];
  }, [t, format, chosen, currency, ownerCell, tierCell]);
}
