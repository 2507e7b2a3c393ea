import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import type { Configuration } from '#platform/configuration/configuration.ts';
import { clientOf } from '#testing/actor.ts';
import { testDatabase } from '#testing/database.ts';
import { buildHouse, type House } from './wiring.ts';

const database = testDatabase();

// Before there is a company nothing is served but its first run.
beforeAll(async () => {
  await database.pool.query(
    `insert into team.company (name, currency, time_zone, is_demo, language) values ('Próba', 'EUR', 'UTC', false, 'en')`,
  );
});

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'kulcs-wiring-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function house(change: Partial<Configuration>): Promise<House> {
  const configuration: Configuration = {
    dataFolder: change.dataFolder ?? newFolder(),
    databaseUrl: null,
    host: '127.0.0.1',
    port: 4601,
    publicUrl: 'http://127.0.0.1:4601',
    secret: 'a secret of tests, of more than 32 bytes',
    secretFrom: 'environment',
    trustedProxies: [],
    workbooks: { packedMegabytes: 50, unpackedMegabytes: 200 },
    mailServer: null,
    identityProvider: null,
    metricsKey: null,
    webhookNetworks: [],
    largestAttachment: 20 * 1024 * 1024,
    mode: '',
    isProduction: false,
    ...change,
  };
  const built = await buildHouse({
    configuration,
    store: { pool: database.pool, connection: database.connection, kind: 'embedded' },
    logLevel: 'silent',
  });
  onTestFinished(() => built.close());
  return built;
}

const statusUnder = async ({ app }: House, host: string): Promise<number> =>
  (await clientOf(app, { host }).get('/health/live')).status;

it('on this machine it answers to all names of this machine, at its port', async () => {
  const built = await house({});
  for (const host of ['127.0.0.1:4601', 'localhost:4601', '[::1]:4601'])
    expect(await statusUnder(built, host)).toBe(200);
  for (const host of [
    '127.0.0.1',
    'localhost',
    'localhost:4600',
    'kulcs.example',
    '127.0.0.2:4601',
    'localhost:4601.evil.test',
    '',
  ]) {
    expect(await statusUnder(built, host), host).toBe(421);
  }
});

it('in production it answers to its public address, and to the names of this machine for its own programs', async () => {
  const built = await house({
    isProduction: true,
    host: '0.0.0.0',
    publicUrl: 'https://kulcs.example',
    trustedProxies: ['10.0.0.1'],
  });
  expect(built.host).toBe('kulcs.example');
  for (const host of ['kulcs.example', '127.0.0.1:4601', 'localhost:4601'])
    expect(await statusUnder(built, host)).toBe(200);
  for (const host of ['kulcs.example:80', 'www.kulcs.example', '0.0.0.0:4601', 'localhost']) {
    expect(await statusUnder(built, host), host).toBe(421);
  }
});

it.each([
  ['in production only by the page of the public address', true, [401, 403, 403]],
  ['on this machine by a page of each of its names', false, [401, 401, 403]],
])('is written to %s', async (_what, isProduction, statuses) => {
  const built = await house({ isProduction, publicUrl: 'https://kulcs.example' });
  const write = async (origin: string): Promise<number> =>
    (await clientOf(built.app, { host: 'kulcs.example', origin }).post('/api/people', {})).status;
  // Nobody is signed in: 401 is answered to a write that came from our page.
  const found = [
    await write('https://kulcs.example'),
    await write('http://localhost:4601'),
    await write('http://kulcs.example'),
  ];
  expect(found).toEqual(statuses);
});

it('two processes of one folder know the same key, and no other folder does', async () => {
  const dataFolder = newFolder();
  const first = await house({ dataFolder });
  const second = await house({ dataFolder, port: 4602, publicUrl: 'http://127.0.0.1:4602' });
  const other = await house({});
  expect(second.hostKey).toBe(first.hostKey);
  expect(other.hostKey).not.toBe(first.hostKey);
  const status = async (at: House, key: string): Promise<number> =>
    (await clientOf(at.app, { host: at.host, authorization: `Bearer ${key}` }).get('/api/company')).status;
  expect([
    await status(first, first.hostKey),
    await status(second, first.hostKey),
    await status(other, first.hostKey),
  ]).toEqual([200, 200, 401]);
});
