import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { rowCounter } from './catalog.ts';
import { Contents, framesOf, jsonOf, Totals, type Frame } from './frames.ts';
import type { BackupKey } from './key.ts';
import { BackupProblem } from './problem.ts';
import { unseal } from './sealed-file.ts';
import type { OnProgress } from './write-backup.ts';

/** Who is told what a backup holds, in its order. Everything is optional but the end. */
interface Receiver {
  table(table: Contents['tables'][number], data: AsyncIterable<Buffer>): Promise<void>;
  file(path: string, data: AsyncIterable<Buffer>): Promise<void>;
}

/** A backup that was read to its end and fits its own table of contents. */
export interface BackupRead {
  readonly contents: Contents;
  readonly totals: Totals;
}

const fault = (what: string): BackupProblem => new BackupProblem('incomplete', { what });

/**
 * Reads a whole backup, checks the seal of each piece, and compares counts and hashes with its totals.
 * @param begin is told the contents before any data, and gives who receives them
 * @throws BackupProblem for whatever is wrong with the file
 */
export async function readBackup(
  file: string,
  key: BackupKey,
  begin: (contents: Contents) => Promise<Receiver>,
  onProgress?: OnProgress,
): Promise<BackupRead> {
  const unpacked = Readable.from(unseal(file, key), { objectMode: false }).on('error', (error) => {
    unpack.destroy(error);
  });
  const unpack = unpacked.pipe(createGunzip());
  try {
    return await readFrames(framesOf(unpack as AsyncIterable<Buffer>), begin, onProgress);
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) {
      throw new BackupProblem('damaged', { file }, error);
    }
    throw error;
  } finally {
    unpack.destroy();
    unpacked.destroy();
  }
}

async function readFrames(
  frames: AsyncGenerator<Frame>,
  begin: (contents: Contents) => Promise<Receiver>,
  onProgress?: OnProgress,
): Promise<BackupRead> {
  const next = async (): Promise<Frame> => {
    const one = await frames.next();
    if (one.done) throw fault('it ends early');
    return one.value;
  };
  const first = await next();
  if (first.kind !== 'C') throw fault('it does not begin with its contents');
  const contents = jsonOf(Contents, first);
  const receiver = await begin(contents);
  const tables = new Map<string, ReturnType<ReturnType<typeof rowCounter>['result']>>();
  const files = new Map<string, string>();
  let bytes = 0;
  async function* dataUntilEnd(what: string, count: (chunk: Buffer) => void): AsyncGenerator<Buffer> {
    for (;;) {
      const one = await next();
      if (one.kind === 'E') return;
      if (one.kind !== 'D') throw fault(`${what} has no end`);
      count(one.bytes);
      bytes += one.bytes.length;
      onProgress?.({ what, bytes });
      yield one.bytes;
    }
  }
  for (;;) {
    const one = await next();
    if (one.kind === 'Z') {
      const totals = jsonOf(Totals, one);
      compare(contents, totals, tables, files);
      return { contents, totals };
    }
    if (one.kind === 'T') {
      const { name } = jsonOf(z.object({ name: z.string() }), one);
      const table = contents.tables.find((announced) => announced.name === name);
      if (!table || tables.has(name)) throw fault(`${name} is not announced`);
      const counter = rowCounter();
      await receiver.table(
        table,
        dataUntilEnd(name, (chunk) => counter.add(chunk)),
      );
      tables.set(name, counter.result());
    } else if (one.kind === 'F') {
      const { path } = jsonOf(z.object({ path: z.string() }), one);
      const hash = createHash('sha256');
      await receiver.file(
        path,
        dataUntilEnd(path, (chunk) => void hash.update(chunk)),
      );
      files.set(path, hash.digest('hex'));
    } else {
      throw fault(`a part ${one.kind} where none belongs`);
    }
  }
}

function compare(
  contents: Contents,
  totals: Totals,
  tables: ReadonlyMap<string, { rows: number; sha256: string }>,
  files: ReadonlyMap<string, string>,
): void {
  for (const { name } of contents.tables) {
    const read = tables.get(name);
    const counted = totals.tables[name];
    if (!read || !counted) throw fault(`${name} is missing`);
    if (read.rows !== counted.rows) throw fault(`${name} has ${String(read.rows)} rows, not ${String(counted.rows)}`);
    if (read.sha256 !== counted.sha256) throw fault(`${name} has other content`);
  }
  for (const { path, sha256 } of totals.files) {
    if (files.get(path) !== sha256) throw fault(`the file ${path} has other content`);
  }
}

async function drain(data: AsyncIterable<Buffer>): Promise<void> {
  const iterator = data[Symbol.asyncIterator]();
  while (!(await iterator.next()).done);
}

/** Reads a backup to its end and keeps nothing: whether it is whole, and what it holds. @throws BackupProblem */
export const inspectBackup = (file: string, key: BackupKey, onProgress?: OnProgress): Promise<BackupRead> =>
  readBackup(
    file,
    key,
    () => Promise.resolve({ table: (_table, data) => drain(data), file: (_path, data) => drain(data) }),
    onProgress,
  );
