import { FileFault } from './file-fault.ts';
import { createDayParser, writeDay } from './parse-day.ts';
import { faultMark } from './sheet/cell-value.ts';
import { readTextRows, type TextFile } from './text-rows.ts';
import type { RowSource, ValueKind } from './rows.ts';
import type { FieldDescription, FileMapping, ReadLimits } from './types.ts';

export const textRows = (file: TextFile): RowSource => ({
  rows: (onRow, afterChunk) => readTextRows(file, onRow, afterChunk),
  hasFormulas: () => false,
  close: () => undefined,
});

/** Opens a file for reading by a mapping that nothing is guessed in any more. @throws FileFault */
export async function openRowSource(
  path: string,
  mapping: Pick<FileMapping, 'encoding' | 'delimiter' | 'sheet'>,
  limits: Required<ReadLimits>,
): Promise<RowSource> {
  if (mapping.sheet === undefined) {
    return textRows({ path, encoding: mapping.encoding, delimiter: mapping.delimiter, limits });
  }
  const { openWorkbook } = await import('./sheet/workbook.ts');
  const { readSheetRows } = await import('./sheet/sheet-rows.ts');
  const book = await openWorkbook(path, limits);
  if (book === null || book === 'other') throw new FileFault('file-broken');
  const part = book.sheets.find(({ name }) => name === mapping.sheet)?.part;
  if (part === undefined) {
    book.zip.close();
    throw new FileFault('sheet-missing', {
      sheet: mapping.sheet,
      sheets: book.sheets.map(({ name }) => name).join(', '),
    });
  }
  return {
    rows: (onRow, afterChunk) => readSheetRows(book, part, limits, onRow, afterChunk),
    hasFormulas: () => book.formulas.has(part),
    close: () => book.zip.close(),
  };
}

/**
 * Writes numbers and days of sheets as the mapping writes them, in the columns that hold such: text cells beside them are read
 * by it, so one row reader does for both. Codes in other columns stay as they are.
 */
export function createValueWriter(
  fields: readonly FieldDescription[],
  mapping: FileMapping,
  headers: readonly string[],
): (cells: string[], kinds: readonly (ValueKind | undefined)[]) => void {
  const indexes = (...wanted: readonly FieldDescription['kind'][]): number[] =>
    fields
      .filter(({ kind, name }) => wanted.includes(kind) && Object.hasOwn(mapping.columns, name))
      .map(({ name }) => headers.indexOf(mapping.columns[name] ?? ''));
  const decimals = mapping.decimal === '.' ? [] : indexes('decimal', 'share');
  const days = mapping.dateFormat === 'YYYY-MM-DD' ? [] : indexes('day');
  const parseDay = createDayParser(mapping.dateFormat);
  const written = new Map<string, string>();
  const formatDay = (day: string): string => {
    let text = written.get(day);
    if (text === undefined) {
      text = writeDay(day, mapping.dateFormat);
      // Two digits of a year are not enough for days of another century.
      if (parseDay(text) !== day) text = faultMark + day;
      written.set(day, text);
    }
    return text;
  };
  return (cells, kinds) => {
    for (const index of decimals) {
      const cell = kinds[index] === 'number' ? cells[index] : undefined;
      if (cell !== undefined) cells[index] = cell.replace('.', mapping.decimal);
    }
    for (const index of days) {
      const cell = kinds[index] === 'day' ? cells[index] : undefined;
      if (cell !== undefined) cells[index] = formatDay(cell);
    }
  };
}
