import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#platform/web/api.ts';
import { useSentence } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';
import type {
  Attribution,
  AttributionOrder,
  AttributionsReply,
  UnattributedReply,
} from '#slices/sales/attribution-contract.ts';

/** Documents that name no account, page after page as they are scrolled. */
export function useUnattributed(filter: { readonly source?: string; readonly number?: string }, isAllowed: boolean) {
  const query = useInfiniteQuery({
    queryKey: ['imports', 'unattributed', filter],
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    queryFn: ({ pageParam, signal }) =>
      api.get<UnattributedReply>('/api/sales/unattributed', { query: { ...filter, cursor: pageParam }, signal }),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: (before) => before,
    enabled: isAllowed,
    staleTime: 0,
  });
  const { data } = query;
  const documents = useMemo(() => data?.pages.flatMap((page) => page.documents) ?? [], [data]);
  return { ...query, documents, first: data?.pages[0] ?? null };
}

/** What was given to accounts by hand, the newest first. */
export const useAttributions = (isAllowed: boolean) =>
  useQuery({
    queryKey: ['imports', 'attributions'],
    queryFn: ({ signal }) => api.get<AttributionsReply>('/api/sales/attributions', { signal }),
    enabled: isAllowed,
    staleTime: 0,
  });

/** Gives documents to an account; the toast takes it back. */
export function useAttribute() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const takeBack = useTakeBack();
  return useMutation({
    mutationFn: (orders: readonly AttributionOrder[]) => sendAll(orders),
    onSuccess: async (made) => {
      await client.invalidateQueries();
      const documents = made.reduce((sum, one) => sum + one.documents, 0);
      showToast({
        message: t('unattributed.done', { count: documents, account: made[0]?.account.name ?? '' }),
        undo: () => {
          for (const { id } of made) takeBack.mutate(id);
        },
      });
    },
  });
}

/** One after the other: each is a step of its own in the audit. */
async function sendAll(orders: readonly AttributionOrder[]): Promise<Attribution[]> {
  const made: Attribution[] = [];
  for (const order of orders) made.push(await api.post<Attribution>('/api/sales/attributions', order));
  return made;
}

/** Takes an attribution back: figures everywhere are others then. */
export function useTakeBack() {
  const client = useQueryClient();
  const sentence = useSentence();
  return useMutation({
    mutationFn: (id: number) => api.post<Attribution>(`/api/sales/attributions/${String(id)}/undo`, {}),
    onSuccess: () => client.invalidateQueries(),
    onError: (error) => showToast({ message: sentence(error), tone: 'bad' }),
  });
}
