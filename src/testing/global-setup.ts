import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '#platform/db/embedded/start.ts';
import { migrate } from '#platform/db/migrate.ts';
import { openPool, type Connection } from '#platform/db/pool.ts';
import { inDatabase, type TestServer } from './test-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

interface RunningServer {
  /** For creating and dropping databases and roles. */
  readonly administration: Connection;
  /** As whom the product signs in: owner of its database, no superuser, so that row-level security binds it. */
  readonly login: Connection;
  /** Name of that role. */
  readonly owner: string;
  stop(): Promise<void>;
}

// What tests write may be lost: nobody was promised it.
const careless = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '200' };

async function startOwnServer(): Promise<RunningServer> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'kulcs-test-'));
  const removeFolder = (): Promise<void> => rm(dataFolder, { recursive: true, force: true });
  try {
    const server = await startEmbedded({ dataFolder, settings: careless });
    const stop = (): Promise<void> => server.stop().finally(removeFolder);
    return { administration: server.administration, login: server.connection, owner: server.connection.user, stop };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

/** On a server that is not ours: a login role for this run, which gets the rights that the guide asks for. */
async function useServer(url: string, prefix: string): Promise<RunningServer> {
  const owner = `${prefix}_login`;
  const login = new URL(url);
  login.username = owner;
  login.password = randomBytes(16).toString('hex');
  const administer = async (...statements: readonly string[]): Promise<void> => {
    const pool = openPool(url, { size: 1 });
    try {
      for (const statement of statements) await pool.query(statement);
    } finally {
      await pool.end();
    }
  };
  await administer(
    `do $$ begin create role kulcs_app nologin; exception when duplicate_object then null; end $$`,
    `create role "${owner}" login createrole password '${login.password}'`,
    `grant kulcs_app to "${owner}" with admin option`,
  );
  return { administration: url, login: login.href, owner, stop: () => administer(`drop role "${owner}"`) };
}

async function dropAll(administration: Pool, prefix: string): Promise<void> {
  const { rows } = await administration.query<{ datname: string }>(
    'select datname from pg_database where starts_with(datname, $1)',
    [prefix],
  );
  for (const { datname } of rows) await administration.query(`drop database if exists "${datname}" with (force)`);
}

let undo: () => Promise<void> = () => Promise.resolve();

/**
 * One server for the whole run, embedded or that of KULCS_TEST_DATABASE_URL, with a migrated template that every test
 * file copies. On a server that is not ours everything carries one prefix and is dropped at the end.
 */
export async function setup(project: TestProject): Promise<void> {
  const prefix = `kulcs_test_${randomBytes(4).toString('hex')}`;
  const url = process.env['KULCS_TEST_DATABASE_URL'];
  const server = url ? await useServer(url, prefix) : await startOwnServer();
  const { login, owner } = server;
  const template = `${prefix}_template`;
  const administration = openPool(server.administration, { size: 1, waitMilliseconds: 30_000 });
  undo = async () => {
    await dropAll(administration, prefix);
    await administration.end();
    await server.stop();
  };
  try {
    await administration.query(`create database "${template}" owner "${owner}" template template0 encoding 'UTF8'`);
    const pool = openPool(inDatabase(login, template), { size: 1 });
    await migrate(pool).finally(() => pool.end());
    project.provide('testServer', { administration: server.administration, login, owner, prefix, template });
  } catch (error) {
    await undo();
    throw error;
  }
}

/** Ends what `setup` began. */
export async function teardown(): Promise<void> {
  await undo();
}
