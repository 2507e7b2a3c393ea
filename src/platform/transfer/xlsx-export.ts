import { PassThrough, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { isPlainNumber, looksLikeFormula } from './formula-guard.ts';
import type { Cell, ColumnKind, Table } from './table.ts';
import { columnName, dayNumber, parts, styles, xmlText } from './xlsx-parts.ts';

/** The most rows a sheet of a spreadsheet program holds; what is more goes on in a further sheet. */
const rowsOfSheet = 1_048_576;
/** Rows that are put together before they are handed on, so that others are served in between. */
const rowsAtOnce = 200;
/** Halves the work against the usual level for a few per cent of size. */
const compressionLevel = 3;

interface XlsxOptions {
  /** Name of the sheet with the rows; of further ones with a number behind it. */
  readonly sheetName: string;
  /** Rows of words on a sheet of its own before the rows: what it is of, by which filter, as of when. */
  readonly about?: { readonly name: string; readonly rows: readonly (readonly string[])[] };
  /** For tests: rows of a sheet, the header among them. */
  readonly largestSheet?: number;
}

/**
 * A list as an XLSX file, written while it is read: numbers and days are numbers, text is text and never a formula (INP-3).
 * Memory stays the same however many rows there are. A fault of the rows breaks the stream.
 */
export function xlsxOf(table: Table, options: XlsxOptions): Readable {
  const zip = new ZipFile();
  const output = new PassThrough();
  // The type of the library says less than the stream is.
  (zip.outputStream as Readable).pipe(output);
  zip.once('error', (error: Error) => output.destroy(error));
  write(zip, table, options).catch((error: unknown) =>
    output.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return output;
}

async function write(zip: ZipFile, table: Table, options: XlsxOptions): Promise<void> {
  const names: string[] = [];
  const { about } = options;
  if (about) {
    names.push(about.name);
    const longest = about.rows.reduce((most, row) => Math.max(most, row.length), 1);
    const columns = Array.from({ length: longest }, (_none, at) => ({
      id: String(at),
      title: '',
      kind: 'text' as const,
      width: 30,
    }));
    await addSheet(zip, names.length, sheetOf({ columns, rows: [] }, sourceOf(about.rows), about.rows.length, false));
  }
  const source = sourceOf(table.rows);
  const most = (options.largestSheet ?? rowsOfSheet) - 1;
  do {
    const count = names.length - (about ? 1 : 0);
    names.push(count === 0 ? options.sheetName : `${options.sheetName} ${String(count + 1)}`);
    await addSheet(zip, names.length, sheetOf(table, source, most, true));
    await source.peek();
  } while (!source.isDone());
  for (const [path, text] of Object.entries(parts(names))) zip.addBuffer(Buffer.from(text), path);
  zip.end();
}

/** Puts a sheet into the file and waits until all of it is in there. */
async function addSheet(zip: ZipFile, number: number, pieces: AsyncGenerator<string>): Promise<void> {
  const stream = Readable.from(pieces, { objectMode: false });
  zip.addReadStream(stream, `xl/worksheets/sheet${String(number)}.xml`, { compressionLevel });
  await finished(stream);
}

interface Source {
  /** The next row, without taking it. */
  readonly peek: () => Promise<readonly Cell[] | undefined>;
  readonly take: () => void;
  readonly isDone: () => boolean;
}

/** Rows that can be looked at before they are taken, so that a sheet is begun only when there is something for it. */
function sourceOf(rows: Table['rows']): Source {
  const iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  let next: readonly Cell[] | undefined;
  let isDone = false;
  return {
    async peek() {
      if (next === undefined && !isDone) {
        const result = await iterator.next();
        if (result.done === true) isDone = true;
        else next = result.value;
      }
      return next;
    },
    take() {
      next = undefined;
    },
    isDone: () => isDone,
  };
}

async function* sheetOf(table: Table, source: Source, most: number, hasHeader: boolean): AsyncGenerator<string> {
  const kinds = table.columns.map(({ kind }) => kind);
  const names = kinds.map((_kind, index) => columnName(index));
  const widths = table.columns
    .map(({ width }, index) => {
      const place = String(index + 1);
      return `<col min="${place}" max="${place}" width="${String(width)}" customWidth="1"/>`;
    })
    .join('');
  // The header stays in sight while one scrolls.
  const view = hasHeader ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' : '';
  let piece =
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    `<sheetViews><sheetView workbookViewId="0">${view}</sheetView></sheetViews><cols>${widths}</cols><sheetData>`;
  let at = 0;
  const add = (row: readonly Cell[], kindOf: (index: number) => ColumnKind, style?: number): void => {
    at += 1;
    const cells = names.map((name, index) => cellOf(`${name}${String(at)}`, row[index] ?? null, kindOf(index), style));
    piece += `<row r="${String(at)}">${cells.join('')}</row>`;
  };
  if (hasHeader)
    add(
      table.columns.map(({ title }) => title),
      () => 'text',
      styles.header,
    );
  for (let taken = 0; taken < most; taken += 1) {
    const row = await source.peek();
    if (row === undefined) break;
    source.take();
    add(row, (index) => kinds[index] ?? 'text');
    if (at % rowsAtOnce === 0) {
      yield piece;
      piece = '';
    }
  }
  yield `${piece}</sheetData></worksheet>`;
}

/** More digits than a spreadsheet keeps: such a number would come out as another one. */
const significantDigits = 15;

function cellOf(place: string, value: Cell, kind: ColumnKind, style?: number): string {
  if (value === null) return '';
  const text = String(value);
  if (kind === 'number' && isPlainNumber(text) && text.replace(/^-?0*\.?0*|\./g, '').length <= significantDigits) {
    return `<c r="${place}"><v>${text}</v></c>`;
  }
  const day = kind === 'day' ? dayNumber(text) : null;
  if (day !== null) return `<c r="${place}" s="${String(styles.day)}"><v>${String(day)}</v></c>`;
  const textStyle = style ?? (looksLikeFormula(text) ? styles.guarded : styles.text);
  return `<c r="${place}" s="${String(textStyle)}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
}
