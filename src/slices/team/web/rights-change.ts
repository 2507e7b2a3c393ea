import { useMutation, useQueryClient } from '@tanstack/react-query';
import { peopleQuery } from '#slices/team/web/people.ts';
import { showToast } from '#platform/web/ui/toasts.tsx';

/** Every change here changes what people may do, so what others show of them is asked for anew. */
export function useRightsChange<Input>(work: (input: Input) => Promise<unknown>, said: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: work,
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries(peopleQuery),
        client.invalidateQueries({ queryKey: ['role-requests'] }),
      ]);
      showToast({ message: said });
    },
  });
}
