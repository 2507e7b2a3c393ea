import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { hostActor } from '#app/wiring.ts';
import { isConnectionLost } from '#platform/db/connection-lost.ts';
import { database } from '#platform/db/kysely.ts';
import type { DB as Schema } from '#platform/db/schema.ts';
import { testDatabase } from '#testing/database.ts';
import { insideRequest, outsideRequest, reportLimits, usualLimits } from './request-context.ts';
import { asActor, type Database, type Tx } from './transaction.ts';

const store = testDatabase();
let db: Database;
beforeAll(async () => {
  db = database<Schema>(store.pool);
  await store.pool.query(`create table public.thing (id int primary key, count int not null);
    insert into public.thing values (1, 0), (2, 0); grant all on public.thing to kulcs_app`);
});

const short = { statement: 1, lock: 1, idle: 1 };
const codeOf = (error: unknown): unknown => (error as { code?: string }).code; // errors of the driver have a code
const failing = (work: (tx: Tx) => Promise<unknown>, limits = short): Promise<unknown> =>
  asActor(db, hostActor, work, { limits }).then(() => 'done', codeOf);
const raise = (id: number) => (tx: Tx) => sql`update public.thing set count = count + 1 where id = ${id}`.execute(tx);

test('a statement, a wait for a lock and an idle transaction end at their limits', async () => {
  expect(await failing((tx) => sql`select pg_sleep(20)`.execute(tx))).toBe('57014');
  // The server ends such a connection, so the next statement finds none.
  const idle = asActor(
    db,
    hostActor,
    async (tx) => {
      // It begins with its first statement.
      await sql`select 1`.execute(tx);
      await wait(1500);
      return sql`select 1`.execute(tx);
    },
    { limits: short },
  );
  expect(await idle.catch(isConnectionLost)).toBe(true);
  let free = (): void => undefined;
  const freed = new Promise<void>((resolve) => (free = resolve));
  let isHeld = (): void => undefined;
  const held = new Promise<void>((resolve) => (isHeld = resolve));
  const holder = asActor(db, hostActor, async (tx) => {
    await raise(1)(tx);
    isHeld();
    await freed;
  });
  await held;
  // Else both would end in the same second.
  expect(await failing(raise(1), { ...short, statement: 15 })).toBe('55P03');
  free();
  await holder;
});

test('a transaction has the limits of its request, or the usual ones, and nothing of them is left on the connection', async () => {
  const limits = (tx: Tx): Promise<unknown> =>
    sql`select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock`
      .execute(tx)
      .then(({ rows }) => rows[0]);
  const { signal } = new AbortController();
  const ask = (): Promise<unknown> => asActor(db, hostActor, limits);
  expect(await ask()).toEqual({ statement: '15s', lock: '3s' });
  expect(await insideRequest({ signal, limits: reportLimits }, ask)).toEqual({ statement: '1min', lock: '3s' });
  expect(await insideRequest({ signal, limits: reportLimits }, () => outsideRequest(ask))).toEqual({
    statement: '15s',
    lock: '3s',
  });
  const { rows } = await store.pool.query(
    `select current_setting('statement_timeout') as statement, coalesce(current_setting('kulcs.actor', true), '') as actor`,
  );
  expect(rows).toEqual([{ statement: '0', actor: '' }]);
});

test('two that wait for each other both succeed: one is sent back and done again as a whole (CON-9)', async () => {
  const before = await counts();
  const bothHold = meeting(2);
  let tries = 0;
  const cross = (first: number, second: number): Promise<unknown> =>
    asActor(
      db,
      hostActor,
      async (tx) => {
        tries += 1;
        await raise(first)(tx);
        await bothHold();
        await raise(second)(tx);
      },
      // The server looks for such a pair after a second; a busy machine must not end the wait before.
      { limits: { statement: 30, lock: 20, idle: 30 } },
    );
  await Promise.all([cross(1, 2), cross(2, 1)]);
  expect(tries).toBe(3);
  expect(await counts()).toEqual(before.map((count) => count + 2));
});

test('what is sent back again and again is given up after three retries', async () => {
  let tries = 0;
  const fail = (tx: Tx): Promise<unknown> => {
    tries += 1;
    return sql`do $$ begin raise exception 'again' using errcode = '40001'; end $$`.execute(tx);
  };
  await expect(asActor(db, hostActor, fail)).rejects.toMatchObject({ code: '40001' });
  expect(tries).toBe(4);
});

test('statements of a request that nobody waits for are broken off, and its connection serves others', async () => {
  const gone = new AbortController();
  const asked = insideRequest({ signal: gone.signal, limits: usualLimits }, () =>
    asActor(db, hostActor, (tx) => sql`select pg_sleep(14)`.execute(tx)),
  ).then(() => 'done', codeOf);
  await sleeping(1);
  gone.abort();
  expect(await asked).toBe('57014');
  await sleeping(0);
  expect(await asActor(db, hostActor, async (tx) => (await sql`select 1 as one`.execute(tx)).rows)).toEqual([
    { one: 1 },
  ]);
});

async function counts(): Promise<number[]> {
  const { rows } = await store.pool.query<{ count: number }>('select count from public.thing order by id');
  return rows.map(({ count }) => count);
}

/** Waits until so many statements sleep. */
async function sleeping(wanted: number): Promise<void> {
  for (;;) {
    const { rows } = await store.pool.query<{ count: number }>(
      `select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`,
    );
    if (rows[0]?.count === wanted) return;
    await wait(20);
  }
}

/** Keeps each that comes until so many have come; whoever comes later goes on at once. */
function meeting(size: number): () => Promise<void> {
  let come = 0;
  let open = (): void => undefined;
  const all = new Promise<void>((resolve) => (open = resolve));
  return () => {
    come += 1;
    if (come >= size) open();
    return all;
  };
}
