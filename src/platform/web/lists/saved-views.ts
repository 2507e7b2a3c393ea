import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SavedView, SavedViewsReply } from '#platform/lists/contract.ts';
import { api } from '#platform/web/api.ts';
import { useSentence } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';

const pathOf = (list: string): string => `/api/views/${list}`;
const keyOf = (list: string): readonly string[] => ['views', list];

/** The kept views of a list. */
export function useSavedViews(list: string): readonly SavedView[] | undefined {
  const { data } = useQuery({
    queryKey: keyOf(list),
    queryFn: ({ signal }) => api.get<SavedViewsReply>(pathOf(list), { signal }),
    staleTime: 60_000,
  });
  return data?.views;
}

type Draft = Pick<SavedView, 'name' | 'query' | 'isShared'>;

/** Keeping, changing and letting go of views; each can be taken back. */
export function useViewChanges(list: string) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sentence = useSentence();
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: keyOf(list) });
  const tell = (error: unknown): void => showToast({ message: sentence(error), tone: 'bad' });
  const one = (id: number): string => `${pathOf(list)}/${id}`;

  const save = useMutation({
    mutationFn: (draft: Draft) => api.post<SavedView>(pathOf(list), draft),
    onSuccess: async (view) => {
      await refresh();
      showToast({ message: t('views.saved', { name: view.name }) });
    },
  });
  const change = useMutation({
    mutationFn: ({ view, to }: { readonly view: SavedView; readonly to: Partial<Draft> }) =>
      api.patch<SavedView>(one(view.id), to, { version: view.version }),
    onSuccess: async (after, { view }) => {
      await refresh();
      const { name, query, isShared } = view;
      showToast({
        message: t('views.changed', { name: after.name }),
        undo: () =>
          void api
            .patch<SavedView>(one(view.id), { name, query, isShared }, { version: after.version })
            .then(refresh, tell),
      });
    },
    onError: tell,
  });
  const remove = useMutation({
    mutationFn: (view: SavedView) => api.remove<void>(one(view.id), { version: view.version }),
    onSuccess: async (_nothing, { name, query, isShared }) => {
      await refresh();
      showToast({
        message: t('views.removed', { name }),
        undo: () => void api.post<SavedView>(pathOf(list), { name, query, isShared }).then(refresh, tell),
      });
    },
    onError: tell,
  });
  const setDefault = useMutation({
    mutationFn: (view: number | null) => api.post<void>(`${pathOf(list)}/default`, { view }),
    onSuccess: refresh,
    onError: tell,
  });
  return { save, change, remove, setDefault };
}
