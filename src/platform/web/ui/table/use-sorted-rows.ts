import {
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
  type SortingState,
} from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column, Sort } from '#platform/web/ui/table/column.ts';
import { compareCells } from '#platform/web/ui/table/sort.ts';

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

interface Entry<Row> {
  readonly row: Row | undefined;
}

interface SortedRowsOptions<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly (Row | undefined)[];
  readonly sort: readonly Sort[] | undefined;
  readonly onSort: ((sort: readonly Sort[]) => void) | undefined;
  readonly isSortedByServer: boolean;
}

interface SortedRows<Row> {
  readonly rows: readonly (Row | undefined)[];
  readonly sort: readonly Sort[];
  /** What a click on the header does; with `add` the column becomes a second key. */
  readonly toggle: (columnId: string, add: boolean) => void;
}

/** The rows in the order of the sort, which the address or the table itself keeps. */
export function useSortedRows<Row>(options: SortedRowsOptions<Row>): SortedRows<Row> {
  const { columns, rows, onSort, isSortedByServer } = options;
  const { i18n } = useTranslation();
  const [ownSort, setOwnSort] = useState<readonly Sort[]>([]);
  const sort = options.sort ?? ownSort;
  const setSort = onSort ?? setOwnSort;

  const definitions = useMemo<ColumnDef<typeof features, Entry<Row>>[]>(() => {
    const collator = new Intl.Collator(i18n.language, { numeric: true });
    return columns.map((column) => ({
      id: column.id,
      accessorFn: ({ row }) => (row === undefined ? undefined : (column.sortBy?.(row) ?? undefined)),
      enableSorting: column.sortBy !== undefined,
      sortDescFirst: column.sortsDownFirst ?? false,
      sortUndefined: 'last',
      // The accessor above gives nothing else.
      sortFn: (a, b, id) => compareCells(a.getValue<string | number>(id), b.getValue<string | number>(id), collator),
    }));
  }, [columns, i18n.language]);
  const data = useMemo<Entry<Row>[]>(() => rows.map((row) => ({ row })), [rows]);
  const sorting = useMemo<SortingState>(() => sort.map(({ id, desc }) => ({ id, desc })), [sort]);

  const table = useTable({
    features,
    columns: definitions,
    data,
    state: { sorting },
    manualSorting: isSortedByServer,
    onSortingChange: (updater) => setSort(typeof updater === 'function' ? updater(sorting) : updater),
  });
  const model = table.getRowModel().rows;
  return {
    rows: useMemo(() => model.map((entry) => entry.original.row), [model]),
    sort,
    toggle: (columnId, add) => table.getColumn(columnId)?.toggleSorting(undefined, add),
  };
}
