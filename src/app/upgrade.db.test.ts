import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { asActor } from '#platform/access/transaction.ts';
import { auditOf, countTable, tablesOf, takeManners } from '#platform/backup/catalog.ts';
import { releaseHold } from '#platform/backup/hold.ts';
import { inspectBackup, type BackupRead } from '#platform/backup/read-backup.ts';
import { restoreBackup, type Restored } from '#platform/backup/restore.ts';
import { systemClock } from '#platform/clock/clock.ts';
import { readConfiguration } from '#platform/configuration/configuration.ts';
import { migrate } from '#platform/db/migrate.ts';
import { readMigrations } from '#platform/db/migration-files.ts';
import { KeyAccountsReply } from '#slices/portfolio/contract.ts';
import { differencesFromRecount } from '#slices/sales/public.ts';
import { createEmptyDatabase, type TestDatabase } from '#testing/database.ts';
import { clientOf } from './client.ts';
import { buildHouse, hostActor, type House } from './wiring.ts';

const versions = path.resolve(import.meta.dirname, '../testing/versions');
const key = { text: 'fixture of the first version, no secret', from: 'environment' };
const file = path.join(versions, 'first.kulcs');

let before: BackupRead;
let restored: Restored;
let target: TestDatabase;
let dataFolder = '';
let house: House;

beforeAll(async () => {
  before = await inspectBackup(file, key);
  target = await createEmptyDatabase();
  dataFolder = await mkdtemp(path.join(tmpdir(), 'kulcs-upgrade-'));
  restored = await restoreBackup({ pool: target.pool, dataFolder, target: 'a test', file, key });
  const configuration = await readConfiguration({ KULCS_DATA: dataFolder, KULCS_SECRET: 'x'.repeat(32) });
  const store = { pool: target.pool, connection: target.connection, kind: 'server' as const };
  house = await buildHouse({ configuration, store, clock: systemClock, logLevel: 'silent', checksReplies: true });
});
afterAll(async () => {
  await house.close();
  await target.drop();
  await rm(dataFolder, { recursive: true, force: true });
});

async function withClient<Value>(look: (client: PoolClient) => Promise<Value>): Promise<Value> {
  const client = await target.pool.connect();
  try {
    await client.query('begin');
    await takeManners(client);
    return await look(client);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

test('the store of the first version is brought up by every migration since, and then there is nothing to do (MIG-1)', async () => {
  const had = new Set(before.contents.migrations.map(({ name }) => name));
  const since = (await readMigrations()).map(({ name }) => name).filter((name) => !had.has(name));
  expect([...had].at(-1)).toBe('0050_portfolio_create');
  expect(restored.migrated).toEqual(since);
  expect(await migrate(target.pool)).toEqual([]);
});

// Brought up by migrations themselves: what a new version knows of the same business.
const isKept = (name: string): boolean => /^(?:sales|accounts|catalog|team|audit)\.|^access\.holding$/.test(name);

test('what was counted before is there after: rows, and sums of what still has its column', async () => {
  const now = await withClient(async (client) => {
    const found = new Map<string, Awaited<ReturnType<typeof countTable>>>();
    for (const table of await tablesOf(client)) found.set(table.name, await countTable(client, table));
    return found;
  });
  const kept = Object.entries(before.totals.tables).filter(([name]) => isKept(name));
  expect(kept.length).toBeGreaterThan(10);
  for (const [name, count] of kept) {
    const after = now.get(name);
    expect([name, after?.rows]).toEqual([name, count.rows]);
    for (const [column, sum] of Object.entries(count.sums)) {
      if (after?.sums[column] !== undefined) expect([name, column, after.sums[column]]).toEqual([name, column, sum]);
    }
  }
});

test('the audit chain is the same and whole', async () => {
  expect(await withClient(auditOf)).toEqual({ ...before.totals.audit, wrong: null });
});

test('the roll-ups equal a recount, and the ranking is what the first version answered', async () => {
  await asActor(house.database, hostActor, releaseHold);
  expect(await asActor(house.database, hostActor, differencesFromRecount)).toBe(0);
  const Ranking = z.object({
    totals: z.record(z.string(), z.unknown()),
    accounts: z.array(
      z.object({ rank: z.number(), code: z.string(), name: z.string(), net: z.string(), class: z.string() }),
    ),
  });
  const then = Ranking.parse(JSON.parse(await readFile(path.join(versions, 'first-keys.json'), 'utf8')));
  const url = '/api/portfolio/key-accounts?all=true&trend=false&by=account&goodsOnly=false&limit=1000';
  const now = KeyAccountsReply.parse(await clientOf(house).request('GET', url));
  expect(now.totals).toMatchObject(then.totals);
  expect(Ranking.parse(now).accounts).toEqual(then.accounts);
  expect(then.accounts).toHaveLength(37);
});
