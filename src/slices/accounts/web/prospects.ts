import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '#platform/web/api.ts';
import { useSentence } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';
import type { Account, NewProspect, ProspectPolicy, StageChange } from '#slices/accounts/contract.ts';

const policyPath = '/api/prospect-policy';

/** How many prospects there may be, and how many there are. */
export const prospectPolicyQuery = {
  queryKey: ['accounts', 'prospect-policy'],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.get<ProspectPolicy>(policyPath, { signal }),
};

const stagePath = (id: number): string => `/api/accounts/${String(id)}/stage`;

/** What prospects are changed by; what can be taken back is taken back by the toast. */
export function useProspectChanges() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sentence = useSentence();
  const refresh = (): Promise<unknown> =>
    Promise.all(['accounts', 'portfolio', 'timeline'].map((key) => client.invalidateQueries({ queryKey: [key] })));
  const put = async (account: Account, change: StageChange): Promise<Account> => {
    const changed = await api.put<Account>(stagePath(account.id), change, { version: account.version });
    await refresh();
    return changed;
  };
  const undo = (work: () => Promise<unknown>) => (): void => {
    work().catch((error: unknown) => showToast({ message: sentence(error), tone: 'bad' }));
  };

  const add = useMutation({
    mutationFn: (prospect: NewProspect) => api.post<Account>('/api/prospects', prospect),
    onSuccess: async (made) => {
      await refresh();
      showToast({
        message: t('prospect.saved', { name: made.name }),
        undo: undo(() => put(made, { stage: 'dropped', reason: t('prospect.by-mistake') })),
      });
    },
  });
  const change = useMutation({
    mutationFn: ({ account, to }: { readonly account: Account; readonly to: StageChange }) => put(account, to),
    onSuccess: (changed, { to, account }) => {
      const { name } = changed;
      // Whoever was let go of for a reason is let go of for the same again; the reason stands in the audit, not here.
      if (to.stage === 'prospect') showToast({ message: t('prospect.returned', { name }) });
      else
        showToast({
          message: t(to.stage === 'client' ? 'prospect.converted' : 'prospect.dropped', { name: account.name }),
          undo: undo(() => put(changed, { stage: 'prospect' })),
        });
    },
  });
  const setPolicy = useMutation({
    mutationFn: ({ most, before }: { readonly most: number; readonly before: ProspectPolicy }) =>
      api.put<ProspectPolicy>(policyPath, { most }, { version: before.version }),
    onSettled: () => client.invalidateQueries({ queryKey: prospectPolicyQuery.queryKey }),
    onSuccess: (saved, { before }) =>
      showToast({
        message: t('prospect.policy-saved', { most: saved.most }),
        undo: undo(async () => {
          await api.put(policyPath, { most: before.most }, { version: saved.version });
          await client.invalidateQueries({ queryKey: prospectPolicyQuery.queryKey });
        }),
      }),
  });
  return { add, change, setPolicy };
}
