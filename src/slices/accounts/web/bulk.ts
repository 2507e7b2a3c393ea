import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '#platform/web/api.ts';
import { useSentence } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';
import type { BulkReply, ListedAccount } from '#slices/accounts/contract.ts';

/** What is done to all accounts that are picked: their owner (e-mail), or their group (null: none). */
export type BulkChange =
  { readonly what: 'owner'; readonly to: string } | { readonly what: 'group'; readonly to: string | null };

type One = { readonly code: string; readonly to: string | null };

const send = (what: BulkChange['what'], all: readonly One[]): Promise<BulkReply> =>
  what === 'owner'
    ? api.post<BulkReply>('/api/account-owners', { changes: all.map(({ code, to }) => ({ code, owner: to })) })
    : api.post<BulkReply>('/api/account-groupings', { changes: all.map(({ code, to }) => ({ code, group: to })) });

/** Changes all that is picked; what was refused is named, and the toast takes back what was done. */
export function useBulkChange() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sentence = useSentence();
  const refresh = (): Promise<unknown> =>
    Promise.all(['accounts', 'portfolio', 'people'].map((key) => client.invalidateQueries({ queryKey: [key] })));
  const undo = async (what: BulkChange['what'], { changed }: BulkReply): Promise<void> => {
    // Nobody can be made the owner again of what nobody owned.
    const back = changed.filter(({ before }) => what === 'group' || before !== null);
    try {
      await send(
        what,
        back.map(({ code, before }) => ({ code, to: before })),
      );
      await refresh();
    } catch (error) {
      showToast({ message: sentence(error), tone: 'bad' });
    }
  };
  return useMutation({
    mutationFn: ({ accounts, change }: { readonly accounts: readonly ListedAccount[]; readonly change: BulkChange }) =>
      send(
        change.what,
        accounts.map(({ code }) => ({ code, to: change.to })),
      ),
    onSuccess: async (reply, { accounts, change }) => {
      await refresh();
      const { changed, refused } = reply;
      const canGoBack = changed.some(({ before }) => change.what === 'group' || before !== null);
      if (changed.length > 0) {
        showToast({
          message: t('accounts.bulk-changed', { count: changed.length }),
          ...(canGoBack ? { undo: () => void undo(change.what, reply) } : {}),
        });
      }
      for (const { at, detail } of refused.slice(0, 2)) {
        showToast({ message: t('accounts.bulk-refused', { account: accounts[at]?.name ?? '', detail }), tone: 'bad' });
      }
      if (refused.length > 2) {
        showToast({ message: t('accounts.bulk-more-refused', { count: refused.length - 2 }), tone: 'bad' });
      }
    },
  });
}
