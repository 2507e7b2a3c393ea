import { expect, test } from 'vitest';
import { testDatabase } from '#testing/database.ts';
import { isConnectionLost } from './connection-lost.ts';
import { openPool } from './pool.ts';

const database = testDatabase();

const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

test('a connection that the server ends is lost, during a statement and after it', async () => {
  const client = await database.pool.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const during = thrownBy(client.query('select pg_sleep(20)'));
  await database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
  expect(isConnectionLost(await during)).toBe(true);
  expect(isConnectionLost(await thrownBy(client.query('select 1')))).toBe(true);
  client.release(true);
});

test('a server that is not there is lost', async () => {
  const pool = openPool({ host: '/nowhere', port: 1, user: 'nobody', database: 'none' });
  expect(isConnectionLost(await thrownBy(pool.query('select 1')))).toBe(true);
  await pool.end();
});

test('a wrong statement is not', async () => {
  expect(isConnectionLost(await thrownBy(database.pool.query('select 1 / 0')))).toBe(false);
  expect(isConnectionLost(null)).toBe(false);
});
