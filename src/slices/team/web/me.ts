import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Me, SettingsChange } from '#slices/team/contract.ts';
import { api } from '#platform/web/api.ts';

/** Who is signed in, what she may do, how she wants the page. Refused with 401 when nobody is. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api.get<Me>('/api/me', { signal }),
  staleTime: 300_000,
});

/** The person behind the page; only where the frame has loaded her. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data;

/** Changes settings at once and takes the change back when the server does not keep it. */
export function useChangeSettings(): (change: z.infer<typeof SettingsChange>) => Promise<unknown> {
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: (change: z.infer<typeof SettingsChange>) => api.patch<unknown>('/api/me/settings', change),
    onMutate: async (change) => {
      await client.cancelQueries(meQuery);
      const before = client.getQueryData(meQuery.queryKey);
      if (before) {
        client.setQueryData(meQuery.queryKey, {
          ...before,
          settings: { ...before.settings, ...withoutUndefined(change) },
        });
      }
      return before;
    },
    onError: (_error, _change, before) => {
      if (before) client.setQueryData(meQuery.queryKey, before);
    },
  });
  return mutation.mutateAsync;
}

/** A setting that is not named keeps its value. */
const withoutUndefined = (change: z.infer<typeof SettingsChange>): Partial<Me['settings']> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
