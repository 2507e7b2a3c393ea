import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '#platform/web/api.ts';
import { useSentence } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';
import type { BulkReply, ListedAccount } from '#slices/accounts/contract.ts';

type One = { readonly code: string; readonly group: string | null };

const send = (changes: readonly One[]): Promise<BulkReply> =>
  api.post<BulkReply>('/api/account-groupings', { changes });

/** Puts all that is picked into a group, or out of theirs (null); what was refused is named, and the toast takes it back. */
export function useGroupChange() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sentence = useSentence();
  const refresh = (): Promise<unknown> =>
    Promise.all(['accounts', 'portfolio', 'people'].map((key) => client.invalidateQueries({ queryKey: [key] })));
  const undo = async ({ changed }: BulkReply): Promise<void> => {
    try {
      await send(changed.map(({ code, before }) => ({ code, group: before })));
      await refresh();
    } catch (error) {
      showToast({ message: sentence(error), tone: 'bad' });
    }
  };
  return useMutation({
    mutationFn: ({ accounts, group }: { readonly accounts: readonly ListedAccount[]; readonly group: string | null }) =>
      send(accounts.map(({ code }) => ({ code, group }))),
    onSuccess: async (reply, { accounts }) => {
      await refresh();
      const { changed, refused } = reply;
      if (changed.length > 0) {
        showToast({ message: t('accounts.bulk-changed', { count: changed.length }), undo: () => void undo(reply) });
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
