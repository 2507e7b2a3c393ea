import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pool, PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { buildWithin, migrate } from '#platform/db/migrate.ts';
import { readMigrations, type MigrationFile } from '#platform/db/migration-files.ts';
import { auditOf, columnsOf, countTable, tablesOf, takeManners } from './catalog.ts';
import { fileWriter, refuseDifferent } from './data-files.ts';
import type { Contents, Totals } from './frames.ts';
import type { BackupKey } from './key.ts';
import { BackupProblem } from './problem.ts';
import { inspectBackup, readBackup, type BackupRead } from './read-backup.ts';
import { layBare } from './bare-tables.ts';
import type { OnProgress } from './write-backup.ts';

interface RestoreOrder {
  /** Connections of the role that is to own the tables, to an empty database. */
  readonly pool: Pool;
  readonly dataFolder: string;
  /** For sentences: the folder or database that is restored into. */
  readonly target: string;
  readonly file: string;
  readonly key: BackupKey;
  readonly onProgress?: OnProgress;
  /** Where the migrations lie, if not in their usual folder. */
  readonly migrationsFolder?: string;
}

/** What was restored. */
export interface Restored {
  readonly createdAt: string;
  readonly kulcs: string;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  readonly audit: Totals['audit'];
  /** Migrations that were applied after it, because this program is newer than the backup. */
  readonly migrated: readonly string[];
}

/**
 * Restores a backup into an empty store, in one transaction: the file is read to its end and compared with its totals
 * before anything is written; then the tables are built as they were, filled, counted again, and compared; only then it
 * is kept, and brought up to date. Sessions and sign-in links are gone afterwards, and the store holds still until it is
 * released (`holdOf`).
 * @throws BackupProblem; nothing is kept then
 */
export async function restoreBackup(order: RestoreOrder): Promise<Restored> {
  const { pool, file, key, dataFolder, onProgress, migrationsFolder } = order;
  const found = await inspectBackup(file, key, (one) => onProgress?.({ ...one, what: 'reading' }));
  const migrations = await migrationsOf(found.contents, file, migrationsFolder);
  await refuseDifferent(dataFolder, found.totals.files);
  const client = await pool.connect();
  const files = fileWriter(dataFolder);
  let broken: Error | undefined;
  try {
    await client.query('begin');
    await refuseFull(client, order.target);
    await client.query(`select set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true)`);
    await buildWithin(client, migrations);
    await fill(client, order, found, files);
    await client.query('commit');
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    await client.query('rollback').catch(() => undefined);
    await files.undo();
    throw broken;
  } finally {
    client.release(broken);
  }
  const migrated = await migrate(pool, undefined, migrationsFolder);
  await pool.query('analyze');
  const { contents, totals } = found;
  return {
    createdAt: contents.createdAt,
    kulcs: contents.kulcs,
    tables: contents.tables.length,
    rows: Object.values(totals.tables).reduce((sum, { rows }) => sum + rows, 0),
    files: totals.files.length,
    audit: totals.audit,
    migrated,
  };
}

/** The migrations that the backup had, as this program knows them. @throws BackupProblem `newer`, `changed-schema` */
async function migrationsOf(contents: Contents, file: string, folder?: string): Promise<readonly MigrationFile[]> {
  const known = new Map((await readMigrations(folder)).map((one) => [one.name, one]));
  return contents.migrations.map(({ name, sha256 }) => {
    const own = known.get(name);
    if (!own) throw new BackupProblem('newer', { file, kulcs: contents.kulcs, what: `migration ${name}` });
    if (own.sha256 !== sha256) throw new BackupProblem('changed-schema', { what: `${name} is another one` });
    return own;
  });
}

async function refuseFull(client: PoolClient, target: string): Promise<void> {
  const tables = await tablesOf(client);
  if (tables.length > 0) throw new BackupProblem('store-in-use', { target });
}

async function fill(
  client: PoolClient,
  { file, key, onProgress }: RestoreOrder,
  { contents, totals }: BackupRead,
  files: ReturnType<typeof fileWriter>,
): Promise<void> {
  await refuseOtherTables(client, contents);
  const dress = await layBare(client);
  const wanted = new Set(totals.files.map(({ path }) => path));
  await readBackup(
    file,
    key,
    () =>
      Promise.resolve({
        async table(table, data) {
          const into = client.query(copyFrom(`copy ${table.name} (${columnsOf(table)}) from stdin`));
          await pipeline(Readable.from(data, { objectMode: false }), into);
        },
        async file(path, data) {
          const isWanted = wanted.has(path);
          if (isWanted) await files.begin(path);
          for await (const chunk of data) if (isWanted) await files.write(chunk);
          if (isWanted) await files.end();
        },
      }),
    onProgress,
  );
  for (const { name, last, isCalled } of contents.sequences) {
    await client.query('select setval($1::regclass, $2, $3)', [name, last, isCalled]);
  }
  await compare(client, contents, totals, onProgress);
  await dress();
  await holdStill(client, contents.createdAt);
}

/** The tables that the migrations made must be those of the backup, with its columns. */
async function refuseOtherTables(client: PoolClient, contents: Contents): Promise<void> {
  const built = new Map((await tablesOf(client)).map((table) => [table.name, table.columns.join()]));
  for (const { name, columns } of contents.tables) {
    const found = built.get(name);
    if (found === undefined) throw new BackupProblem('changed-schema', { what: `there is no table ${name}` });
    if (found !== columns.join()) throw new BackupProblem('changed-schema', { what: `${name} has other columns` });
  }
}

/** Counts everything that was written anew: rows, hashes, sums, and the audit chain. @throws BackupProblem `different` */
async function compare(client: PoolClient, contents: Contents, totals: Totals, onProgress?: OnProgress): Promise<void> {
  await takeManners(client);
  for (const table of contents.tables) {
    onProgress?.({ what: `comparing ${table.name}`, bytes: 0 });
    const now = await countTable(client, table);
    const before = totals.tables[table.name];
    const isSame =
      now.rows === before?.rows &&
      now.sha256 === before.sha256 &&
      table.sums.every((column) => now.sums[column] === before.sums[column]);
    if (!isSame) throw new BackupProblem('different', { what: table.name });
  }
  const { entries, root, wrong } = await auditOf(client);
  if (wrong !== null || root !== totals.audit.root || entries !== totals.audit.entries) {
    throw new BackupProblem('different', { what: 'the audit chain' });
  }
}

/** A copy of a store must not act in its place: whoever was signed in there is not signed in here, and nothing is sent. */
async function holdStill(client: PoolClient, createdAt: string): Promise<void> {
  await client.query('delete from auth."session"');
  await client.query('delete from auth."verification"');
  await client.query(`create table if not exists platform.hold (
    is_hold boolean primary key default true check (is_hold),
    since timestamptz not null default now(),
    backup_of timestamptz not null)`);
  await client.query(
    'insert into platform.hold (backup_of) values ($1) on conflict (is_hold) do update set since = now(), backup_of = excluded.backup_of',
    [createdAt],
  );
  // They are backups of another store, whose age says nothing of this one.
  const { rows } = await client.query<{ exists: boolean }>(
    `select to_regclass('platform.backup') is not null as exists`,
  );
  if (rows[0]?.exists) await client.query('delete from platform.backup');
}
