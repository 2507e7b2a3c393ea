import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { z } from 'zod';
import { api, upload } from '#platform/web/api.ts';
import type { Import, ImportKind, ImportsReply, MappingChoice, Run, UndoResult } from '#slices/sales/contract.ts';

const path = '/api/sales/imports';
const pollEvery = 700;

const oneKey = (id: string) => ['imports', 'one', id];

/** Past imports, newest first, and the names of all sources. */
export function useImports(isAllowed: boolean) {
  return useQuery({
    queryKey: ['imports', 'list'],
    queryFn: ({ signal }) => api.get<ImportsReply>(path, { signal }),
    enabled: isAllowed,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.imports.some((one) => one.state === 'running') ? 2000 : false),
  });
}

/** One import; asked for again and again while it runs. What it has loaded is new everywhere else. */
export function useImport(id: string, isAllowed: boolean) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: oneKey(id),
    queryFn: ({ signal }) => api.get<Import>(`${path}/${encodeURIComponent(id)}`, { signal }),
    enabled: isAllowed,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? pollEvery : false),
    // Progress is followed in a window behind others, too.
    refetchIntervalInBackground: true,
  });
  const isLoaded = query.data?.state === 'loaded';
  useEffect(() => {
    if (!isLoaded) return;
    for (const key of ['portfolio', 'accounts', 'products', 'account-sales']) {
      void client.invalidateQueries({ queryKey: [key] });
    }
  }, [isLoaded, client]);
  return query;
}

interface FilesToSend {
  readonly kind: ImportKind;
  /** The file with the rows. */
  readonly main: File;
  /** Files that complete its rows. */
  readonly others: readonly File[];
  readonly source: string;
  readonly onProgress: (file: File, share: number) => void;
  readonly signal: AbortSignal;
}

/** Sends the files, the main one first, and gives the import as it stands after the last. */
export async function sendFiles({ kind, main, others, source, onProgress, signal }: FilesToSend): Promise<Import> {
  let current = await upload<Import>(path, main, {
    query: { kind, source, fileName: main.name },
    onProgress: (share) => onProgress(main, share),
    signal,
  });
  for (const other of others) {
    if (current.state !== 'uploaded') break;
    current = await sendJoin(current.id, other, { onProgress: (share) => onProgress(other, share), signal });
  }
  return current;
}

/** Sends one more file whose columns complete the rows. */
export const sendJoin = (
  id: number,
  file: File,
  options: { readonly onProgress?: (share: number) => void; readonly signal?: AbortSignal } = {},
): Promise<Import> => upload<Import>(`${path}/${id}/joins`, file, { ...options, query: { fileName: file.name } });

/** What taking an import back would do; asked only while the person is about to. */
export function useUndoTry(id: number, isAsked: boolean) {
  return useQuery({
    queryKey: ['imports', 'undo', id],
    queryFn: () => api.post<UndoResult>(`${path}/${id}/undo`, { dryRun: true }),
    enabled: isAsked,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
}

/** Takes an import back; figures everywhere are others then. */
export function useUndo(id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.post<UndoResult>(`${path}/${id}/undo`, {}),
    // The trial is not asked again: there is nothing left to take back.
    onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] !== 'undo' }),
  });
}

/** What can be done with an import; each answer replaces what is known of it. */
export function useImportActions(id: string) {
  const client = useQueryClient();
  const keep = (found: Import): void => {
    client.setQueryData(oneKey(id), found);
    void client.invalidateQueries({ queryKey: ['imports', 'list'] });
  };
  const one = `${path}/${encodeURIComponent(id)}`;
  const look = useMutation({
    mutationFn: (choice: MappingChoice) => api.post<Import>(`${one}/profile`, choice),
    onSuccess: keep,
  });
  const run = useMutation({
    mutationFn: (order: z.input<typeof Run>) => api.post<Import>(`${one}/run`, order),
    onSuccess: keep,
  });
  const cancel = useMutation({ mutationFn: () => api.remove<Import>(one), onSuccess: keep });
  return { look, run, cancel, keep };
}
