import type { Table } from './table.ts';

/** Rows that are put together before they are handed on. */
const rowsAtOnce = 200;

/**
 * A list as one JSON document for programs: an array of rows, each an object by the names of the columns. Values are as they
 * came: amounts as exact decimal text with a point, days as YYYY-MM-DD, null where there is nothing.
 */
export async function* jsonOf(table: Table): AsyncGenerator<string> {
  const names = table.columns.map(({ id }) => id);
  let piece = '[';
  let rows = 0;
  for await (const row of table.rows) {
    const entries = names.map((name, index) => [name, row[index] ?? null] as const);
    piece += (rows === 0 ? '\n' : ',\n') + JSON.stringify(Object.fromEntries(entries));
    rows += 1;
    if (rows % rowsAtOnce === 0) {
      yield piece;
      piece = '';
    }
  }
  yield `${piece}\n]\n`;
}
