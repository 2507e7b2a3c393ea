import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { people, testHouse, type PersonName, usualDay } from '#testing/house.ts';
import { markerOf, fillWorld, type ThingName, type World } from '#testing/matrix/world.ts';
import { abilitiesOf } from '#slices/team/public.ts';
import type { Actor } from './actor.ts';
import { asActor, asActorWithCopy, type Tx } from './transaction.ts';

// Two connections for everybody, so that each is used by all of them in turn.
const house = testHouse({ poolSize: 2 });
let world: World;

beforeAll(async () => {
  world = await fillWorld(house);
});

/** Five actors and the accounts that each sees. */
const sights: Readonly<Partial<Record<PersonName, readonly ThingName[]>>> = {
  kam: ['mine', 'mineToo'],
  colleague: ['colleagues'],
  otherKam: ['otherRegions', 'sister'],
  manager: ['colleagues', 'mine', 'mineToo'],
  admin: [],
};
const actors = Object.keys(sights) as PersonName[]; // the keys of the object just above

const actorOf = (name: PersonName): Actor => ({
  personId: house.personId(people[name].email),
  name,
  isHost: false,
  seesAll: false,
  abilities: new Set(abilitiesOf(people[name].role)),
  today: usualDay,
  language: 'en',
});

const codesOf = (name: PersonName): string[] =>
  (sights[name] ?? []).map((thing) => markerOf(thing, 'code') ?? '').sort();

const codes = async (tx: Tx): Promise<string[]> => {
  const { rows } = await sql<{ code: string }>`select code from accounts.account order by code`.execute(tx);
  return rows.map(({ code }) => code);
};

interface Settings {
  actor: string | null;
  sees_all: string | null;
  host: string | null;
  abilities: string | null;
  is_login: boolean;
  statement_timeout: string;
  rows: number;
}

/** What a connection of the pool carries between two transactions: nothing, and it sees nothing. */
async function leftOver(): Promise<string[]> {
  const { rows } = await house.pool.query<Settings>(`
    select current_setting('kulcs.actor', true) as actor, current_setting('kulcs.sees_all', true) as sees_all,
      current_setting('kulcs.host', true) as host, current_setting('kulcs.abilities', true) as abilities,
      current_user = session_user as is_login, current_setting('statement_timeout') as statement_timeout,
      (select count(*) from accounts.account)::int + (select count(*) from sales.line)::int as rows`);
  const [found] = rows;
  if (!found) return ['no answer'];
  const faults: string[] = [];
  for (const name of ['actor', 'sees_all', 'host', 'abilities'] as const) {
    // A setting that was set once is empty afterwards, not null.
    if ((found[name] ?? '') !== '') faults.push(`${name} is still ${String(found[name])}`);
  }
  if (!found.is_login) faults.push('the role is still another one');
  if (found.statement_timeout !== '0') faults.push(`the limit on time is still ${found.statement_timeout}`);
  if (found.rows !== 0) faults.push(`${String(found.rows)} rows without an actor`);
  return faults;
}

const kinds = [
  'list',
  'others',
  'refused',
  'malformed',
  'read',
  'error',
  'timeout',
  'cancelled',
  'ended',
  'copy',
  'thrown',
] as const;
type Kind = (typeof kinds)[number];

/** Does one thing as one actor. @returns what was wrong with it */
async function request(kind: Kind, name: PersonName): Promise<string[]> {
  const client = house.as(people[name].email);
  const actor = actorOf(name);
  const expected = codesOf(name).join();
  const mayRead = name !== 'admin';
  const same = (found: readonly string[]): string[] =>
    found.join() === expected ? [] : [`${name} sees ${found.join()} and not ${expected}`];
  const status = async (url: string, wanted: number): Promise<string[]> => {
    const reply = await client.get(url);
    return reply.status === wanted ? [] : [`${url} for ${name}: ${String(reply.status)}, not ${String(wanted)}`];
  };
  const failing = async (work: (tx: Tx) => Promise<unknown>): Promise<string[]> => {
    const faults: string[] = [];
    const done = await asActor(house.house.database, actor, async (tx) => {
      faults.push(...same(await codes(tx)));
      await work(tx);
    }).then(
      () => true,
      () => false,
    );
    return done ? [...faults, `${kind} did not fail`] : faults;
  };
  const backend = async (tx: Tx): Promise<number> =>
    (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)).rows[0]?.pid ?? 0;

  switch (kind) {
    case 'list': {
      if (!mayRead) return status('/api/accounts', 403);
      const reply = await client.get('/api/accounts');
      if (reply.status !== 200) return [`the list for ${name}: ${reply.text}`];
      const { accounts } = reply.json as { accounts: { code: string }[] }; // the contract of the list
      return same(accounts.map(({ code }) => code).sort());
    }
    case 'others':
      return status(`/api/accounts/${String(world.accountId('unowned'))}`, mayRead ? 404 : 403);
    case 'refused':
      return status('/api/sales/imports', 403);
    case 'malformed':
      return status('/api/accounts?limit=0', mayRead ? 400 : 403);
    case 'read':
      return same(await asActor(house.house.database, actor, codes));
    case 'error':
      return failing((tx) => sql`select 1 / 0`.execute(tx));
    case 'timeout':
      return failing(async (tx) => {
        await sql`set local statement_timeout = 5`.execute(tx);
        await sql`select pg_sleep(5)`.execute(tx);
      });
    case 'cancelled':
      return failing(async (tx) => {
        const pid = await backend(tx);
        await Promise.all([sql`select pg_sleep(5)`.execute(tx), strike('pg_cancel_backend', pid)]);
      });
    case 'ended':
      return failing(async (tx) => {
        const pid = await backend(tx);
        await Promise.all([sql`select pg_sleep(5)`.execute(tx), strike('pg_terminate_backend', pid)]);
      });
    case 'copy':
      return same(await asActorWithCopy(house.pool, actor, codes));
    case 'thrown':
      return failing(() => Promise.reject(new Error('planted')));
  }
}

/** Cancels or ends the connection while it sleeps, and not a moment later, when it may be somebody else's. */
async function strike(means: 'pg_cancel_backend' | 'pg_terminate_backend', pid: number): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    const { rowCount } = await house.superuser.query(
      `select ${means}(pid) from pg_stat_activity where pid = $1 and state = 'active' and query like 'select pg_sleep%'`,
      [pid],
    );
    if (rowCount === 1) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

describe('the actor never leaks between requests (reliability, CON-8)', () => {
  it('in 1,000 mixed requests of five actors over two connections', { timeout: 120_000 }, async () => {
    const seed = Number(process.env['KULCS_SEED'] ?? randomInt(1_000_000));
    process.stderr.write(`CON-8: KULCS_SEED=${String(seed)}\n`);
    // Ends of connections are rare, because each costs a new one.
    const kind = fc.oneof(
      { weight: 30, arbitrary: fc.constantFrom(...kinds) },
      { weight: 70, arbitrary: fc.constantFrom(...kinds.slice(0, 6)) },
    );
    const orders = fc.sample(fc.tuple(kind, fc.constantFrom(...actors)), { numRuns: 1000, seed });
    const faults: string[] = [];
    const seen = new Set<string>();
    let next = 0;
    const visitor = async (): Promise<void> => {
      for (let order = orders[next++]; order; order = orders[next++]) {
        const [what, name] = order;
        seen.add(`${what} ${name}`);
        faults.push(...(await request(what, name)), ...(await leftOver().catch(() => [])));
      }
    };
    await Promise.all(Array.from({ length: 5 }, visitor));
    expect(faults).toEqual([]);
    expect(seen.size).toBeGreaterThan(40);
    expect(await leftOver()).toEqual([]);
  });

  it('the test sees a setting that outlasts its transaction', async () => {
    const client = await house.pool.connect();
    try {
      await client.query(`set kulcs.actor = '1'`);
    } finally {
      client.release();
    }
    const found = [...(await leftOver()), ...(await leftOver())].filter((fault) => fault.startsWith('actor is still'));
    const cleaning = await house.pool.connect();
    await cleaning.query('reset kulcs.actor');
    cleaning.release();
    expect(found.length).toBeGreaterThan(0);
  });
});

describe('one transaction', () => {
  it('is all or nothing', async () => {
    const actor: Actor = { ...actorOf('director'), seesAll: true };
    const town = `select town from accounts.account where account_id = ${String(world.accountId('mine'))}`;
    const before = await house.superuser.query(town);
    const change = asActor(house.house.database, actor, async (tx) => {
      await sql`update accounts.account set town = 'planted'`.execute(tx);
      throw new Error('too late');
    });
    await expect(change).rejects.toThrow('too late');
    expect((await house.superuser.query(town)).rows).toEqual(before.rows);
  });

  it('knows who acts, for whom, and what she may', async () => {
    const answer = await asActor(house.house.database, { ...actorOf('manager'), isHost: true }, (tx) =>
      sql<object>`select access.actor() as actor, access.sees_all() as sees_all, current_setting('kulcs.host') as host,
        current_user as role, access.may('accounts.assign') as assign, access.may('people.manage') as manage,
        access.may('accounts') as part, access.may('') as nothing`.execute(tx),
    );
    expect(answer.rows).toEqual([
      {
        actor: house.personId(people.manager.email),
        sees_all: false,
        host: 'on',
        role: 'kulcs_app',
        assign: true,
        manage: false,
        part: false,
        nothing: false,
      },
    ]);
  });

  it('of nobody sees nothing and may do nothing', async () => {
    const nobody: Actor = { ...actorOf('kam'), personId: null, abilities: new Set() };
    const answer = await asActor(house.house.database, nobody, async (tx) => ({
      codes: await codes(tx),
      ...(await sql<object>`select access.actor() as actor, access.may('') as may_nothing`.execute(tx)).rows[0],
    }));
    expect(answer).toEqual({ codes: [], actor: null, may_nothing: false });
  });

  it('that copies rows in gives its connection back, and throws a broken one away', async () => {
    const before = house.pool.totalCount;
    await expect(
      asActorWithCopy(house.pool, actorOf('kam'), () => Promise.reject(new Error('planted'))),
    ).rejects.toThrow('planted');
    expect(house.pool.totalCount).toBe(before - 1);
    expect(await asActorWithCopy(house.pool, actorOf('kam'), codes)).toEqual(codesOf('kam'));
    expect(house.pool.waitingCount).toBe(0);
  });
});
