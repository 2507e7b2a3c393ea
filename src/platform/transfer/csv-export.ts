import type { Language } from '#platform/i18n/language.ts';
import { isPlainNumber, looksLikeFormula } from './formula-guard.ts';
import type { Cell, ColumnKind, Table } from './table.ts';

/** Rows that are put together before they are handed on. */
const rowsAtOnce = 200;

/**
 * A list as CSV for people's spreadsheets: UTF-8 with byte-order mark; semicolons and decimal commas for Hungarian, commas and
 * points for English; text that a spreadsheet would run as a formula gets an apostrophe, numbers stay numbers.
 * @param heading rows above the header that say what it is of
 */
export async function* csvOf(
  table: Table,
  language: Language,
  heading: readonly (readonly string[])[] = [],
): AsyncGenerator<string> {
  const delimiter = language === 'hu' ? ';' : ',';
  const quoted = (text: string): string =>
    text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const cell = (value: Cell | undefined, kind: ColumnKind): string => {
    if (value === null || value === undefined) return '';
    const text = String(value);
    if (kind === 'number' && isPlainNumber(text)) return language === 'hu' ? text.replace('.', ',') : text;
    return quoted(looksLikeFormula(text) && !isPlainNumber(text) ? `'${text}` : text);
  };
  const words = (row: readonly string[]): string => row.map((text) => cell(text, 'text')).join(delimiter);
  const kinds = table.columns.map(({ kind }) => kind);
  let piece =
    '\ufeff' + [...heading, table.columns.map(({ title }) => title)].map((row) => words(row) + '\r\n').join('');
  let rows = 0;
  for await (const row of table.rows) {
    piece += kinds.map((kind, index) => cell(row[index], kind)).join(delimiter) + '\r\n';
    rows += 1;
    if (rows % rowsAtOnce === 0) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}
