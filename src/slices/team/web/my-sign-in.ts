import { queryOptions } from '@tanstack/react-query';
import type { MySignIn } from '#slices/team/contract.ts';
import { api } from '#platform/web/api.ts';

/** How one signs in, and where one is signed in now: asked anew each time, for it changes elsewhere. */
export const mySignInQuery = queryOptions({
  queryKey: ['me', 'sign-in'],
  queryFn: ({ signal }) => api.get<MySignIn>('/api/me/sign-in', { signal }),
  staleTime: 0,
});
