import type { Writable } from 'node:stream';
import { sql, type Kysely } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '#testing/database.ts';
import { database } from './kysely.ts';
import { opening, openingOfOne } from './together.ts';

const store = testDatabase({ size: 1 });
let db: Kysely<unknown>;
/** What went over the one connection, message by message. */
let messages = 0;

beforeAll(async () => {
  db = database<unknown>(store.pool);
  await store.pool.query('create table public.thing (id int primary key, name text)');
  store.pool.on('acquire', (client) => {
    const { stream } = (client as unknown as { connection: { stream: Writable & { counted?: boolean } } }).connection; // the driver's typings leave it out
    if (stream.counted) return;
    stream.counted = true;
    const uncork = stream.uncork.bind(stream);
    stream.uncork = () => {
      uncork();
      if (stream.writableCorked === 0) messages += 1;
    };
  });
});
beforeEach(async () => {
  await store.pool.query('truncate public.thing');
});

const open = (mark: string) => sql`${sql.raw(mark)}select set_config('kulcs.tried', ${'yes'}, true)`;
const names = async (): Promise<unknown[]> =>
  (await store.pool.query<{ name: string }>('select name from public.thing order by id')).rows.map(({ name }) => name);

describe('a transaction', () => {
  it('sends what opens it with its first statement, whose answer alone is given', async () => {
    const found = await db.transaction().execute(async (tx) => {
      await open(opening).execute(tx);
      const first =
        await sql`select current_setting('kulcs.tried') as tried, ${7}::int as seven, ${[1, 2]}::int[] as list`.execute(
          tx,
        );
      await sql`insert into public.thing values (1, 'one')`.execute(tx);
      return first.rows;
    });
    expect(found).toEqual([{ tried: 'yes', seven: 7, list: [1, 2] }]);
    expect(await names()).toEqual(['one']);
  });

  it('tells how many rows its first statement touched', async () => {
    const touched = await db.transaction().execute(async (tx) => {
      await open(opening).execute(tx);
      const { numAffectedRows } =
        await sql`insert into public.thing select n, 'x' from generate_series(1, 3) n`.execute(tx);
      return numAffectedRows;
    });
    expect(touched).toBe(3n);
  });

  it('whose first statement fails is taken back, and the connection goes on', async () => {
    const broken = db.transaction().execute(async (tx) => {
      await open(opening).execute(tx);
      await sql`select 1 / 0`.execute(tx);
    });
    await expect(broken).rejects.toThrow('division by zero');
    const { rows } = await store.pool.query<{ tried: string | null }>(
      `select nullif(current_setting('kulcs.tried', true), '') as tried`,
    );
    expect(rows).toEqual([{ tried: null }]);
  });

  it('whose opening fails does nothing of its work', async () => {
    const broken = db.transaction().execute(async (tx) => {
      await sql`${sql.raw(opening)}select 1 / ${0}::int`.execute(tx);
      await sql`insert into public.thing values (1, 'one')`.execute(tx);
    });
    await expect(broken).rejects.toThrow('division by zero');
    expect(await names()).toEqual([]);
  });

  it('without a statement sends nothing, and leaves nothing open', async () => {
    const before = messages;
    expect(
      await db.transaction().execute(async (tx) => {
        await open(opening).execute(tx);
        return 'done';
      }),
    ).toBe('done');
    expect(messages).toBe(before);
    const { rows } = await store.pool.query<{ at: string }>('select pg_current_xact_id_if_assigned() as at');
    expect(rows).toEqual([{ at: null }]);
  });
});

describe('a transaction of one statement', () => {
  const alone = (statement: ReturnType<typeof sql>) =>
    db.transaction().execute(async (tx) => {
      await open(openingOfOne).execute(tx);
      return statement.execute(tx);
    });

  it('is one message, and is kept', async () => {
    const before = messages;
    await alone(sql`insert into public.thing values (1, ${'one'})`);
    expect(messages - before).toBe(1);
    expect(await names()).toEqual(['one']);
  });

  it('that fails is taken back as a whole', async () => {
    await expect(
      alone(sql`insert into public.thing select n, (1 / (3 - n))::text from generate_series(1, 3) n`),
    ).rejects.toThrow('division by zero');
    expect(await names()).toEqual([]);
  });

  it('takes no second one: nothing is done outside of a transaction', async () => {
    const two = db.transaction().execute(async (tx) => {
      await open(openingOfOne).execute(tx);
      await sql`select 1`.execute(tx);
      await sql`insert into public.thing values (1, 'one')`.execute(tx);
    });
    await expect(two).rejects.toThrow('has another one');
    expect(await names()).toEqual([]);
  });
});

it('statements apart from any transaction go as they come, also after one', async () => {
  await db.transaction().execute(async (tx) => {
    await open(openingOfOne).execute(tx);
    await sql`select 1`.execute(tx);
  });
  await sql`insert into public.thing values (1, 'one')`.execute(db);
  expect(await names()).toEqual(['one']);
});
