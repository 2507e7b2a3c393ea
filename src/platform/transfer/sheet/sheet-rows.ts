import { FileFault } from '../file-fault.ts';
import type { OnRowOfFile, ValueKind } from '../rows.ts';
import { isBlankRow } from '../text-rows.ts';
import type { ReadLimits } from '../types.ts';
import { cellText, columnOf, dayOfSerial, faultMark, numberText } from './cell-value.ts';
import { readXml, type Attributes } from './read-xml.ts';
import { createTextCollector, type Workbook } from './workbook.ts';

/** The cell that is being read. */
interface OpenCell {
  column: number;
  type: string;
  style: number;
  isFormula: boolean;
  hasValue: boolean;
  text: string;
}

/**
 * Reads a sheet row by row. Each row comes as wide as the header; cells behind it that hold something are kept, so that the row
 * is rejected for its width. Lines are the numbers of the rows as the spreadsheet shows them.
 *
 * @param onRow returns false to stop
 * @returns unpacked bytes read
 * @throws FileFault file-dimensions, header-merged, file-broken, file-unpacks-too-large
 */
export async function readSheetRows(
  book: Workbook,
  part: string,
  limits: Required<ReadLimits>,
  onRow: OnRowOfFile,
  afterChunk?: (share: number) => Promise<void> | void,
): Promise<number> {
  const rows = createRowCollector(book, part, limits, onRow);
  const size = Math.max(1, book.zip.bytes(part));
  let bytes = 0;
  await readXml(book.zip.read(part), {
    ...rows.handlers,
    afterChunk: (count) => {
      bytes += count;
      return afterChunk?.(Math.min(1, bytes / size));
    },
  });
  return bytes;
}

/** Whether the header is merged stands behind all rows; looking for it there takes no more than unpacking. */
export async function refuseMergedHeader(book: Workbook, part: string, headerLine: number): Promise<void> {
  const reference = /mergeCell\s[^>]*?ref="([^"]*)"/g;
  let tail = Buffer.alloc(0);
  for await (const chunk of book.zip.read(part)) {
    const piece = Buffer.concat([tail, chunk]);
    if (piece.includes('mergeCell')) {
      for (const [, found = ''] of piece.toString('latin1').matchAll(reference)) refuseMerged(found, headerLine);
    }
    tail = Buffer.from(piece.subarray(-200));
  }
}

/** @throws FileFault header-merged when the range touches the header's row */
function refuseMerged(range: string, headerLine: number): void {
  const [first = '', last = first] = range.split(':');
  const rowOf = (reference: string): number => Number(reference.replace(/^[A-Za-z$]+/, ''));
  if (headerLine > 0 && rowOf(first) <= headerLine && headerLine <= rowOf(last)) {
    throw new FileFault('header-merged', { range });
  }
}

function createRowCollector(book: Workbook, part: string, limits: Required<ReadLimits>, onRow: OnRowOfFile) {
  const { sharedTexts, dayStyles, dateSystem } = book;
  const inline = createTextCollector();
  const cell: OpenCell = { column: 0, type: 'n', style: 0, isFormula: false, hasValue: false, text: '' };
  const days = new Map<string, string>();
  let cells: string[] = [];
  let kinds: (ValueKind | undefined)[] = [];
  let line = 0;
  let nextColumn = 0;
  let width = 0;
  let headerLine = 0;
  let isInRow = false;
  let isInCell = false;
  let isInValue = false;
  let isInInline = false;
  let isDone = false;

  const tooLarge = (): FileFault =>
    new FileFault('file-dimensions', { rows: limits.sheetRows, columns: limits.columns });

  const openRow = (attributes: Attributes): void => {
    line = attributes['r'] === undefined ? line + 1 : Number(attributes['r']);
    if (!(line >= 1 && line <= limits.sheetRows + 1)) throw tooLarge();
    isInRow = true;
    nextColumn = 0;
    cells = [];
    kinds = [];
  };

  const openCell = (attributes: Attributes): void => {
    const reference = attributes['r'];
    cell.column = reference === undefined ? nextColumn : columnOf(reference);
    if (!(cell.column >= 0 && cell.column < limits.columns)) throw tooLarge();
    nextColumn = cell.column + 1;
    cell.type = attributes['t'] ?? 'n';
    cell.style = Number(attributes['s'] ?? 0);
    cell.isFormula = false;
    cell.hasValue = false;
    cell.text = '';
    isInCell = true;
  };

  const dayText = (text: string): string => {
    let day = days.get(text);
    if (day === undefined) {
      day = dayOfSerial(text, dateSystem) ?? '';
      if (days.size < 20_000) days.set(text, day);
    }
    return day;
  };

  /** What stands in the cell, and what kind of value it is when it is no text. */
  const valueOf = (): [text: string, kind?: ValueKind] => {
    if (cell.type === 'inlineStr') return [inline.take()];
    // A formula that was never worked out: its program did not save a value with it.
    if (!cell.hasValue) return [cell.isFormula ? `${faultMark}=` : ''];
    switch (cell.type) {
      case 's':
        return [sharedTexts[Number(cell.text)] ?? `${faultMark}#REF!`];
      case 'str':
        return [cellText(cell.text)];
      case 'e':
        return [faultMark + cell.text];
      case 'b':
        return [cell.text === '1' ? 'TRUE' : 'FALSE'];
      case 'd':
        return [cell.text.slice(0, 10), 'day'];
      default: {
        const day = dayStyles[cell.style] ? dayText(cell.text) : '';
        return day === '' ? [numberText(cell.text), 'number'] : [day, 'day'];
      }
    }
  };

  const closeCell = (): void => {
    isInCell = false;
    const [text, kind] = valueOf();
    if (text === '') return;
    while (cells.length < cell.column) cells.push('');
    cells[cell.column] = text;
    if (kind) kinds[cell.column] = kind;
  };

  const closeRow = (): void => {
    isInRow = false;
    if (isDone || isBlankRow(cells)) return;
    if (headerLine === 0) {
      headerLine = line;
      width = cells.length;
    }
    while (cells.length < width) cells.push('');
    isDone = onRow(cells, line, kinds) === false;
  };

  return {
    handlers: {
      open(name: string, attributes: Attributes): void {
        if (isDone) return;
        if (isInCell) {
          if (name === 'v') isInValue = cell.hasValue = true;
          else if (name === 'f') {
            cell.isFormula = true;
            book.formulas.add(part);
          } else if (name === 'is') isInInline = true;
          if (isInInline) inline.open(name);
        } else if (name === 'c' && isInRow) openCell(attributes);
        else if (name === 'row') openRow(attributes);
        else if (name === 'mergeCell') refuseMerged(attributes['ref'] ?? '', headerLine);
      },
      close(name: string): void {
        if (isDone) return;
        if (isInInline) {
          inline.close(name);
          if (name === 'is') isInInline = false;
        } else if (name === 'v') isInValue = false;
        else if (name === 'c' && isInCell) closeCell();
        else if (name === 'row' && isInRow) closeRow();
      },
      text(text: string): void {
        if (isInValue) cell.text += text;
        else if (isInInline) inline.text(text);
      },
      isDone: () => isDone,
    },
  };
}
