import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '#platform/web/api.ts';
import { useSentence } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';
import type { Account, DuplicatePair, DuplicatesReply, MergeReply } from '#slices/accounts/contract.ts';

/** Accounts that look like one company. */
export const duplicatesQuery = {
  queryKey: ['accounts', 'duplicates'],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.get<DuplicatesReply>('/api/account-duplicates', { signal }),
};

/** Makes two accounts one, or says that they are two; the toast takes it back. */
export function useDuplicateChanges() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sentence = useSentence();
  // Figures, rankings and dossiers of both are others from now on.
  const refresh = () => client.invalidateQueries();
  const undo = (work: () => Promise<unknown>) => (): void => {
    work().catch((error: unknown) => showToast({ message: sentence(error), tone: 'bad' }));
  };
  const apart = async (merge: number): Promise<Account> => {
    const account = await api.post<Account>(`/api/account-merges/${String(merge)}/undo`, {});
    await refresh();
    return account;
  };
  const say = async ({ accounts }: DuplicatePair, distinct: boolean): Promise<void> => {
    await api.post('/api/account-distinctions', { accounts: accounts.map(({ id }) => id), distinct });
    await client.invalidateQueries({ queryKey: duplicatesQuery.queryKey });
  };
  const merge = useMutation({
    mutationFn: ({ keep, gone }: { readonly keep: Account; readonly gone: Account }) =>
      api.post<MergeReply>('/api/account-merges', { keep: keep.id, gone: gone.id }),
    onSuccess: async (reply, { gone }) => {
      await refresh();
      showToast({
        message: t('duplicates.merged', { gone: gone.name, kept: reply.account.name }),
        undo: undo(() => apart(reply.merge)),
      });
    },
  });
  const takeApart = useMutation({
    mutationFn: apart,
    onSuccess: ({ name }) => showToast({ message: t('duplicates.undone', { name }) }),
  });
  const tellApart = useMutation({
    mutationFn: (pair: DuplicatePair) => say(pair, true),
    onSuccess: (_nothing, pair) =>
      showToast({
        message: t('duplicates.told-apart', { one: pair.accounts[0].name, other: pair.accounts[1].name }),
        undo: undo(() => say(pair, false)),
      }),
  });
  return { merge, takeApart, tellApart };
}
