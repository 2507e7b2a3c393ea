/** A number comes as a number or, exact, as decimal text; a day as YYYY-MM-DD; null is an empty cell. */
export type Cell = string | number | null;

/** What stands in a column: text stays text, whatever it looks like. */
export type ColumnKind = 'text' | 'number' | 'day';

export interface TableColumn {
  /** Its name for programs, the same in every language. */
  readonly id: string;
  /** The header, in the person's language. */
  readonly title: string;
  readonly kind: ColumnKind;
  /** Characters that fit, for programs that keep widths. */
  readonly width: number;
}

/** A list on its way out, to people's spreadsheets or to a program. Rows are taken as they come, never all at once. */
export interface Table {
  readonly columns: readonly TableColumn[];
  readonly rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;
}

/** One declared column of a list that goes out: the same declaration serves the header, CSV and XLSX. */
export interface ExportColumn<Row> {
  readonly id: string;
  readonly kind: ColumnKind;
  readonly width: number;
  readonly value: (row: Row) => Cell;
}

/** A declared list as a table: `titleOf` gives each column's header. */
export function tableOf<Row>(
  columns: readonly ExportColumn<Row>[],
  rows: Iterable<Row> | AsyncIterable<Row>,
  titleOf: (id: string) => string,
): Table {
  return {
    columns: columns.map(({ id, kind, width }) => ({ id, title: titleOf(id), kind, width })),
    rows: cellsOf(columns, rows),
  };
}

async function* cellsOf<Row>(
  columns: readonly ExportColumn<Row>[],
  rows: Iterable<Row> | AsyncIterable<Row>,
): AsyncGenerator<readonly Cell[]> {
  for await (const row of rows) yield columns.map((column) => column.value(row));
}

/** Formats for people's spreadsheets. */
export const exportFormats = ['csv', 'xlsx'] as const;
/** Those, and one for programs. */
export const allFormats = [...exportFormats, 'json'] as const;
export type ExportFormat = (typeof allFormats)[number];
