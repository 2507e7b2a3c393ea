import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { fixedClock, systemClock } from '#platform/clock/clock.ts';
import { openPool } from '#platform/db/pool.ts';
import { testDatabase } from '#testing/database.ts';
import type { Configuration } from './configuration.ts';
import { appRoleName, collectStartFacts, roleFacts } from './facts.ts';

const database = testDatabase();
const role = `kulcs_test_role_${randomBytes(4).toString('hex')}`;

const administer = async (statement: string): Promise<void> => {
  const pool = openPool(inject('testServer').administration, { size: 1 });
  await pool.query(statement).finally(() => pool.end());
};

beforeAll(() => administer(`create role "${role}"`));
afterAll(() => administer(`drop role "${role}"`));

// The collector reads nothing else of the configuration.
const configuration = { databaseUrl: null, dataFolder: '/nowhere' } as Configuration;

test('a freshly migrated store gives nothing to refuse', async () => {
  const facts = await collectStartFacts(configuration, database.pool, systemClock, true);
  expect(facts).toEqual({
    hasDemoData: true,
    isSealedOtherwise: false,
    appRole: { name: appRoleName, isSuperuser: false, bypassesRowSecurity: false, owns: null },
    database: { isRemote: false, isEncrypted: false },
    pendingMigrations: [],
    unknownMigrations: [],
    openPaths: [],
    clockAheadSeconds: expect.closeTo(0, 0) as number, // an asymmetric matcher stands for the number
  });
});

test('a clock that differs is measured against that of the database', async () => {
  const clock = fixedClock(Date.now() - 400_000);
  const { clockAheadSeconds } = await collectStartFacts(configuration, database.pool, clock, false);
  expect(clockAheadSeconds).toBeCloseTo(-400, 0);
});

test('an unknown migration is seen', async () => {
  await database.pool.query(`insert into platform.migration (name, sha256) values ('9999_later', '')`);
  const { unknownMigrations } = await collectStartFacts(configuration, database.pool, systemClock, false);
  expect(unknownMigrations).toEqual(['9999_later']);
  await database.pool.query(`delete from platform.migration where name = '9999_later'`);
});

test('a role that may too much is seen: superuser, bypassing, owner of a table, member of an owner', async () => {
  const none = { name: role, isSuperuser: false, bypassesRowSecurity: false, owns: null };
  expect(await roleFacts(database.pool, role)).toEqual(none);
  await administer(`alter role "${role}" superuser`);
  expect(await roleFacts(database.pool, role)).toEqual({ ...none, isSuperuser: true });
  await administer(`alter role "${role}" nosuperuser bypassrls`);
  expect(await roleFacts(database.pool, role)).toEqual({ ...none, bypassesRowSecurity: true });
  await administer(`alter role "${role}" nobypassrls`);
  const { rows } = await database.pool.query<{ login: string }>('select current_user as login');
  await administer(`grant "${rows[0]?.login ?? ''}" to "${role}"`);
  expect((await roleFacts(database.pool, role)).owns).toMatch(/^\w+(\.\w+)?$/);
  await administer(`revoke "${rows[0]?.login ?? ''}" from "${role}"`);
});
