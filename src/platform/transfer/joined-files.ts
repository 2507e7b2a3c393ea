import { basename } from 'node:path';
import { FileFault } from './file-fault.ts';
import { headerWords } from './fields.ts';
import { shorten } from './limits.ts';
import { lookAtText } from './look-at-text.ts';
import { readHeader, readTextRows, type Header } from './text-rows.ts';
import type { FileProfile, JoinedFile, ReadLimits } from './types.ts';

/** Cells of a joined row are kept as one text: a tenth of the memory of many small ones. */
const cellMark = '\u001f';

/** Joined files in memory, ready to add their columns to the rows of the main file. */
export interface Joins {
  /** Headers of the main file and those that the joined files add. */
  readonly headers: readonly string[];
  readonly summary: FileProfile['joins'];
  /** Adds the cells of the joined files to a row of the main file; empty ones where a key is not found. */
  readonly extend: (cells: string[]) => void;
}

interface JoinedTable {
  readonly keyIndex: number;
  readonly addedColumns: number;
  readonly rows: ReadonlyMap<string, string>;
}

/** Where the key stands among the columns so far, and among those of the joined file. */
interface Keys {
  readonly knownIndex: number;
  readonly ownIndex: number;
}

/** A text of its own: pieces cut out of a chunk of the file keep the whole chunk in memory. */
const detached = (text: string): string => (text.length < 13 ? text : Buffer.from(text).toString());

const comparable = (header: string): string => headerWords(header).join('');

/**
 * The column by which a joined file is joined: the first of its headers that the columns so far have as well. Files of master
 * data begin with their key.
 */
function findKey(known: readonly string[], own: readonly string[]): Keys | null {
  const words = known.map(comparable);
  for (const [ownIndex, header] of own.entries()) {
    const name = comparable(header);
    const knownIndex = name === '' ? -1 : words.indexOf(name);
    if (knownIndex !== -1) return { knownIndex, ownIndex };
  }
  return null;
}

async function loadTable(
  joined: JoinedFile,
  name: string,
  known: readonly string[],
  limits: Required<ReadLimits>,
): Promise<{ table: JoinedTable; added: string[]; key: string }> {
  const tooLarge = (): FileFault =>
    new FileFault('join-too-large', {
      rows: limits.joinedRows,
      limit: Math.floor(limits.joinedBytes / (1024 * 1024)),
    });
  const look = await lookAtText(joined.file, joined, {}, limits).catch((error: unknown) => {
    throw error instanceof FileFault && error.code === 'file-too-large' ? tooLarge() : error;
  });
  const rows = new Map<string, string>();
  const start: { header: Header; keys: Keys }[] = [];
  const onRow = (cells: string[], line: number): void => {
    const [found] = start;
    if (!found) {
      const header = readHeader(cells, limits.columns);
      const keys = findKey(known, header.headers);
      if (!keys) throw new FileFault('join-no-key', { headers: header.headers.join(', ') });
      start.push({ header, keys });
      return;
    }
    const { header, keys } = found;
    // A row with too few or too many cells cannot be trusted to hold what its columns say; its key is then not found.
    if (cells.length !== header.width) return;
    const key = cells[keys.ownIndex]?.trim() ?? '';
    if (key === '') return;
    if (rows.size >= limits.joinedRows) throw tooLarge();
    const others = cells.filter((_, index) => index !== keys.ownIndex && index < header.headers.length);
    const packed = others.map((cell) => cell.replaceAll(cellMark, '\u001e')).join(cellMark);
    const before = rows.get(key);
    if (before !== undefined && before !== packed) {
      // Two heads for one line, or heads and lines given the wrong way round: either would make wrong sums.
      throw new FileFault('join-repeated', { header: header.headers[keys.ownIndex] ?? '', value: shorten(key), line });
    }
    if (before === undefined) rows.set(detached(key), packed);
  };
  try {
    const file = { path: joined.file, encoding: look.encoding, delimiter: look.delimiter, limits };
    await readTextRows(file, onRow);
  } catch (error) {
    throw error instanceof FileFault && error.code === 'file-too-large' ? tooLarge() : error;
  }
  const [found] = start;
  if (!found) throw new FileFault('file-empty');
  const { ownIndex, knownIndex } = found.keys;
  const taken = new Set(known);
  const added = found.header.headers
    .filter((_, index) => index !== ownIndex)
    .map((other) => (other !== '' && taken.has(other) ? `${name}.${other}` : other));
  return {
    table: { keyIndex: knownIndex, addedColumns: added.length, rows },
    added,
    key: found.header.headers[ownIndex] ?? '',
  };
}

/**
 * Reads joined files into memory, in the order given: each is joined by the first of its headers that the columns known so far
 * have as well, so heads of orders come before the customers they name.
 *
 * @throws FileFault of each file, with its name as the fact `where`; join-too-large, join-no-key, join-repeated
 */
export async function loadJoins(
  joinedFiles: readonly JoinedFile[],
  mainHeaders: readonly string[],
  limits: Required<ReadLimits>,
): Promise<Joins> {
  const headers = [...mainHeaders];
  const tables: JoinedTable[] = [];
  const summary: { name: string; key: string; rows: number }[] = [];
  const tableLimits = { ...limits, unpackedBytes: limits.joinedBytes };
  for (const joined of joinedFiles) {
    const fileName = joined.name ?? basename(joined.file);
    const name = fileName.replace(/\.gz$/i, '').replace(/\.(?:csv|tsv|txt)$/i, '');
    try {
      const { table, added, key } = await loadTable(joined, name, headers, tableLimits);
      tables.push(table);
      headers.push(...added);
      summary.push({ name, key, rows: table.rows.size });
    } catch (error) {
      if (error instanceof FileFault) throw new FileFault(error.code, { ...error.facts, where: `${fileName}: ` });
      throw error;
    }
  }
  return {
    headers,
    summary,
    extend: (cells) => {
      // What a file of rejected rows has behind its own columns is no column of the rows.
      if (tables.length > 0) cells.length = mainHeaders.length;
      for (const { keyIndex, addedColumns, rows } of tables) {
        const packed = rows.get(cells[keyIndex]?.trim() ?? '');
        if (packed === undefined || addedColumns === 0) {
          for (let index = 0; index < addedColumns; index += 1) cells.push('');
        } else {
          cells.push(...packed.split(cellMark));
        }
      }
    },
  };
}
