import { useQueries, type QueryKey } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';

/** Rows in grey behind those that are loaded; when they come into sight, the next page is fetched. */
const waitingRows: readonly undefined[] = Array.from({ length: 8 }, () => undefined);

/** The loaded rows of a list that is paged by key, with waiting ones behind them as long as there are more. */
export const useRowsSoFar = <Row>(loaded: readonly Row[], hasMore: boolean): readonly (Row | undefined)[] =>
  useMemo(() => (hasMore ? [...loaded, ...waitingRows] : loaded), [loaded, hasMore]);

interface PagedRowsOptions<Row> {
  /** Names the list with its filter; another key is another list. */
  readonly key: QueryKey;
  readonly total: number;
  /** The rows that came with the page itself, from the top. */
  readonly first: readonly Row[];
  readonly pageSize: number;
  readonly fetchPage: (offset: number, limit: number, signal: AbortSignal) => Promise<readonly Row[]>;
}

interface PagedRows<Row> {
  /** As many as there are; undefined where nothing is loaded yet. */
  readonly rows: readonly (Row | undefined)[];
  /** For DataTable's onNeedRows. */
  readonly onNeedRows: (start: number, end: number) => void;
}

const noPages: readonly number[] = [];

/** A long list of which only the pages that come into sight are fetched. */
export function usePagedRows<Row>(options: PagedRowsOptions<Row>): PagedRows<Row> {
  const { key, total, first, pageSize, fetchPage } = options;
  const name = JSON.stringify(key);
  const [wanted, setWanted] = useState<{ readonly name: string; readonly pages: readonly number[] }>({
    name,
    pages: noPages,
  });
  const pages = wanted.name === name ? wanted.pages : noPages;
  const fetched = useQueries({
    queries: pages.map((page) => ({
      queryKey: [...key, 'page', pageSize, page],
      queryFn: ({ signal }: { signal: AbortSignal }) => fetchPage(page * pageSize, pageSize, signal),
      staleTime: Number.POSITIVE_INFINITY,
    })),
    combine: (results) => results.map((result) => result.data),
  });
  const rows = useMemo(() => {
    const all: (Row | undefined)[] = Array.from({ length: total }, (_, index) => first[index]);
    fetched.forEach((page, at) => {
      const offset = (pages[at] ?? 0) * pageSize;
      page?.forEach((row, index) => {
        if (offset + index < total) all[offset + index] = row;
      });
    });
    return all;
  }, [first, fetched, pages, pageSize, total]);
  const onNeedRows = useCallback(
    (start: number, end: number) => {
      const needed: number[] = [];
      for (let page = Math.floor(start / pageSize); page <= Math.floor((end - 1) / pageSize); page += 1)
        needed.push(page);
      setWanted((before) => {
        const known = before.name === name ? before.pages : noPages;
        const added = needed.filter((page) => !known.includes(page));
        return added.length === 0 && before.name === name ? before : { name, pages: [...known, ...added] };
      });
    },
    [name, pageSize],
  );
  return { rows, onNeedRows };
}
