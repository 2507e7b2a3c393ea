/**
 * Asks a real server for more than it can do, restarts the connections of its database under it, stops it in the middle
 * of work, and kills it while it tells a webhook (reliability, LOD-1, DUR-4, DUR-6). Exits with 1 when a promise was broken.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { attach } from '#platform/db/attach.ts';
import { freePort } from '#testing/demo-server.ts';
import { promise, runKulcs, say, startKulcs, stopKulcs } from './trial-server.ts';
import { tryKilledWhileTelling } from './webhook-trial.ts';

interface Answered {
  readonly status: number;
  readonly milliseconds: number;
  readonly retryAfter: string | null;
}

const dataFolder = mkdtempSync(path.join(tmpdir(), 'kulcs-trial-'));
const port = await freePort();
const environment = { ...process.env, KULCS_DATA: dataFolder, KULCS_PORT: String(port) };
const url = `http://127.0.0.1:${String(port)}`;
const run = (...words: readonly string[]): Promise<void> => runKulcs(environment, ...words);
const startServer = (): Promise<ChildProcess> => startKulcs(environment, url);

const hostKey = (): string => readFileSync(path.join(dataFolder, 'host.key'), 'utf8').trim();

async function ask(door: string): Promise<Answered> {
  const began = performance.now();
  const headers = { authorization: `Bearer ${hostKey()}` };
  try {
    const reply = await fetch(url + door, { headers });
    await reply.arrayBuffer();
    return {
      status: reply.status,
      milliseconds: performance.now() - began,
      retryAfter: reply.headers.get('retry-after'),
    };
  } catch {
    return { status: 0, milliseconds: performance.now() - began, retryAfter: null };
  }
}

/** So many clients ask one door again and again for so long. */
async function load(clients: number, milliseconds: number, door = '/api/people'): Promise<readonly Answered[]> {
  const end = performance.now() + milliseconds;
  const all: Answered[] = [];
  const one = async (): Promise<void> => {
    while (performance.now() < end) {
      const answered = await ask(door);
      all.push(answered);
      // Whoever is told to come later does; a little sooner than told, to keep up the pressure.
      if (answered.status !== 200) await wait(50);
    }
  };
  await Promise.all(Array.from({ length: clients }, one));
  return all;
}

const percentile = (answers: readonly Answered[], share: number): number => {
  const sorted = answers.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};
const of = (answers: readonly Answered[], ...statuses: readonly number[]): readonly Answered[] =>
  answers.filter(({ status }) => statuses.includes(status));
const shown = (milliseconds: number): string => `${milliseconds.toFixed(0)} ms`;

async function tryOverload(): Promise<void> {
  say('overload: 20 clients, then 200, then 20 again');
  const normal = await load(20, 3000);
  const [flood, health] = await Promise.all([load(200, 6000), load(1, 6000, '/health/ready')]);
  const served = of(flood, 200);
  const refused = of(flood, 503);
  promise(
    'nothing but 200 and 503',
    served.length + refused.length === flood.length,
    `${String(flood.length)} replies`,
  );
  promise('the surplus is refused', refused.length > 0, `${String(refused.length)} of ${String(flood.length)}`);
  promise(
    'every refusal says when to come again',
    refused.every(({ retryAfter }) => retryAfter !== null),
    'Retry-After',
  );
  promise('health is answered', of(health, 200).length === health.length, `${String(health.length)} times`);
  say(
    `  measured: p99 of those served ${shown(percentile(normal, 0.99))} before, ${shown(percentile(served, 0.99))} in the flood; refused p50 ${shown(percentile(refused, 0.5))}, p99 ${shown(percentile(refused, 0.99))} (clients on the same machine)`,
  );
  const after = await load(20, 2000);
  promise('well again at once', of(after, 200).length === after.length, `${String(after.length)} replies`);
}

async function tryLostConnections(server: ChildProcess): Promise<void> {
  say('every connection of the database ends under 20 clients');
  const store = await attach({ dataFolder, databaseUrl: null });
  const asked = load(15, 6000);
  await wait(1500);
  await store.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  );
  const ended = performance.now();
  let good = Number.NaN;
  for (let row = 0; row < 20;) {
    row = (await ask('/api/people')).status === 200 ? row + 1 : 0;
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
  promise('the process goes on', server.exitCode === null, 'alive');
}

async function tryPoliteStop(server: ChildProcess): Promise<void> {
  say('SIGTERM under 10 clients');
  const asked = load(10, 3000);
  await wait(1000);
  const began = performance.now();
  const code = await stopKulcs(server);
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
  const server = await startServer();
  try {
    await tryOverload();
    await tryLostConnections(server);
    await tryPoliteStop(server);
  } finally {
    server.kill('SIGKILL');
  }
  await tryKilledWhileTelling({ url, dataFolder, hostKey, run, startServer });
} finally {
  await wait(500);
  rmSync(dataFolder, { recursive: true, force: true, maxRetries: 10 });
}
