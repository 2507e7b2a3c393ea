/**
 * Asks a real server for more than it can do, restarts the connections of its database under it, stops it in the middle
 * of work, and kills it while it tells a webhook (reliability, LOD-1, DUR-4, DUR-6). `--long` floods it for a minute. Exits with 1
 * when a promise was broken.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { attach } from '#platform/db/attach.ts';
import { freePort } from '#testing/demo-server.ts';
import { askOnce, load, of, shown, type Asked } from './clients.ts';
import { tryOverload } from './overload.ts';
import { promise, runKulcs, say, startKulcs, stopKulcs } from './trial-server.ts';
import { tryKilledWhileTelling } from './webhook-trial.ts';

// LOD-1 says a minute; five seconds tell the same of a server that holds.
const { values } = parseArgs({ options: { long: { type: 'boolean', default: false } } });
const dataFolder = mkdtempSync(path.join(tmpdir(), 'kulcs-trial-'));
const port = await freePort();
const environment = { ...process.env, KULCS_DATA: dataFolder, KULCS_PORT: String(port) };
const url = `http://127.0.0.1:${String(port)}`;
const run = (...words: readonly string[]): Promise<void> => runKulcs(environment, ...words);
const startServer = (): Promise<ChildProcess> => startKulcs(environment, url);

const hostKey = (): string => readFileSync(path.join(dataFolder, 'host.key'), 'utf8').trim();

const server = (): Asked => ({ url, hostKey: hostKey() });

async function tryLostConnections(child: ChildProcess): Promise<void> {
  say('every connection of the database ends under 20 clients');
  const store = await attach({ dataFolder, databaseUrl: null });
  const asked = load(server(), 15, 3, '/api/people');
  await wait(1000);
  await store.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  );
  const ended = performance.now();
  let good = Number.NaN;
  for (let row = 0; row < 20;) {
    row = (await askOnce(server(), '/api/people')).status === 200 ? row + 1 : 0;
    if (row === 1) good = performance.now() - ended;
    if (performance.now() - ended > 20_000) break;
  }
  const answers = await asked;
  await store.close();
  promise(
    'nothing but 200 and 503',
    of(answers, 200, 503).length === answers.length,
    `${String(answers.length)} replies`,
  );
  promise('good again within 5 s', good < 5000, shown(good));
  promise('the process goes on', child.exitCode === null, 'alive');
}

async function tryPoliteStop(child: ChildProcess): Promise<void> {
  say('SIGTERM under 10 clients');
  const asked = load(server(), 10, 2, '/api/people');
  await wait(1000);
  const began = performance.now();
  const code = await stopKulcs(child);
  const took = performance.now() - began;
  promise('it ends within 10 s', took < 10_000, shown(took));
  promise('with exit code 0', code === 0, String(code));
  const answers = await asked;
  // Who comes after the door is closed finds nobody; who was let in is answered.
  promise(
    'nothing else than replies, refusals, and a closed door',
    of(answers, 0, 200, 503).length === answers.length,
    `${String(answers.length)} replies`,
  );
}

try {
  await run('init', '--company', 'Trial', '--currency', 'EUR', '--admin-email', 'admin@kulcs.test');
  const child = await startServer();
  try {
    await tryOverload({ ...server(), pid: child.pid ?? 0 }, values.long ? 60 : 5, values.long);
    await tryLostConnections(child);
    await tryPoliteStop(child);
  } finally {
    child.kill('SIGKILL');
  }
  await tryKilledWhileTelling({ url, dataFolder, hostKey, run, startServer });
} finally {
  await wait(500);
  rmSync(dataFolder, { recursive: true, force: true, maxRetries: 10 });
}
