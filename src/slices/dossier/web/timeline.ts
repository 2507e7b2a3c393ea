import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { api, upload } from '#platform/web/api.ts';
import { useSentence } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';
import type {
  Attachment,
  AttachmentsReply,
  ColleaguesReply,
  NewNote,
  Note,
  TimelineReply,
} from '#slices/dossier/contract.ts';

type NoteInput = z.input<typeof NewNote>;

const pageSize = 50;

/** What happened with an account, page after page; `kind` null for everything. */
export function useTimeline(accountId: number, kind: string | null) {
  return useInfiniteQuery({
    queryKey: ['dossier', accountId, 'timeline', kind ?? ''],
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    queryFn: ({ pageParam, signal }) =>
      api.get<TimelineReply>(`/api/accounts/${String(accountId)}/timeline`, {
        query: { kind, limit: pageSize, cursor: pageParam },
        signal,
      }),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: (before) => before,
  });
}

/** Who sees the account, for naming them in a note. */
export const colleaguesQuery = (accountId: number) => ({
  queryKey: ['dossier', accountId, 'colleagues'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.get<ColleaguesReply>(`/api/accounts/${String(accountId)}/colleagues`, { signal }),
});

/** The files of an account. */
export const attachmentsQuery = (accountId: number) => ({
  queryKey: ['dossier', accountId, 'attachments'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.get<AttachmentsReply>(`/api/accounts/${String(accountId)}/attachments`, { signal }),
});

/** Tells what was done, with a way back; then everything of the dossier is asked anew. */
function useTold(accountId: number): (message: string, undo: () => Promise<unknown>) => Promise<void> {
  const client = useQueryClient();
  const sentence = useSentence();
  const refresh = () => client.invalidateQueries({ queryKey: ['dossier', accountId] });
  return async (message, undo) => {
    showToast({
      message,
      undo: () => {
        undo()
          .then(refresh)
          .catch((error: unknown) => showToast({ message: sentence(error), tone: 'bad' }));
      },
    });
    await refresh();
  };
}

/** Writes a note; the toast takes it back. */
export function useAddNote(accountId: number) {
  const { t } = useTranslation();
  const told = useTold(accountId);
  return useMutation({
    mutationFn: (note: NoteInput) => api.post<Note>(`/api/accounts/${String(accountId)}/notes`, note),
    onSuccess: ({ id, version }) =>
      told(t('notes.added'), () => api.remove<undefined>(`/api/notes/${String(id)}`, { version })),
  });
}

/** Takes a note of one's own away; the toast puts it back. */
export function useRemoveNote(accountId: number) {
  const { t } = useTranslation();
  const told = useTold(accountId);
  const sentence = useSentence();
  return useMutation({
    mutationFn: ({ id, version }: Pick<Note, 'id' | 'version'>) =>
      api.remove<undefined>(`/api/notes/${String(id)}`, { version }),
    onSuccess: (_nothing, { id }) => told(t('notes.removed'), () => api.post<Note>(`/api/notes/${String(id)}/restore`)),
    onError: (error) => showToast({ message: sentence(error), tone: 'bad' }),
  });
}

/** Adds and removes files; each can be taken back from its toast. */
export function useFileChanges(accountId: number) {
  const { t } = useTranslation();
  const told = useTold(accountId);
  const sentence = useSentence();
  const onError = (error: unknown): void => showToast({ message: sentence(error), tone: 'bad' });
  const removal = ({ id, version }: Attachment) => api.remove<undefined>(`/api/attachments/${String(id)}`, { version });
  const add = useMutation({
    mutationFn: (file: File) =>
      upload<Attachment>(`/api/accounts/${String(accountId)}/attachments`, file, { query: { name: file.name } }),
    onSuccess: (added) => told(t('files.added', { name: added.name }), () => removal(added)),
    onError,
  });
  const remove = useMutation({
    mutationFn: removal,
    onSuccess: (_nothing, { id, name }) =>
      told(t('files.removed', { name }), () => api.post<Attachment>(`/api/attachments/${String(id)}/restore`)),
    onError,
  });
  return { add, remove };
}
