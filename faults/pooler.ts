import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '#testing/demo-server.ts';

/** Fewer than two processes open, so that these share them. */
const connections = 8;

/** Whether Debian's pooler is on this machine. */
export const hasPooler = (): boolean => spawnSync('pgbouncer', ['--version']).status === 0;

/** A database of this trial with a role of its own, made as the guide says. */
export interface TrialDatabase {
  /** As the product signs in, without the pooler. */
  readonly url: string;
  /** Looks behind the doors, bound by no policy. */
  readonly query: <Row extends object>(statement: string) => Promise<Row[]>;
  readonly drop: () => Promise<void>;
}

/** Makes a database and its owner on a server. @param administration address of a superuser there */
export async function makeTrialDatabase(administration: string): Promise<TrialDatabase> {
  const name = `kulcs_trial_${randomBytes(4).toString('hex')}`;
  const password = randomBytes(16).toString('hex');
  const server = new pg.Pool({ connectionString: administration, max: 1 });
  await server.query(`do $$ begin create role kulcs_app nologin; exception when duplicate_object then null; end $$`);
  await server.query(`create role ${name} login createrole password '${password}'`);
  await server.query(`grant kulcs_app to ${name} with admin option`);
  await server.query(`create database ${name} owner ${name} encoding 'UTF8' template template0`);
  const within = new URL(administration);
  within.pathname = `/${name}`;
  const inside = new pg.Pool({ connectionString: within.href, max: 1 });
  const own = new URL(within);
  own.username = name;
  own.password = password;
  return {
    url: own.href,
    query: async <Row extends object>(statement: string) => (await inside.query<Row>(statement)).rows,
    async drop() {
      await inside.end();
      await server.query(`drop database ${name} with (force)`);
      await server.query(`drop role ${name}`);
      await server.end();
    },
  };
}

/** Starts the pooler in transaction mode before a database. @returns its address, with the role and password of the database's */
export async function startPooler(url: string): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const behind = new URL(url);
  const database = behind.pathname.slice(1);
  const port = await freePort();
  const folder = mkdtempSync(path.join(tmpdir(), 'kulcs-pooler-'));
  chmodSync(folder, 0o755); // it runs as another user where we are root
  const settings = path.join(folder, 'pgbouncer.ini');
  const users = path.join(folder, 'users.txt');
  writeFileSync(users, `"${behind.username}" "${behind.password}"\n`, { mode: 0o644 });
  writeFileSync(
    settings,
    `[databases]
${database} = host=${behind.hostname} port=${behind.port} dbname=${database}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${String(port)}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = transaction
default_pool_size = ${String(connections)}
max_client_conn = 200
log_connections = 0
log_disconnections = 0
log_stats = 0
`,
    { mode: 0o644 },
  );
  const asOther = process.getuid?.() === 0 ? ['-u', 'postgres'] : [];
  const pooler = spawn('pgbouncer', ['-q', ...asOther, settings], { stdio: ['ignore', 'ignore', 'inherit'] });
  const address = new URL(url);
  address.hostname = '127.0.0.1';
  address.port = String(port);
  const stop = async (): Promise<void> => {
    const ended = new Promise((resolve) => pooler.once('exit', resolve));
    if (pooler.exitCode === null && pooler.kill('SIGKILL')) await ended;
    rmSync(folder, { recursive: true });
  };
  for (let tries = 0; tries < 100; tries += 1) {
    const probe = new pg.Client({ connectionString: address.href });
    const isThere = await probe.connect().then(
      () => true,
      () => false,
    );
    await probe.end().catch(() => undefined);
    if (isThere) return { url: address.href, stop };
    await wait(50);
  }
  await stop();
  throw new Error('The pooler was not ready within five seconds.');
}
