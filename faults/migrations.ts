/**
 * Kills the process that migrates (SIGKILL) behind statements of the migrations, and looks whether the database is as before and
 * can be brought up afterwards (reliability, MIG-2). Without arguments a sample of the statements; `--all` takes each.
 * `--seed` repeats a sample. Exits with 1 when a promise was broken.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Pool } from 'pg';
import { startEmbedded } from '#platform/db/embedded/start.ts';
import { migrate, migrationState } from '#platform/db/migrate.ts';
import { openPool, type Connection } from '#platform/db/pool.ts';
import { randomOf } from './random.ts';
import { statementEnds } from './statements.ts';
import { promise, say } from './trial-server.ts';

const { values } = parseArgs({ options: { seed: { type: 'string' }, all: { type: 'boolean', default: false } } });
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000_000));
const sample = 8;
// What is only tried may be lost; and a killed client is noticed in the middle of a statement, too.
const careless = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  client_connection_check_interval: '20ms',
};

const folder = mkdtempSync(path.join(tmpdir(), 'kulcs-migrations-'));
const source = path.resolve(import.meta.dirname, '../migrations');
const files = readdirSync(source)
  .filter((file) => file.endsWith('.sql'))
  .sort();
const textOf = (file: string): string => readFileSync(path.join(source, file), 'utf8');

/** One statement behind which the process is killed. */
interface Place {
  readonly file: string;
  readonly end: number;
}

/** A folder with the migrations before `file`, and with that one as far as `end`, where it waits for ever. */
function cutOff({ file, end }: Place): string {
  const cut = path.join(folder, 'cut');
  rmSync(cut, { recursive: true, force: true });
  mkdirSync(cut);
  for (const before of files.slice(0, files.indexOf(file))) cpSync(path.join(source, before), path.join(cut, before));
  writeFileSync(path.join(cut, file), `${textOf(file).slice(0, end)} select pg_sleep(600);`);
  return cut;
}

/** Everything that the database says of itself, and the rows of all tables, as one hash. */
async function stateOf(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ hash: string }>(`
    with said as (
      select format('%s %s %s %s', oid::regclass, relkind, relrowsecurity, relacl) as word from pg_class where oid >= 16384 and relkind <> 't' and relpersistence = 'p'
        and relnamespace::regnamespace::text not like 'pg\\_%'
      union all select format('%s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod)) from pg_attribute
        where attrelid >= 16384 and attnum > 0 and not attisdropped and attrelid in (select oid from pg_class where relkind in ('r', 'v', 'p'))
      union all select format('%s %s', oid::regprocedure, md5(prosrc)) from pg_proc where oid >= 16384
      union all select format('%s %s %s', schemaname || '.' || tablename, policyname, qual) from pg_policies
      union all select format('%s %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint where oid >= 16384
      union all select format('%s %s', tgrelid::regclass, tgname) from pg_trigger where not tgisinternal
      union all select nspname from pg_namespace where nspname not like 'pg\\_%'
      union all select format('%s %s', name, sha256) from platform.migration)
    select md5(string_agg(word, chr(10) order by word)) as hash from said`);
  return rows[0]?.hash ?? '';
}

/** Migrates in a process of its own and kills it behind the statement. @throws Error when it does not get there */
async function killAt(place: Place, pool: Pool, connection: Connection): Promise<void> {
  const program = path.resolve(import.meta.dirname, 'migration-application.ts');
  const child = spawn(process.execPath, [program, cutOff(place), JSON.stringify(connection)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const sleeping = `select pid from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`;
  let pid: number | undefined;
  for (let tries = 0; pid === undefined && child.exitCode === null && tries < 3000; tries += 1) {
    await wait(10);
    pid = (await pool.query<{ pid: number }>(sleeping)).rows[0]?.pid;
  }
  child.kill('SIGKILL');
  await ended;
  if (pid === undefined) throw new Error(`${place.file} did not get as far as ${String(place.end)}`);
  for (let tries = 0; tries < 1000; tries += 1) {
    if ((await pool.query(sleeping)).rowCount === 0) return;
    await wait(10);
  }
  throw new Error('The database did not notice that its client was killed.');
}

async function tryAll(places: readonly Place[], pool: Pool, connection: Connection): Promise<void> {
  const changed: string[] = [];
  const served: string[] = [];
  const step = path.join(folder, 'step');
  mkdirSync(step);
  for (const file of files) {
    const own = places.filter((place) => place.file === file);
    // Up to the one before.
    if (own.length > 0) await migrate(pool, undefined, step);
    for (const place of own) {
      const name = `${file} at ${String(place.end)}`;
      const before = await stateOf(pool);
      await killAt(place, pool, connection);
      if ((await stateOf(pool)) !== before) changed.push(name);
      // What the start asks before it serves.
      if (!(await migrationState(pool)).pending.some((one) => `${one.name}.sql` === file)) served.push(name);
    }
    cpSync(path.join(source, file), path.join(step, file));
  }
  await migrate(pool);
  const said = (found: readonly string[]): string =>
    found.length === 0 ? `${String(places.length)} kills` : found.slice(0, 3).join(', ');
  promise('after every kill the database is as before', changed.length === 0, said(changed));
  promise('and knows that the migration is still to come', served.length === 0, said(served));
  const { pending, unknown } = await migrationState(pool);
  promise('it is brought up afterwards', pending.length + unknown.length === 0, `${String(files.length)} migrations`);
}

say(`migrations that are killed: seed ${String(seed)}`);
const random = randomOf(seed);
const every = files.slice(1).flatMap((file) => statementEnds(textOf(file)).map((end): Place => ({ file, end })));
const places = values.all
  ? every
  : every
      .map((place) => ({ place, at: random.fraction() }))
      .sort((a, b) => a.at - b.at)
      .slice(0, sample)
      .map(({ place }) => place);
const dataFolder = path.join(folder, 'data');
const server = await startEmbedded({ dataFolder, settings: careless });
const pool = openPool(server.connection, { size: 2 });
try {
  await tryAll(places, pool, server.connection);
} finally {
  await pool.end();
  await server.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}
