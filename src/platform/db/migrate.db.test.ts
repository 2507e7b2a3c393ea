import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#testing/database.ts';
import { migrate, migrationState } from './migrate.ts';

let database: TestDatabase;
let pool: Pool;
let folder = '';

beforeAll(async () => {
  database = await createTestDatabase();
  pool = database.pool;
});
afterAll(() => database.drop());

// Each test begins with a database that was never migrated; the template's schemas do not disturb.
beforeEach(async () => {
  await pool.query('drop schema if exists platform, trial cascade');
  folder = await mkdtemp(join(tmpdir(), 'kulcs-migrations-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const put = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
const run = (): Promise<readonly string[]> => migrate(pool, undefined, folder);
const tables = async (): Promise<string[]> =>
  (
    await pool.query<{ tablename: string }>(`select tablename from pg_tables where schemaname = 'trial' order by 1`)
  ).rows.map(({ tablename }) => tablename);

const first = 'create schema trial;\ncreate table trial.a (n int);\ninsert into trial.a values (1), (2);\n';

test('files run in the order of their numbers, each once; a second run does nothing', async () => {
  await put('0002_b.sql', 'create table trial.b as select n + 10 as n from trial.a;');
  await put('0001_a.sql', first);
  const seen: string[] = [];
  const applied = await migrate(pool, (progress) => seen.push(JSON.stringify(progress)), folder);
  expect(applied).toEqual(['0001_a', '0002_b']);
  expect(seen.map((line) => JSON.parse(line) as unknown)).toEqual([
    { step: 'migrating', name: '0001_a', done: 0, total: 2 },
    { step: 'migrating', name: '0002_b', done: 1, total: 2 },
  ]);
  expect((await pool.query('select n from trial.b order by n')).rows).toEqual([{ n: 11 }, { n: 12 }]);
  expect(await run()).toEqual([]);
  await put('0003_c.sql', 'create table trial.c (n int);');
  expect((await migrationState(pool, folder)).pending.map(({ name }) => name)).toEqual(['0003_c']);
  expect(await run()).toEqual(['0003_c']);
});

test('starts at once apply each migration once', async () => {
  await put('0001_a.sql', first);
  await put('0002_b.sql', 'select pg_sleep(0.2); create table trial.b (n int);');
  const runs = await Promise.all([run(), run(), run()]);
  expect(runs.every((applied) => applied.length <= 2)).toBe(true);
  expect(await tables()).toEqual(['a', 'b']);
  expect((await pool.query('select name from platform.migration order by name')).rowCount).toBe(2);
});

test('a changed file is refused; other line ends are no change', async () => {
  await put('0001_a.sql', first);
  await run();
  await put('0001_a.sql', first.replaceAll('\n', '\r\n'));
  expect(await run()).toEqual([]);
  await put('0001_a.sql', `${first}-- changed`);
  await expect(run()).rejects.toMatchObject({ code: 'migration-changed', facts: { name: '0001_a' } });
});

test('a database newer than the code is refused', async () => {
  await put('0001_a.sql', first);
  await put('0002_b.sql', 'create table trial.b (n int);');
  await run();
  await rm(join(folder, '0002_b.sql'));
  await expect(run()).rejects.toMatchObject({ code: 'migration-unknown', facts: { name: '0002_b' } });
  expect((await migrationState(pool, folder)).unknown).toEqual(['0002_b']);
});

test('a file numbered below an applied one is refused', async () => {
  await put('0001_a.sql', first);
  await put('0003_c.sql', 'select 1;');
  await run();
  await put('0002_b.sql', 'select 1;');
  await expect(run()).rejects.toMatchObject({
    code: 'migration-late',
    facts: { name: '0002_b', applied: '0003_c' },
  });
});

test.each([
  ['1_a.sql', 'migration-name'],
  ['0001-a.sql', 'migration-name'],
  ['0001_a.SQL.sql', 'migration-name'],
])('the file name %s is refused', async (name, code) => {
  await put(name, 'select 1;');
  await expect(run()).rejects.toMatchObject({ code });
});

test('a number used twice is refused', async () => {
  await put('0001_a.sql', 'select 1;');
  await put('0001_b.sql', 'select 1;');
  await expect(run()).rejects.toMatchObject({
    code: 'migration-twice',
    facts: { number: '0001', first: '0001_a.sql', second: '0001_b.sql' },
  });
});

test('a failing migration is undone whole, names its line, and those before it stay', async () => {
  await put('0001_a.sql', first);
  await put('0002_b.sql', 'create table trial.b (n int);\n\nselect nothing from trial.a;\n');
  await expect(run()).rejects.toMatchObject({
    code: 'migration-failed',
    facts: { name: '0002_b', words: 'column "nothing" does not exist (line 3)' },
  });
  expect(await tables()).toEqual(['a']);
  await put('0002_b.sql', 'create table trial.b (n int);');
  expect(await run()).toEqual(['0002_b']);
});

test('a migration that ends its own transaction is refused', async () => {
  await put('0001_a.sql', `${first}commit; begin;`);
  await expect(run()).rejects.toMatchObject({ code: 'migration-commits' });
});

test('a table that is locked for a while is waited for', async () => {
  await put('0001_a.sql', first);
  await run();
  await put('0002_b.sql', 'alter table trial.a add m int;');
  const other = await pool.connect();
  await other.query('begin; lock table trial.a');
  const migrating = run();
  await wait(3300); // longer than one try waits for a lock
  await other.query('commit');
  other.release();
  expect(await migrating).toEqual(['0002_b']);
});

test('a migration sees the rows that row-level security hides from the owner', async () => {
  await put(
    '0001_a.sql',
    `${first}alter table trial.a enable row level security;
     alter table trial.a force row level security;
     create policy everything on trial.a using (current_setting('kulcs.sees_all', true) = 'on');`,
  );
  await put('0002_b.sql', 'update trial.a set n = n + 100; create table trial.b as select * from trial.a;');
  await run();
  expect((await pool.query('select n from trial.b order by n')).rows).toEqual([{ n: 101 }, { n: 102 }]);
});

test("the product's own migrations leave nothing to do in a test database", async () => {
  const migrated = await createTestDatabase();
  try {
    expect(await migrate(migrated.pool)).toEqual([]);
    expect((await migrationState(migrated.pool)).unknown).toEqual([]);
  } finally {
    await migrated.drop();
  }
});
