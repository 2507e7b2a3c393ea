import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { useSentence } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type {
  AssignmentOrder,
  AssignmentOrdersReply,
  AssignmentReply,
  NewAssignmentOrder,
} from '#slices/accounts/assignment-contract.ts';

const path = '/api/assignment-orders';

/** Orders by which accounts were given, page after page, the latest first. */
export const useOrders = (enabled: boolean) =>
  useInfiniteQuery({
    queryKey: ['accounts', 'orders'],
    enabled,
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    queryFn: ({ pageParam, signal }) =>
      api.get<AssignmentOrdersReply>(path, { query: { limit: 50, cursor: pageParam }, signal }),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

/** One order with its accounts. */
export const orderQuery = (id: string) => ({
  queryKey: ['accounts', 'orders', id],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.get<AssignmentOrder>(`${path}/${encodeURIComponent(id)}`, { signal }),
});

/** An order as people call it: its number in its year. */
export const orderNumber = ({ number, year }: Pick<AssignmentOrder, 'number' | 'year'>): string =>
  `${String(number)}/${String(year)}`;

function useRefresh(): () => Promise<unknown> {
  const client = useQueryClient();
  return () =>
    Promise.all(
      ['accounts', 'portfolio', 'people', 'dossier'].map((key) => client.invalidateQueries({ queryKey: [key] })),
    );
}

/** Takes an order back as a whole. */
export function useUndoOrder() {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const sentence = useSentence();
  return useMutation({
    mutationFn: ({ id }: AssignmentOrder) => api.post<AssignmentReply>(`${path}/${String(id)}/undo`),
    onSuccess: async (_reply, order) => {
      await refresh();
      showToast({ message: t('order.undone', { order: orderNumber(order) }) });
    },
    onError: (error) => showToast({ message: sentence(error), tone: 'bad' }),
  });
}

/** Gives accounts to an owner by an order; what was refused is named, and the toast takes the order back. */
export function useOrderAssignment() {
  const { t } = useTranslation();
  const { today } = useSession();
  const format = useFormat();
  const refresh = useRefresh();
  const undo = useUndoOrder();
  return useMutation({
    mutationFn: (wanted: NewAssignmentOrder) => api.post<AssignmentReply>(path, wanted),
    onSuccess: async ({ order, refused }, { accounts }) => {
      await refresh();
      if (order) {
        showToast({
          message: t(order.state === 'coming' ? 'order.given-later' : 'order.given', {
            order: orderNumber(order),
            owner: order.owner.name,
            count: order.accounts.length,
            day: format.nearDay(order.from, today),
          }),
          undo: () => undo.mutate(order),
        });
      } else if (refused.length === 0) showToast({ message: t('order.none-given') });
      for (const { at, detail } of refused.slice(0, 2)) {
        showToast({ message: t('accounts.bulk-refused', { account: accounts[at] ?? '', detail }), tone: 'bad' });
      }
      if (refused.length > 2) {
        showToast({ message: t('accounts.bulk-more-refused', { count: refused.length - 2 }), tone: 'bad' });
      }
    },
  });
}
