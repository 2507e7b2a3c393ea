import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';
import type { Pool, PoolClient } from 'pg';
import { admitKeeper } from '#platform/db/keeper.ts';
import { wordsOf } from '#platform/db/problem.ts';
import { auditOf, hiddenTable, rowsOf, sequencesOf, tablesOf, takeManners } from './catalog.ts';
import { bytesOf, filesOf } from './data-files.ts';
import { frame, type Contents, type Totals } from './frames.ts';
import { refuseBeside, type BackupKey } from './key.ts';
import { BackupProblem } from './problem.ts';
import { seal } from './sealed-file.ts';

/** How far a backup or a restore is: what is being worked on, and bytes of data so far. */
export type OnProgress = (progress: { readonly what: string; readonly bytes: number }) => void;

interface BackupOrder {
  readonly pool: Pool;
  readonly dataFolder: string;
  readonly file: string;
  readonly key: BackupKey;
  /** Version of the program that writes. */
  readonly kulcs: string;
  readonly now: number;
  readonly onProgress?: OnProgress;
}

/** A backup that was made. */
export interface BackupMade {
  readonly file: string;
  readonly createdAt: string;
  readonly bytes: number;
  readonly dataBytes: number;
  readonly sha256: string;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  readonly audit: Totals['audit'];
}

/**
 * Writes everything that the store holds into one sealed file, as it is at one moment, while others go on working: tables,
 * sequences, and the files of the data folder. The file appears under its name only when it is whole.
 * @throws BackupProblem `file-there`, `file-unwritable`, `key-beside`, `hidden-rows`, `unsound`
 */
export async function writeBackup(order: BackupOrder): Promise<BackupMade> {
  const { file } = order;
  await refuseBeside(order.key, file);
  if ((await stat(file).catch(() => null)) !== null) throw new BackupProblem('file-there', { file });
  const draft = `${file}.part-${String(process.pid)}`;
  await mkdir(path.dirname(path.resolve(file)), { recursive: true, mode: 0o700 }).catch(() => undefined);
  const client = await order.pool.connect();
  let broken: Error | undefined;
  try {
    await admitKeeper(client);
    await client.query('begin isolation level repeatable read read only');
    await takeManners(client);
    const made = await writeDraft(client, draft, order);
    await client.query('commit');
    await rename(draft, file);
    return made;
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw toProblem(broken, file);
  } finally {
    // A connection in the middle of a COPY is of no use to anybody.
    client.release(broken);
    await rm(draft, { force: true });
  }
}

const fileFaults = new Set(['EACCES', 'EPERM', 'ENOENT', 'ENOSPC', 'EROFS', 'EISDIR', 'ENOTDIR', 'EDQUOT', 'EIO']);

function toProblem(error: Error, file: string): Error {
  if (error instanceof BackupProblem || !('code' in error) || typeof error.code !== 'string') return error;
  if (fileFaults.has(error.code)) return new BackupProblem('file-unwritable', { file, reason: wordsOf(error) }, error);
  // Class XX: the server found damage in its own files.
  if (error.code.startsWith('XX')) return new BackupProblem('unsound', { words: wordsOf(error) }, error);
  return error;
}

async function writeDraft(client: PoolClient, draft: string, order: BackupOrder): Promise<BackupMade> {
  const createdAt = new Date(order.now).toISOString();
  const counted = { dataBytes: 0, tables: 0, rows: 0, files: 0, audit: { entries: 0, root: '' } };
  const hash = createHash('sha256');
  let bytes = 0;
  const source = framesOfStore(client, order, createdAt, counted);
  await pipeline(
    Readable.from(source, { objectMode: false }),
    createGzip({ level: constants.Z_BEST_SPEED }),
    (packed: AsyncIterable<Buffer>) => seal(packed, order.key, { kulcs: order.kulcs, createdAt }),
    async function* (sealed: AsyncIterable<Buffer>) {
      for await (const chunk of sealed) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    },
    createWriteStream(draft, { flags: 'wx', mode: 0o600 }),
  );
  const handle = await open(draft, 'r+');
  await handle.sync().finally(() => handle.close());
  return { file: order.file, createdAt, bytes, sha256: hash.digest('hex'), ...counted };
}

type Counted = Pick<BackupMade, 'dataBytes' | 'tables' | 'rows' | 'files' | 'audit'>;

async function* framesOfStore(
  client: PoolClient,
  order: BackupOrder,
  createdAt: string,
  counted: { -readonly [Name in keyof Counted]: Counted[Name] },
): AsyncGenerator<Buffer> {
  const hidden = await hiddenTable(client);
  if (hidden !== null) throw new BackupProblem('hidden-rows', { table: hidden });
  const contents: Contents = {
    kulcs: order.kulcs,
    createdAt,
    ...(await describe(client)),
    tables: [...(await tablesOf(client))],
    sequences: [...(await sequencesOf(client))],
  };
  yield frame('C', contents);
  const totals: Totals = { tables: {}, files: [], audit: { entries: 0, root: '' } };
  const data = (bytes: Buffer, what: string): Buffer => {
    counted.dataBytes += bytes.length;
    order.onProgress?.({ what, bytes: counted.dataBytes });
    return frame('D', bytes);
  };
  for (const table of contents.tables) {
    yield frame('T', { name: table.name });
    const rows = rowsOf(client, table);
    let next = await rows.next();
    for (; !next.done; next = await rows.next()) yield data(next.value, table.name);
    totals.tables[table.name] = next.value;
    counted.tables += 1;
    counted.rows += next.value.rows;
    yield frame('E', {});
  }
  for (const relative of await filesOf(order.dataFolder)) {
    yield frame('F', { path: relative });
    const bytes = bytesOf(order.dataFolder, relative);
    let next = await bytes.next();
    for (; !next.done; next = await bytes.next()) yield data(next.value, relative);
    // One that went away while it was read is left out of the totals, so it is not restored either.
    if (next.value) totals.files.push(next.value);
    yield frame('E', {});
  }
  const { entries, root, wrong } = await auditOf(client);
  if (wrong !== null) throw new BackupProblem('unsound', { words: `entry ${wrong} of the audit chain is wrong` });
  totals.audit = { entries, root };
  counted.files = totals.files.length;
  counted.audit = totals.audit;
  yield frame('Z', totals);
}

async function describe(client: PoolClient): Promise<Pick<Contents, 'server' | 'migrations'>> {
  const server = await client.query<{ version: string }>(`select current_setting('server_version') as version`);
  const migrations = await client.query<Contents['migrations'][number]>(
    'select name, sha256 from platform.migration order by name',
  );
  return { server: server.rows[0]?.version ?? '', migrations: migrations.rows };
}
