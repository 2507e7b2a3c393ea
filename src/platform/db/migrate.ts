import type { Pool, PoolClient } from 'pg';
import { setTimeout as wait } from 'node:timers/promises';
import { admitKeeper } from './keeper.ts';
import { readMigrations, type MigrationFile } from './migration-files.ts';
import { StoreProblem, wordsOf } from './problem.ts';
import type { OnProgress } from './progress.ts';

interface Applied {
  readonly name: string;
  readonly sha256: string;
}

/** What stands between the files and a database. */
interface MigrationState {
  readonly pending: readonly MigrationFile[];
  /** Names that the database has and the code does not know. */
  readonly unknown: readonly string[];
}

// Any number, the same in every version: two starts at once migrate one after the other.
const migrationLock = '5150414541';
const lockSeconds = 3;
const lockTries = 5;
const lockNotAvailable = '55P03';

async function readApplied(client: PoolClient): Promise<readonly Applied[]> {
  const { rowCount } = await client.query(
    `select from pg_tables where schemaname = 'platform' and tablename = 'migration'`,
  );
  if (!rowCount) return [];
  return (await client.query<Applied>('select name, sha256 from platform.migration order by name')).rows;
}

function compare(files: readonly MigrationFile[], applied: readonly Applied[]): MigrationState {
  const known = new Set(files.map((file) => file.name));
  const done = new Map(applied.map((migration) => [migration.name, migration.sha256]));
  for (const file of files) {
    const sha256 = done.get(file.name);
    if (sha256 !== undefined && sha256 !== file.sha256)
      throw new StoreProblem('migration-changed', { name: file.name });
  }
  const unknown = applied.map(({ name }) => name).filter((name) => !known.has(name));
  return { pending: files.filter((file) => !done.has(file.name)), unknown };
}

/** What is pending or unknown, without changing anything. Refuses when an applied file was changed. */
export async function migrationState(pool: Pool, folder?: string): Promise<MigrationState> {
  const files = await readMigrations(folder);
  const client = await pool.connect();
  try {
    return compare(files, await readApplied(client));
  } finally {
    client.release();
  }
}

function refuseDisorder({ pending, unknown }: MigrationState, applied: readonly Applied[]): void {
  const [stranger] = unknown;
  if (stranger !== undefined) throw new StoreProblem('migration-unknown', { name: stranger });
  const last = applied.at(-1)?.name;
  const late = last === undefined ? undefined : pending.find((file) => file.name < last);
  if (late !== undefined && last !== undefined) {
    throw new StoreProblem('migration-late', { name: late.name, applied: last });
  }
}

/** Runs `work` in a transaction that holds the migration lock; what it throws undoes everything. */
async function underLock<Value>(client: PoolClient, work: () => Promise<Value>): Promise<Value> {
  await client.query('begin');
  try {
    await client.query('set local statement_timeout = 0');
    await client.query('set local idle_in_transaction_session_timeout = 0');
    await client.query('set local lock_timeout = 0');
    // Of the transaction, not of the session: a pooler in transaction mode keeps no session.
    await client.query(`select pg_advisory_xact_lock(${migrationLock})`);
    const value = await work();
    await client.query('commit');
    return value;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

const transactionOf = async (client: PoolClient): Promise<string> =>
  (await client.query<{ id: string }>('select pg_current_xact_id()::text as id')).rows[0]?.id ?? '';

async function applyOne(client: PoolClient, file: MigrationFile): Promise<void> {
  await underLock(client, async () => {
    const applied = await readApplied(client);
    if (applied.some((migration) => migration.name === file.name)) return;
    const transaction = await transactionOf(client);
    await client.query(`set local lock_timeout = '${String(lockSeconds)}s'`);
    // Row-level security binds the owner too: without sight of the company a migration would change no row, silently.
    await client.query(`set local kulcs.sees_all = 'on'`);
    await client.query(file.text);
    if ((await transactionOf(client)) !== transaction) throw new StoreProblem('migration-commits', { name: file.name });
    await client.query('insert into platform.migration (name, sha256) values ($1, $2)', [file.name, file.sha256]);
  });
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

/** What went wrong, with the line of the file where PostgreSQL tells the place. */
function wordsWithLine(error: unknown, text: string): string {
  const position = typeof error === 'object' && error !== null && 'position' in error ? Number(error.position) : NaN;
  if (!(position > 0)) return wordsOf(error);
  return `${wordsOf(error)} (line ${String(text.slice(0, position).split('\n').length)})`;
}

async function applyWithPatience(client: PoolClient, file: MigrationFile): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await applyOne(client, file);
    } catch (error) {
      if (error instanceof StoreProblem) throw error;
      if (codeOf(error) !== lockNotAvailable) {
        throw new StoreProblem('migration-failed', { name: file.name, words: wordsWithLine(error, file.text) }, error);
      }
      if (tries === lockTries) {
        throw new StoreProblem('migration-locked', { name: file.name, seconds: lockSeconds, tries }, error);
      }
      await wait(200 * tries);
    }
  }
}

async function createRecord(client: PoolClient): Promise<void> {
  await client.query('create schema if not exists platform');
  await client.query(
    `create table if not exists platform.migration (
       name text primary key,
       sha256 text not null,
       applied_at timestamptz not null default now()
     )`,
  );
}

/**
 * Builds the tables of an empty database up to what these migrations make, in the transaction of the caller, who fills
 * them and commits. Waits for whoever migrates at the same time.
 * @throws StoreProblem `migration-failed`
 */
export async function buildWithin(client: PoolClient, files: readonly MigrationFile[]): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(${migrationLock})`);
  await createRecord(client);
  await client.query(`set local kulcs.sees_all = 'on'`);
  for (const file of files) {
    await client.query(file.text).catch((error: unknown) => {
      throw new StoreProblem('migration-failed', { name: file.name, words: wordsWithLine(error, file.text) }, error);
    });
  }
}

/**
 * Brings the database to the state of the migration files: each in its own transaction, in order, once. A second run
 * does nothing. Refuses changed, unknown, late and failing migrations (StoreProblem).
 * @returns the names that were applied now
 */
export async function migrate(pool: Pool, onProgress?: OnProgress, folder?: string): Promise<readonly string[]> {
  const files = await readMigrations(folder);
  const client = await pool.connect();
  try {
    const applied = await readApplied(client);
    const state = compare(files, applied);
    refuseDisorder(state, applied);
    if (state.pending.length === 0) {
      await admitKeeper(client);
      return [];
    }
    await underLock(client, () => createRecord(client));
    for (const [done, file] of state.pending.entries()) {
      onProgress?.({ step: 'migrating', name: file.name, done, total: state.pending.length });
      await applyWithPatience(client, file);
    }
    await underLock(client, () => admitKeeper(client));
    return state.pending.map((file) => file.name);
  } finally {
    client.release();
  }
}
