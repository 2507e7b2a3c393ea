import { createDecoder } from './decode.ts';
import { FileFault } from './file-fault.ts';
import { headerWords } from './fields.ts';
import { maxHeaderLength } from './limits.ts';
import { pictured } from './pictured.ts';
import { openFile } from './open-file.ts';
import { createRowSplitter, type OnRow } from './split-rows.ts';
import type { FileEncoding, ReadLimits } from './types.ts';

/** A file with what must be known to take it apart. */
export interface TextFile {
  readonly path: string;
  readonly encoding: FileEncoding;
  readonly delimiter: string;
  readonly limits: Required<ReadLimits>;
}

/** Called after each chunk of the file, with the share that is read; what it returns is waited for. */
type AfterChunk = (share: number) => Promise<void> | void;

/**
 * Reads a file row by row, the header included. Blank rows are left out, and a first line `sep=;` for spreadsheet programs.
 *
 * @param onRow returns false to stop
 * @returns unpacked bytes read
 * @throws FileFault of the splitter, the unpacking and the decoding; nothing that was read before may be kept then
 */
export async function readTextRows(file: TextFile, onRow: OnRow, afterChunk?: AfterChunk): Promise<number> {
  const open = await openFile(file.path, file.limits.unpackedBytes);
  const decoder = createDecoder(file.encoding);
  let stopped = false;
  const splitter = createRowSplitter(file.delimiter, file.limits.rowCharacters, (cells, line) => {
    if (isBlankRow(cells) || (line === 1 && isDelimiterHint(cells))) return true;
    const goOn = onRow(cells, line) !== false;
    stopped = !goOn;
    return goOn;
  });
  const refuseBytes = (): void => {
    if (decoder.broken()) throw new FileFault('file-encoding', { encoding: file.encoding, line: splitter.line() });
  };
  for await (const chunk of open.chunks) {
    splitter.write(decoder.decode(chunk));
    if (stopped) break;
    refuseBytes();
    const waiting = afterChunk?.(open.share());
    if (waiting) await waiting;
  }
  if (!stopped) {
    splitter.write(decoder.end());
    refuseBytes();
    splitter.end();
  }
  return open.bytes();
}

/** Only blanks in every cell; a lone Ctrl-Z is how old programs end a file. */
export function isBlankRow(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '' && cell !== '\u001a') return false;
  return true;
}

const isDelimiterHint = (cells: readonly string[]): boolean =>
  cells.length <= 2 && /^sep=[,;|\t]?$/i.test((cells[0] ?? '').trim()) && (cells[1] ?? '') === '';

/** The header row of a file. */
export interface Header {
  /** Trimmed, control characters as their pictures; a column without a name is an empty text, which no field can be matched with. */
  readonly headers: readonly string[];
  /** Cells that each row must have. */
  readonly width: number;
}

/** Columns that a file of rejected rows has behind those of the file it came from. */
export const handedBackHeaders = ['line', 'reason'] as const;

/**
 * Reads the header row. A file of rejected rows that comes back has `line` and `reason` as its last columns: they are left out of
 * `headers`, unless the mapping names one of them that stands nowhere else.
 *
 * @throws FileFault columns, header-duplicate, header-too-long
 */
export function readHeader(cells: readonly string[], maxColumns: number, mapped: Iterable<string> = []): Header {
  const width = cells.length;
  if (width > maxColumns) throw new FileFault('columns', { count: width, limit: maxColumns });
  const all = cells.map((cell) => pictured(cell.trim()));
  const tooLong = all.findIndex((header) => header.length > maxHeaderLength);
  if (tooLong !== -1) throw new FileFault('header-too-long', { column: tooLong + 1, limit: maxHeaderLength });
  const own = all.slice(0, -handedBackHeaders.length);
  const wanted = new Set(mapped);
  const isHandedBack =
    own.length > 0 &&
    handedBackHeaders.every(
      (name, index) => all[own.length + index] === name && (!wanted.has(name) || own.includes(name)),
    );
  const headers = isHandedBack ? own : all;
  const twice = new Set(headers.filter((header, index) => header !== '' && headers.indexOf(header) !== index));
  if (twice.size > 0) throw new FileFault('header-duplicate', { headers: [...twice].join(', ') });
  return { headers, width };
}

/** The header that a person means: written exactly so, else the only one with the same words. Null when there is none. */
export function findHeader(headers: readonly string[], wanted: string): string | null {
  const exact = wanted.trim();
  if (exact === '') return null;
  if (headers.includes(exact)) return exact;
  const words = headerWords(exact).join('');
  const alike = headers.filter((header) => words !== '' && headerWords(header).join('') === words);
  return alike.length === 1 ? (alike[0] ?? null) : null;
}
