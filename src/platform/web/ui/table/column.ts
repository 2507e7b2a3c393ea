import type { ReactNode } from 'react';
import type { LinkTarget } from '#platform/web/ui/action.tsx';

export interface Column<Row> {
  readonly id: string;
  /** What stands in the header, with the unit: "Net revenue, Ft". */
  readonly header: string;
  /** Says more than the header has room for. */
  readonly headerHint?: string;
  /** Pixels at the usual font size; the column is never narrower. */
  readonly width: number;
  /** Its part of the room that is left over; 0 without. */
  readonly grow?: number;
  readonly align?: 'left' | 'right';
  /** What the row is about: set in semibold, told as the row's header, and the link when rows have one. */
  readonly isSubject?: boolean;
  /** Stays when the table is scrolled sideways. Only the first columns, side by side. */
  readonly isSticky?: boolean;
  readonly cell: (row: Row) => ReactNode;
  /**
   * What the column is sorted by; without it the column cannot be sorted. When the server sorts, only that it is there
   * counts. Null stands last in both directions.
   */
  readonly sortBy?: (row: Row) => string | number | null;
  /** First click sorts from the largest down; usual for figures. */
  readonly sortsDownFirst?: boolean;
  /** The cell of the totals row, over the whole filter. */
  readonly total?: ReactNode;
}

/** A row on a phone: two lines instead of a table. */
export interface PhoneRow {
  readonly subject: ReactNode;
  readonly figure?: ReactNode;
  readonly qualifier?: ReactNode;
  readonly state?: ReactNode;
  /** One button beside both lines. */
  readonly action?: ReactNode;
}

export interface DataTableProps<Row> {
  /** What the table is, for those who listen. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** All rows there are; undefined where a row is not loaded yet. Give a stable array. */
  readonly rows: readonly (Row | undefined)[];
  readonly rowId: (row: Row) => string | number;
  readonly phoneRow: (row: Row) => PhoneRow;
  /** Where a row leads: Enter, a click, and the subject as a link. */
  readonly rowLink?: (row: Row) => LinkTarget | null;
  /** Rows from `start` up to, not with, `end` come into sight and are not all loaded. */
  readonly onNeedRows?: (start: number, end: number) => void;
  /** The end is not known yet: more rows will follow behind those given. */
  readonly isOpenEnded?: boolean;
  /** Given together when the address keeps the sort; else the table keeps it. */
  readonly sort?: readonly Sort[];
  readonly onSort?: (sort: readonly Sort[]) => void;
  /** The rows come sorted; the table only shows and changes `sort`. */
  readonly isSortedByServer?: boolean;
  /** The row that is picked out, here or in the chart over the table. */
  readonly selectedId?: string | number | null;
  readonly onSelect?: (row: Row) => void;
  readonly hasTotals?: boolean;
  /** First load: rows in grey. */
  readonly isLoading?: boolean;
  /** In place of rows when there are none. */
  readonly empty?: ReactNode;
  /** From edge to edge of the work area, as the one table of a page. */
  readonly isBleeding?: boolean;
}

export interface Sort {
  readonly id: string;
  readonly desc: boolean;
}
