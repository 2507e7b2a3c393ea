import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type {
  NewSubstitution,
  RoleHeld,
  RoleRequestsReply,
  Substitution,
  SubstitutionReport,
  SubstitutionsReply,
} from '#slices/team/contract.ts';
import { api } from '#platform/web/api.ts';
import { useSentence } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';

/** Who stands in for whom, the latest first. */
export const substitutionsQuery = queryOptions({
  queryKey: ['substitutions'],
  queryFn: ({ signal }) => api.get<z.infer<typeof SubstitutionsReply>>('/api/substitutions', { signal }),
});

/** What was done for somebody while she was away. */
export const reportQuery = (id: number) =>
  queryOptions({
    queryKey: ['substitutions', 'report', id],
    queryFn: ({ signal }) => api.get<SubstitutionReport>(`/api/substitutions/${String(id)}/report`, { signal }),
  });

/** Rights that wait for a second person. */
export const requestsQuery = queryOptions({
  queryKey: ['role-requests'],
  queryFn: ({ signal }) => api.get<z.infer<typeof RoleRequestsReply>>('/api/role-requests', { signal }),
});

/** What others show of people changes with their rights. */
function useRenewal(): () => Promise<unknown> {
  const client = useQueryClient();
  return () =>
    Promise.all(
      ['substitutions', 'people', 'role-requests', 'me'].map((key) => client.invalidateQueries({ queryKey: [key] })),
    );
}

/** Orders a substitution; the toast takes it back as long as nobody has changed it. */
export function useOrderSubstitution() {
  const { t } = useTranslation();
  const renew = useRenewal();
  const end = useEndSubstitution();
  return useMutation({
    mutationFn: (order: NewSubstitution) => api.post<Substitution>('/api/substitutions', order),
    onSuccess: async (made) => {
      await renew();
      showToast({
        message: t('absence.ordered', { by: made.by.name, for: made.for.name }),
        undo: () => end.mutate({ substitution: made, until: made.from }),
      });
    },
  });
}

/** Sets the day on which she is back. */
export function useEndSubstitution() {
  const { t } = useTranslation();
  const renew = useRenewal();
  const sentence = useSentence();
  return useMutation({
    mutationFn: ({ substitution, until }: { substitution: Substitution; until: string }) =>
      api.patch<Substitution>(
        `/api/substitutions/${String(substitution.id)}`,
        { until },
        { version: substitution.version },
      ),
    onSuccess: async (changed, { substitution }) => {
      await renew();
      showToast({ message: t('absence.changed', { for: substitution.for.name }) });
      return changed;
    },
    onError: (error) => showToast({ message: sentence(error), tone: 'bad' }),
  });
}

/** Gives or declines a right that another one asked for. */
export function useDecision() {
  const { t } = useTranslation();
  const renew = useRenewal();
  const sentence = useSentence();
  return useMutation({
    mutationFn: ({ request, give }: { request: RoleHeld; give: boolean }) =>
      api.post<RoleHeld>(`/api/role-requests/${String(request.id)}/decision`, { give }),
    onSuccess: async (decided) => {
      await renew();
      showToast({
        message: t(decided.state === 'given' ? 'rights.given' : 'rights.declined', { name: decided.person.name }),
      });
    },
    onError: (error) => showToast({ message: sentence(error), tone: 'bad' }),
  });
}
