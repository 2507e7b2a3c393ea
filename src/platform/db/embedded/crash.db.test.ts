import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPool } from '../pool.ts';
import { birthOf } from './process-state.ts';
import { startEmbedded } from './start.ts';

const holder = fileURLToPath(new URL('../../../testing/embedded-holder.ts', import.meta.url));
const waitable = { timeout: 20_000, interval: 20 };

let data = '';
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'kulcs-crash-'));
  await (await startEmbedded({ dataFolder: data })).stop();
});
afterAll(() => rm(data, { recursive: true, force: true }));

interface Held {
  readonly parent: ChildProcess;
  readonly server: number;
}

async function hold(): Promise<Held | { refused: string }> {
  const parent = spawn(process.execPath, [holder, data], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer]; // the stream has no encoding set
  // The holder prints one of these two.
  const said = JSON.parse(String(line)) as { server: number } | { refused: string };
  return 'refused' in said ? said : { parent, server: said.server };
}

async function heldServer(): Promise<Held> {
  const held = await hold();
  if ('refused' in held) throw new Error(`refused: ${held.refused}`);
  return held;
}

const parentOf = (pid: number): number =>
  process.platform === 'linux'
    ? Number(execFileSync('sed', ['-n', 's/^PPid:\\s*//p', `/proc/${String(pid)}/status`], { encoding: 'utf8' }))
    : Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }));

async function startsAgain(): Promise<void> {
  const before = performance.now();
  const server = await startEmbedded({ dataFolder: data });
  expect(performance.now() - before).toBeLessThan(15_000);
  const pool = openPool(server.connection);
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
  await server.stop();
}

test('a second start is refused while the first one lives', async () => {
  const { parent } = await heldServer();
  expect(await hold()).toEqual({ refused: 'folder-in-use' });
  parent.kill('SIGKILL');
  await startsAgain();
});

test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)('the server ends when its parent ends by %s', async (signal) => {
  const { parent, server } = await heldServer();
  parent.kill(signal);
  await expect.poll(() => birthOf(server), waitable).toBeNull();
  await startsAgain();
});

test('parent, supervisor and server killed together leave a folder that starts again', async () => {
  const { parent, server } = await heldServer();
  const supervisor = parentOf(server);
  for (const pid of [parent.pid ?? 0, supervisor, server]) process.kill(pid, 'SIGKILL');
  await startsAgain();
});

test('a server whose parent and supervisor were killed is stopped by the next start', async () => {
  const { parent, server } = await heldServer();
  const supervisor = parentOf(server);
  process.kill(supervisor, 'SIGSTOP');
  parent.kill('SIGKILL');
  process.kill(supervisor, 'SIGKILL');
  expect(birthOf(server)).not.toBeNull();
  await startsAgain();
  expect(birthOf(server)).toBeNull();
});

test('a killed server comes back by itself, and the pool with it', async () => {
  const server = await startEmbedded({ dataFolder: data });
  const pool = openPool(server.connection, { waitMilliseconds: 1000 });
  await pool.query('create table if not exists crash_kept as select 1 as one');
  const killed = server.pid;
  process.kill(killed, 'SIGKILL');
  await expect.poll(() => server.pid, waitable).not.toBe(killed);
  const answer = async (): Promise<unknown> => (await pool.query('select one from crash_kept').catch(() => null))?.rows;
  await expect.poll(answer, waitable).toEqual([{ one: 1 }]);
  await pool.end();
  await server.stop();
  expect(await server.ended).toBeNull();
});

test('a killed supervisor takes the server with it, and the product is told', async () => {
  const server = await startEmbedded({ dataFolder: data });
  process.kill(parentOf(server.pid), 'SIGKILL');
  expect(await server.ended).toMatchObject({ code: 'start-failed' });
  await expect.poll(() => birthOf(server.pid), waitable).toBeNull();
  await startsAgain();
});

const lockFile = (): string => join(data, 'database', 'postmaster.pid');

async function leaveLockOf(pid: number): Promise<void> {
  const { parent, server } = await heldServer();
  const lock = await readFile(lockFile(), 'utf8');
  for (const each of [parent.pid ?? 0, parentOf(server), server]) process.kill(each, 'SIGKILL');
  await expect.poll(() => birthOf(server), waitable).toBeNull();
  await writeFile(lockFile(), lock.replace(/^\d+/, String(pid)));
}

test('a stale lock whose number now belongs to a stranger does not bar the way', async () => {
  await leaveLockOf(process.pid);
  await startsAgain();
});

test('a stale lock of a zombie does not bar the way', async () => {
  const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer]; // the stream has no encoding set
  await leaveLockOf(Number(String(line).trim()));
  await startsAgain();
  parent.kill('SIGKILL');
});
