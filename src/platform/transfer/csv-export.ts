import type { Language } from '#platform/i18n/language.ts';

export type Cell = string | number | null;

// A spreadsheet takes a cell that begins so for a formula, even after a blank or in full-width letters.
const formulaStart = /^\s*[=+\-@\t\r＝＋－＠]/;
const plainNumber = /^-?\d+(\.\d+)?$/;

/**
 * A list as CSV for people's spreadsheets: UTF-8 with byte-order mark; semicolons and decimal commas for Hungarian, commas and
 * points for English; text that a spreadsheet would run as a formula gets an apostrophe, numbers stay numbers.
 */
export function csvOf(rows: readonly (readonly Cell[])[], language: Language): string {
  const delimiter = language === 'hu' ? ';' : ',';
  const cell = (value: Cell): string => {
    if (value === null) return '';
    const text = String(value);
    if (plainNumber.test(text)) return language === 'hu' ? text.replace('.', ',') : text;
    const safe = formulaStart.test(text) ? `'${text}` : text;
    return safe.includes(delimiter) || /["\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return '\ufeff' + rows.map((row) => row.map(cell).join(delimiter)).join('\r\n') + '\r\n';
}
