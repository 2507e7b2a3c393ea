import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { openPool, type Connection, type PoolOptions } from '#platform/db/pool.ts';
import { inDatabase } from './test-server.ts';

/** A migrated, empty database of one test file. */
export interface TestDatabase {
  readonly pool: Pool;
  readonly connection: Connection;
  /** Closes the pool and drops the database. */
  drop(): Promise<void>;
}

async function administer(statement: string): Promise<void> {
  const pool = openPool(inject('testServer').administration, { size: 1, waitMilliseconds: 30_000 });
  try {
    await pool.query(statement);
  } finally {
    await pool.end();
  }
}

/** Creates a database of its own, as a copy of the migrated template. The caller drops it. */
export const createTestDatabase = (options: PoolOptions = {}): Promise<TestDatabase> =>
  createDatabase(`template "${inject('testServer').template}" strategy file_copy`, options);

/** Creates a database in which nothing is: not even migrations. The caller drops it. */
export const createEmptyDatabase = (options: PoolOptions = {}): Promise<TestDatabase> =>
  createDatabase(`template template0 encoding 'UTF8'`, options);

async function createDatabase(from: string, options: PoolOptions): Promise<TestDatabase> {
  const { login, owner, prefix } = inject('testServer');
  const name = `${prefix}_${randomBytes(6).toString('hex')}`;
  await administer(`create database "${name}" owner "${owner}" ${from}`);
  const connection = inDatabase(login, name);
  const pool = openPool(connection, { size: 5, waitMilliseconds: 30_000, ...options });
  return {
    pool,
    connection,
    async drop() {
      await pool.end();
      await administer(`drop database "${name}" with (force)`);
    },
  };
}

/** A database for the test file or `describe` that calls this: there before its first test, gone after its last. */
export function testDatabase(options: PoolOptions = {}): Omit<TestDatabase, 'drop'> {
  let database: TestDatabase | null = null;
  const ready = (): TestDatabase => {
    if (!database) throw new Error('testDatabase() is ready inside tests and hooks only');
    return database;
  };
  beforeAll(async () => {
    database = await createTestDatabase(options);
  });
  afterAll(async () => {
    await database?.drop();
  });
  return {
    get pool() {
      return ready().pool;
    },
    get connection() {
      return ready().connection;
    },
  };
}
