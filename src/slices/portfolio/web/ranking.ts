import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { parseDay } from '#kernel/day.ts';
import type { Period } from '#kernel/period.ts';
import { api, type ApiQuery } from '#platform/web/api.ts';
import { usePagedRows } from '#platform/web/paged-rows.ts';
import { useSession } from '#platform/web/session.ts';
import type { KeyAccountsReply, RankedAccount } from '#slices/portfolio/contract.ts';
import type { KeyAccountsSearch } from '#slices/portfolio/web/key-accounts-search.ts';
import { needsAvailable, periodOf } from '#slices/portfolio/web/period-choice.ts';

export const rankingPath = '/api/portfolio/key-accounts';

/** Rows that come with the figures; further ones as they come into sight. */
const pageSize = 200;
/** More than any company has accounts: to sort by another column all rows must be here. */
const allRows = 100_000;

/** Reads both ends of a period as the API writes them. */
function toPeriod(days: { readonly from: string; readonly to: string } | null | undefined): Period | null {
  const from = parseDay(days?.from ?? '');
  const to = parseDay(days?.to ?? '');
  return from && to ? { from, to } : null;
}

/** From when to when there are sales; asked for only where a period cannot be told without it. */
function useAvailable(isNeeded: boolean): { readonly available: Period | null; readonly isPending: boolean } {
  const { data, isPending } = useQuery({
    queryKey: ['portfolio', 'available'],
    queryFn: ({ signal }) => api.get<KeyAccountsReply>(rankingPath, { query: { limit: 1, trend: false }, signal }),
    enabled: isNeeded,
    staleTime: 300_000,
  });
  return { available: toPeriod(data?.available), isPending: isNeeded && isPending };
}

export interface Ranking {
  /** The parameters of the view, for the export of the same. */
  readonly query: ApiQuery;
  readonly reply: KeyAccountsReply | undefined;
  readonly error: unknown;
  readonly retry: () => void;
  readonly rows: readonly (RankedAccount | undefined)[];
  readonly onNeedRows: (start: number, end: number) => void;
}

const none: readonly RankedAccount[] = [];

const fetchRanking = (query: ApiQuery, signal: AbortSignal): Promise<KeyAccountsReply> =>
  api.get<KeyAccountsReply>(rankingPath, { query, signal });

/** The figures and the ranked rows of a view. What stood there stays until a changed view has come. */
export function useRanking(search: KeyAccountsSearch): Ranking {
  const { can, today } = useSession();
  const { available, isPending } = useAvailable(needsAvailable(search));
  // The server writes days as YYYY-MM-DD.
  const now = parseDay(today);
  const period = now && periodOf(search, now, available);
  const query: ApiQuery = {
    from: period?.from,
    to: period?.to,
    goodsOnly: search.goodsOnly,
    by: search.by,
    measure: can('margin.read') ? search.measure : undefined,
    owner: search.owner,
  };
  const isSorted = search.sort !== undefined;
  const key = ['portfolio', 'key-accounts', query, isSorted];
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => fetchRanking({ ...query, limit: isSorted ? allRows : pageSize }, signal),
    enabled: !isPending,
    placeholderData: keepPreviousData,
  });
  const paged = usePagedRows<RankedAccount>({
    key,
    total: data?.listed ?? 0,
    first: data?.accounts ?? none,
    pageSize,
    fetchPage: async (offset, limit, signal) => (await fetchRanking({ ...query, offset, limit }, signal)).accounts,
  });
  return { query, reply: data, error, retry: useCallback(() => void refetch(), [refetch]), ...paged };
}
