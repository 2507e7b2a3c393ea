import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem, stepUpCode } from '#platform/web/api.ts';

/**
 * The cache of what the server has told.
 * @param onSignedOut called when an answer says that nobody is signed in any more
 */
export function makeQueryClient(onSignedOut: () => void): QueryClient {
  const watch = (error: unknown): void => {
    if (error instanceof ApiProblem && error.status === 401 && error.code !== stepUpCode) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // A refusal stays a refusal; only a broken connection or a busy server is worth a second try.
        retry: (failures, error) =>
          failures < 2 && error instanceof ApiProblem && (error.status === 0 || error.status >= 502),
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}
