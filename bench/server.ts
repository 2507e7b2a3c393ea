import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { startEmbedded } from '#platform/db/embedded/start.ts';
import { openPool } from '#platform/db/pool.ts';
import { freePort } from '#testing/demo-server.ts';
import { connect, type Client } from '#app/client.ts';
import { hostKeyOf } from '#platform/auth/host-key.ts';
import { readConfiguration } from '#platform/configuration/configuration.ts';

/** A database and a Kulcs server beside it, each a process of its own, as in real life. */
export interface Bench {
  /** The owner's connection: past row-level security, for floors and for generated data. */
  readonly pool: Pool;
  readonly client: Client;
  readonly url: string;
  /** Of the host, for what the client does not do. */
  readonly hostHeaders: Readonly<Record<string, string>>;
  /** Highest resident memory of the server process so far, in MB; null where the system does not tell. */
  readonly peakMegabytes: () => number | null;
  /** From now on `peakMegabytes` tells the highest of what comes. */
  readonly forgetPeak: () => void;
  readonly stop: () => Promise<void>;
}

const kulcs = path.resolve(import.meta.dirname, '../bin/kulcs');

/** Starts both on an empty store of a company in this currency. */
export async function startBench(currency: string): Promise<Bench> {
  const folder = mkdtempSync(path.join(tmpdir(), 'kulcs-bench-'));
  const database = await startEmbedded({ dataFolder: path.join(folder, 'database') });
  const { host, user, database: name } = database.connection;
  const port = await freePort();
  const environment = {
    ...process.env,
    KULCS_DATA: path.join(folder, 'kulcs'),
    KULCS_DATABASE_URL: `postgresql://${user}@localhost/${name}?host=${encodeURIComponent(host)}`,
    KULCS_PORT: String(port),
  };
  const url = `http://127.0.0.1:${String(port)}`;
  const server = spawn(process.execPath, [kulcs, 'start', '--no-demo'], {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await ready(url, server);
  const configuration = await readConfiguration(environment);
  const client = await connect(configuration, undefined);
  await client.request('POST', '/api/company', { name: 'Bench', currency, adminEmail: null });
  // One connection, so that the sight set on it holds for all that is asked.
  const pool = openPool(database.connection, { size: 1 });
  await pool.query(`set kulcs.sees_all = 'on'`);
  return {
    pool,
    client,
    url,
    hostHeaders: { authorization: `Bearer ${hostKeyOf(configuration.dataFolder)}` },
    peakMegabytes: () => peakOf(server),
    forgetPeak() {
      try {
        writeFileSync(`/proc/${pinnedNodeOf(server)}/clear_refs`, '5');
      } catch {
        // Where the system tells no peak there is none to forget.
      }
    },
    async stop() {
      await client.close();
      await pool.end();
      server.kill('SIGTERM');
      await new Promise((resolve) => server.once('exit', resolve));
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ready(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (server.exitCode !== null) throw new Error(`The server ended with ${String(server.exitCode)}.`);
    const isReady = await fetch(`${url}/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) return;
    await pause(100);
  }
  throw new Error('The server was not ready within a minute.');
}

/** Number of the process that `kulcs` starts with the Node it is pinned to: that is the server. */
function pinnedNodeOf({ pid }: ChildProcess): string {
  return readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8').trim();
}

function peakOf(server: ChildProcess): number | null {
  try {
    const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pinnedNodeOf(server)}/status`, 'utf8'));
    return found ? Number(found[1]) / 1024 : null;
  } catch {
    return null;
  }
}
