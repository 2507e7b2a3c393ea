import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { api } from '#platform/web/api.ts';
import { useSentence } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';
import type {
  Fact,
  FactChange,
  FactsReply,
  FormerFactsReply,
  Grant,
  GrantRequest,
  GrantsReply,
  Look,
  LookReply,
  NewFact,
} from '#slices/dossier/contract.ts';

type FactInput = z.input<typeof NewFact>;
type LookInput = z.input<typeof Look>;

const dossierKey = (accountId: number) => ['dossier', accountId] as const;

/** What is known of an account and may be shown unasked. */
export const factsQuery = (accountId: number) => ({
  queryKey: [...dossierKey(accountId), 'facts'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.get<FactsReply>(`/api/accounts/${String(accountId)}/facts`, { signal }),
});

/** What a fact said before. */
export const formerQuery = (factId: number) => ({
  queryKey: ['dossier', 'former', factId],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.get<FormerFactsReply>(`/api/facts/${String(factId)}/former`, { signal }),
});

/** Who may see, or has asked to see, the personal facts of an account. */
export const grantsQuery = (accountId: number) => ({
  queryKey: [...dossierKey(accountId), 'grants'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.get<GrantsReply>(`/api/accounts/${String(accountId)}/grants`, { signal }),
});

/** Everything that shows something of an account's dossier asks again. */
function useDossierRefresh(accountId: number): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: dossierKey(accountId) }),
      client.invalidateQueries({ queryKey: ['dossier', 'former'] }),
    ]);
  };
}

/** Adds, changes and removes facts; each can be taken back from its toast. */
export function useFactChanges(accountId: number) {
  const { t } = useTranslation();
  const refresh = useDossierRefresh(accountId);
  const sentence = useSentence();
  const told = (message: string, undo: () => Promise<unknown>): void =>
    showToast({
      message,
      undo: () => {
        undo()
          .then(refresh)
          .catch((error: unknown) => showToast({ message: sentence(error), tone: 'bad' }));
      },
    });
  const removal = ({ id, version }: Pick<Fact, 'id' | 'version'>) =>
    api.remove<undefined>(`/api/facts/${String(id)}`, { version });
  const change = ({ id, version }: Pick<Fact, 'id' | 'version'>, to: FactChange) =>
    api.patch<Fact>(`/api/facts/${String(id)}`, to, { version });
  const add = useMutation({
    mutationFn: (fact: FactInput) => api.post<Fact>(`/api/accounts/${String(accountId)}/facts`, fact),
    onSuccess: async (fact) => {
      told(t('facts.added'), () => removal(fact));
      await refresh();
    },
  });
  const edit = useMutation({
    mutationFn: ({ fact, to }: { readonly fact: Fact; readonly to: FactChange }) => change(fact, to),
    onSuccess: async (changed, { fact }) => {
      const { value, class: factClass, source, knownOn, askAgainOn } = fact;
      told(t('facts.changed'), () => change(changed, { value, class: factClass, source, knownOn, askAgainOn }));
      await refresh();
    },
  });
  const remove = useMutation({
    mutationFn: removal,
    onSuccess: async (_nothing, { id }) => {
      told(t('facts.removed'), () => api.post<Fact>(`/api/facts/${String(id)}/restore`));
      await refresh();
    },
    onError: (error) => showToast({ message: sentence(error), tone: 'bad' }),
  });
  return { add, edit, remove };
}

/** Asks to see the facts of a class: the look is put on record. */
export function useLook(accountId: number) {
  return useMutation({
    mutationFn: (look: LookInput) => api.post<LookReply>(`/api/accounts/${String(accountId)}/looks`, look),
    // What was shown is not kept when it is left.
    gcTime: 0,
  });
}

/** Asks for a grant, and decides one. */
export function useGrantChanges(accountId: number) {
  const { t } = useTranslation();
  const refresh = useDossierRefresh(accountId);
  const ask = useMutation({
    mutationFn: (request: GrantRequest) => api.post<Grant>(`/api/accounts/${String(accountId)}/grants`, request),
    onSuccess: async () => {
      showToast({ message: t('grants.asked') });
      await refresh();
    },
  });
  const decide = useMutation({
    mutationFn: ({
      grant,
      given,
      reason,
    }: {
      readonly grant: Grant;
      readonly given: boolean;
      readonly reason: string;
    }) => api.put<Grant>(`/api/grants/${String(grant.id)}/decision`, { given, reason }, { version: grant.version }),
    onSuccess: async () => {
      showToast({ message: t('grants.decided') });
      await refresh();
    },
  });
  return { ask, decide };
}
