import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { api } from '#platform/web/api.ts';
import { useSentence } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';
import type { AccountDecision, DecisionsReply, Leaving, NewDecision } from '#slices/portfolio/decision-contract.ts';
import type {
  Judgement,
  MatrixReply,
  ScoreCard,
  ScoreCardChange,
  ScoresChange,
} from '#slices/portfolio/judgement-contract.ts';
import type {
  FormerScenarios,
  Scenario,
  ScenarioContent,
  ScenariosReply,
} from '#slices/portfolio/scenario-contract.ts';
import type { PeopleReply } from '#slices/team/contract.ts';

type Fetch = { readonly signal: AbortSignal };

const accountPath = (id: number): string => `/api/accounts/${String(id)}`;
const decisionPath = (code: string): string => `/api/account-codes/${encodeURIComponent(code)}/decision`;

/** Scores of an account, their reasons, and what the ledger says beside them. */
export const judgementQuery = (id: number) => ({
  queryKey: ['portfolio', 'judgement', id],
  queryFn: ({ signal }: Fetch) => api.get<Judgement>(`${accountPath(id)}/judgement`, { signal }),
});
/** Where an account stands, and how it came there. */
export const decisionQuery = (code: string) => ({
  queryKey: ['portfolio', 'decision', code],
  queryFn: ({ signal }: Fetch) => api.get<AccountDecision>(decisionPath(code), { signal }),
});
export const scenariosQuery = (id: number) => ({
  queryKey: ['portfolio', 'scenarios', id],
  queryFn: ({ signal }: Fetch) => api.get<ScenariosReply>(`${accountPath(id)}/scenarios`, { signal }),
});
/** What a projection said before. */
export const formerQuery = (id: number, scenarioId: number) => ({
  queryKey: ['portfolio', 'scenarios', id, scenarioId],
  queryFn: ({ signal }: Fetch) =>
    api.get<FormerScenarios>(`${accountPath(id)}/scenarios/${String(scenarioId)}/former`, { signal }),
});
/** What would be left without the account. */
export const leavingQuery = (id: number) => ({
  queryKey: ['portfolio', 'leaving', id],
  queryFn: ({ signal }: Fetch) => api.get<Leaving>(`${accountPath(id)}/leaving`, { signal }),
});
export const matrixQuery = {
  queryKey: ['portfolio', 'matrix'],
  queryFn: ({ signal }: Fetch) => api.get<MatrixReply>('/api/portfolio/matrix', { signal }),
};
/** Where every account stood on a day. */
export const decisionsQuery = (on: string | undefined) => ({
  queryKey: ['portfolio', 'decisions', on ?? null],
  queryFn: ({ signal }: Fetch) => api.get<DecisionsReply>('/api/portfolio/decisions', { query: { on }, signal }),
});

/** Everybody, for a hand-over. */
export const colleaguesQuery = {
  queryKey: ['people'],
  queryFn: ({ signal }: Fetch) => api.get<z.infer<typeof PeopleReply>>('/api/people', { signal }),
};

/** Everything that a change of the portfolio may show elsewhere is fetched anew: also in lists and heads of accounts. */
function useRefresh(): () => Promise<unknown> {
  const client = useQueryClient();
  return () => Promise.all(['portfolio', 'accounts'].map((key) => client.invalidateQueries({ queryKey: [key] })));
}

/** Saves scores. What somebody else has scored meanwhile is fetched and stays beside what is typed. */
export function useScore(id: number) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ change, version }: { readonly change: ScoresChange; readonly version: number }) =>
      api.put<Judgement>(`${accountPath(id)}/scores`, change, { version }),
    onSettled: refresh,
    onSuccess: () => showToast({ message: t('judgement.saved') }),
  });
}

/** Decides. It waits for the server: a decision is not shown before it stands. */
export function useDecide(code: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ decision, version }: { readonly decision: NewDecision; readonly version: number }) =>
      api.put<AccountDecision>(decisionPath(code), decision, { version }),
    onSettled: refresh,
  });
}

/** Puts a card in force; the toast puts the one before it back. */
export function useSetCard() {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const sentence = useSentence();
  const put = async (change: ScoreCardChange, version: number): Promise<ScoreCard> => {
    const saved = await api.put<ScoreCard>('/api/portfolio/score-card', change, { version });
    await refresh();
    return saved;
  };
  return useMutation({
    mutationFn: ({ change, before }: { readonly change: ScoreCardChange; readonly before: ScoreCard }) =>
      put(change, before.version),
    onError: refresh,
    onSuccess: (saved, { before }) =>
      showToast({
        message: t('card.saved'),
        undo: () => {
          put(changeOf(before), saved.version).catch((error: unknown) =>
            showToast({ message: sentence(error), tone: 'bad' }),
          );
        },
      }),
  });
}

/** A card as it is sent. */
const changeOf = ({ criteria, attractivenessEdge, strengthEdge, proposedFrom }: ScoreCard): ScoreCardChange => ({
  criteria: criteria.map(({ id, axis, part, weight }) => ({ id, name: null, axis, part, weight })),
  attractivenessEdge,
  strengthEdge,
  proposedFrom,
});

/** Saves a projection, a new one or one that is there. */
export function useSaveScenario(id: number) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ content, before }: { readonly content: ScenarioContent; readonly before: Scenario | null }) =>
      before === null
        ? api.post<Scenario>(`${accountPath(id)}/scenarios`, content)
        : api.put<Scenario>(`${accountPath(id)}/scenarios/${String(before.id)}`, content, { version: before.version }),
    onSettled: refresh,
    onSuccess: () => showToast({ message: t('scenario.saved') }),
  });
}

/** Takes a projection away; the toast brings it back as a new one. */
export function useRemoveScenario(id: number) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const sentence = useSentence();
  return useMutation({
    mutationFn: (scenario: Scenario) =>
      api.remove<void>(`${accountPath(id)}/scenarios/${String(scenario.id)}`, { version: scenario.version }),
    onSettled: refresh,
    onSuccess: (_nothing, scenario) =>
      showToast({
        message: t('scenario.removed'),
        undo: () => {
          api
            .post<Scenario>(`${accountPath(id)}/scenarios`, contentOf(scenario))
            .then(refresh)
            .catch((error: unknown) => showToast({ message: sentence(error), tone: 'bad' }));
        },
      }),
  });
}

/** A projection as it is sent. */
const contentOf = ({ name, rate, years }: Scenario): ScenarioContent => ({
  name,
  rate,
  years: years.map(({ contribution, investment, staying }) => ({ contribution, investment, staying })),
});
