import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { testDatabase } from '#testing/database.ts';
import { database } from './kysely.ts';
import { openPool, type Connection } from './pool.ts';
import type { StoreProgress } from './progress.ts';
import { openStore } from './store.ts';

interface TrialSchema {
  trial: { amount: string; big: bigint };
}

const own = testDatabase();
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kulcs-store-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function urlOf(connection: Connection): string {
  if (typeof connection === 'string') return connection;
  const { host, port, user, database: name } = connection;
  return `postgres://${user}@localhost:${String(port)}/${name}?host=${encodeURIComponent(host)}`;
}

test('values come back exact: bigint, decimal text, days and instants', async () => {
  const { rows } = await own.pool.query(
    `select 9007199254740993::bigint as big, 0.10::numeric as amount, date '2026-03-29' as day,
            timestamptz '2026-03-29 03:30:00.123456+02' as instant, array[1.10, null]::numeric[] as amounts,
            array[9007199254740993]::bigint[] as bigs, null::bigint as nothing`,
  );
  expect(rows[0]).toEqual({
    big: 9007199254740993n,
    amount: '0.10',
    day: '2026-03-29',
    instant: '2026-03-29T01:30:00.123456Z',
    amounts: ['1.10', null],
    bigs: [9007199254740993n],
    nothing: null,
  });
});

test("a library may have the driver's own values", async () => {
  const pool = openPool(own.connection, { values: 'driver', size: 1 });
  const { rows } = await pool.query(`select timestamptz '2026-03-29 03:30:00+02' as instant`);
  await pool.end();
  expect(rows).toEqual([{ instant: new Date('2026-03-29T01:30:00Z') }]);
});

test('typed queries run over the pool, and a transaction keeps all or nothing', async () => {
  await own.pool.query('create table if not exists public.trial (amount numeric not null, big bigint not null)');
  const typed = database<TrialSchema>(own.pool);
  const failing = typed.transaction().execute(async (transaction) => {
    await transaction.insertInto('trial').values({ amount: '0.10', big: 7n }).execute();
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await typed.insertInto('trial').values({ amount: '1.20', big: 9007199254740993n }).execute();
  expect(await typed.selectFrom('trial').selectAll().execute()).toEqual([{ amount: '1.20', big: 9007199254740993n }]);
});

test('a connection that breaks at rest is replaced, and reported', async () => {
  const broken: string[] = [];
  const pool = openPool(own.connection, { size: 1, onIdleError: (error) => broken.push(error.message) });
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  await own.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
  while (broken.length === 0) await wait(10);
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
});

test('a connection that breaks inside a transaction fails its next statement, not the process', async () => {
  const typed = database<TrialSchema>(own.pool);
  const broken = typed.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction);
    await own.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await wait(100);
    await sql`select 1`.execute(transaction);
  });
  await expect(broken).rejects.toThrow();
  expect((await own.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});

test('the embedded store opens migrated, in production too, and opens again with what was in it', async () => {
  const configuration = { dataFolder: folder, databaseUrl: null, isProduction: true };
  const steps: StoreProgress['step'][] = [];
  const store = await openStore(configuration, ({ step }) => steps.push(step));
  expect(store.kind).toBe('embedded');
  expect(steps.slice(0, 3)).toEqual(['creating', 'starting', 'migrating']);
  await store.pool.query('create table public.kept as select 1 as one');
  await store.close();

  const later: StoreProgress['step'][] = [];
  const again = await openStore(configuration, ({ step }) => later.push(step));
  expect(later).toEqual(['starting']);
  expect((await again.pool.query('select one from public.kept')).rows).toEqual([{ one: 1 }]);
  await again.close();
});

test('a server by URL is the same store; in production it must be durable', async () => {
  await own.pool.query(
    `do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$`,
  );
  const configuration = { dataFolder: folder, databaseUrl: urlOf(own.connection), isProduction: false };
  const seen: StoreProgress[] = [];
  const store = await openStore(configuration, (progress) => seen.push(progress));
  expect(store.kind).toBe('server');
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({
    step: 'durability-off',
    settings: expect.stringContaining('synchronous_commit = off') as string,
  });
  await store.close();
  await expect(openStore({ ...configuration, isProduction: true })).rejects.toMatchObject({ code: 'durability-off' });
});

test('a server that does not answer is named without the password', async () => {
  const databaseUrl = 'postgres://kulcs:hunter2@127.0.0.1:1/kulcs';
  const problem: unknown = await openStore({ dataFolder: folder, databaseUrl, isProduction: false }).catch(
    (error: unknown) => error,
  );
  expect(problem).toMatchObject({ code: 'server-unreachable', facts: { server: '127.0.0.1:1/kulcs' } });
  expect(String(problem)).not.toContain('hunter2');
});

test('a database that cannot hold every letter is refused', async () => {
  const { administration, prefix } = inject('testServer');
  const name = `${prefix}_ascii`;
  const admin = openPool(administration, { size: 1 });
  await admin.query(
    `create database "${name}" template template0 encoding 'SQL_ASCII' locale_provider libc locale 'C'`,
  );
  const url = new URL(urlOf(administration));
  url.pathname = `/${name}`;
  const opened = openStore({ dataFolder: folder, databaseUrl: url.href, isProduction: false });
  await expect(opened).rejects.toMatchObject({ code: 'server-encoding', facts: { found: 'SQL_ASCII' } });
  await admin.query(`drop database "${name}"`);
  await admin.end();
});
