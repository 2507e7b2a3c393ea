import { queryOptions } from '@tanstack/react-query';
import type { SignInState } from '#slices/team/contract.ts';
import { api } from '#platform/web/api.ts';

/** Where somebody stands on her way in: asked anew at each step. */
export const signInStateQuery = queryOptions({
  queryKey: ['sign-in-state'],
  queryFn: ({ signal }) => api.get<SignInState>('/api/sign-in', { signal }),
  staleTime: 0,
  gcTime: 0,
});
