import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { switchedOffDurability } from '../durability.ts';
import { startEmbedded, type EmbeddedServer } from './start.ts';
import { serverSettings } from './settings.ts';
import { layOut } from './folders.ts';

let folder = '';
let data = '';
const running: EmbeddedServer[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kulcs-embedded-'));
  data = join(folder, 'data');
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function start(dataFolder = data): Promise<EmbeddedServer> {
  const server = await startEmbedded({ dataFolder });
  running.push(server);
  return server;
}

async function ask<Row extends pg.QueryResultRow>(server: EmbeddedServer, statement: string): Promise<Row[]> {
  const client = new pg.Client({ ...server.connection });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

test('a cluster as it must be: checksums, Hungarian order, UTF-8, no port, durable, no superuser', async () => {
  const server = await start();
  const [found] = await ask(
    server,
    `select current_user::text as login, (select rolsuper from pg_roles where rolname = current_user) as super,
            pg_encoding_to_char(encoding) as encoding, datlocprovider::text as provider, datlocale as locale,
            current_setting('data_checksums') as checksums, current_setting('listen_addresses') as addresses
     from pg_database where datname = current_database()`,
  );
  expect(found).toEqual({
    login: 'kulcs',
    super: false,
    encoding: 'UTF8',
    provider: 'i',
    locale: 'hu-HU',
    checksums: 'on',
    addresses: '',
  });
  const words = await ask<{ word: string }>(
    server,
    `select word from unnest(array['zsák', 'cukor', 'zab', 'csók', 'őr', 'oszt']) as word order by word`,
  );
  expect(words.map(({ word }) => word)).toEqual(['cukor', 'csók', 'oszt', 'őr', 'zab', 'zsák']);
  const client = new pg.Client({ ...server.connection });
  await client.connect();
  expect(await switchedOffDurability(client)).toEqual([]);
  await client.end();
  expect((await ask(server, 'create table kept as select 1 as one')).length).toBe(0);
});

test('an existing cluster starts within a second, with what was in it', async () => {
  const before = performance.now();
  const server = await start();
  // A busy machine may be slower than the second that a free one keeps.
  expect(performance.now() - before).toBeLessThan(3000);
  expect(await ask(server, 'select one from kept')).toEqual([{ one: 1 }]);
});

test('a folder whose path is too long for a socket works like any other', async () => {
  const server = await start(join(folder, 'x'.repeat(100)));
  expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  await server.stop();
  expect((await readdir(folder)).length).toBeGreaterThan(0);
  await expect(readdir(server.connection.host)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('the remains of a start that was killed half-way are taken away', async () => {
  const ended = spawn('true');
  await new Promise((resolve) => ended.once('exit', resolve));
  const remains = join(folder, 'half', `database.draft-${String(ended.pid)}-abc`);
  await mkdir(remains, { recursive: true });
  await start(join(folder, 'half'));
  expect((await readdir(join(folder, 'half'))).filter((name) => name.includes('draft'))).toEqual([]);
});

test('two first starts at once in one folder: one serves, the other is refused in words', async () => {
  const outcomes = await Promise.allSettled([start(join(folder, 'race')), start(join(folder, 'race'))]);
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason as Error); // we throw errors only
  expect(refused).toHaveLength(1);
  expect(refused[0]).toMatchObject({ code: 'folder-in-use', facts: { process: process.pid } });
  expect(refused[0]?.message).toContain(`in use by another Kulcs (process ${String(process.pid)})`);
});

test('a cluster of another version is refused', async () => {
  const old = join(folder, 'old');
  await mkdir(join(old, 'database'), { recursive: true });
  await writeFile(join(old, 'database', 'PG_VERSION'), '14\n');
  await expect(start(old)).rejects.toMatchObject({ code: 'cluster-version', facts: { found: '14', wanted: '18' } });
});

test('a server that cannot start says why', async () => {
  const refused = startEmbedded({ dataFolder: data, settings: { shared_buffers: '1kB' } });
  await expect(refused).rejects.toMatchObject({ code: 'start-failed' });
  await expect(refused).rejects.toThrow(/shared_buffers/);
});

test('a long log is set aside at a start', async () => {
  await writeFile(join(data, 'postgresql.log'), 'x'.repeat(5_000_001), { mode: 0o600 });
  await (await start()).stop();
  expect((await readFile(join(data, 'postgresql.log.1'))).length).toBe(5_000_001);
  expect(await readFile(join(data, 'postgresql.log'), 'utf8')).toMatch(/ready to accept connections/);
});

test('the settings name nothing that durability rests on as off', async () => {
  const settings = serverSettings(await layOut(data));
  expect(settings).toMatchObject({ fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' });
});

if (process.getuid?.() === 0) {
  test('root without namespaces runs it as another user, with programs of its own', async () => {
    const dataFolder = await mkdtemp(join('/tmp', 'kulcs-drop-'));
    try {
      const server = await startEmbedded({ dataFolder, asRoot: 'other-user' });
      running.push(server);
      expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
      expect(await readFile(`/proc/${String(server.pid)}/status`, 'utf8')).toMatch(/^Uid:\s+65534\b/m);
      await server.stop();
      // Once it belongs to that user, it stays so without being asked.
      running.push(await startEmbedded({ dataFolder }));
      await running.at(-1)?.stop();
    } finally {
      await rm(dataFolder, { recursive: true, force: true });
    }
  });
}
