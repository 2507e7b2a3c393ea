import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { addDays } from '#kernel/day.ts';
import { people, testHouse, usualDay, type PersonName } from '#testing/house.ts';
import { fillWorld, type World } from '#testing/matrix/world.ts';
import type { Actor } from './actor.ts';
import { asActor, type Tx } from './transaction.ts';

const house = testHouse();
let world: World;

beforeAll(async () => {
  world = await fillWorld(house);
});

/** Later than anything that the world began with. */
const today = addDays(usualDay, 7);

const actorOf = (who: PersonName): Actor => ({
  personId: house.personId(people[who].email),
  name: who,
  isHost: false,
  seesAll: false,
  abilities: new Set(['accounts.assign', 'people.substitute']),
  today,
  language: 'en',
});

async function seen(tx: Tx): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select account_id as id from accounts.account order by 1`.execute(tx);
  return rows.map(({ id }) => id);
}

it('what is granted is seen to have changed in the very transaction that changed it', async () => {
  const account = world.accountId('mine');
  await asActor(house.house.database, actorOf('manager'), async (tx) => {
    expect(await seen(tx)).toContain(account);
    await sql`update access.holding set until_day = ${today} where account_id = ${account} and until_day = 'infinity'`.execute(
      tx,
    );
    expect(await seen(tx)).not.toContain(account);
    throw new Error('taken back');
  }).catch((error: unknown) => {
    expect((error as Error).message).toBe('taken back'); // thrown just above
  });
  expect(await asActor(house.house.database, actorOf('manager'), seen)).toContain(account);
});

it('who acts, for which day and with which sight belongs to what is kept', async () => {
  const [own, others] = [world.accountId('mine'), world.accountId('otherRegions')];
  await asActor(house.house.database, actorOf('kam'), async (tx) => {
    const became = (name: string, value: string) => sql`select set_config(${name}, ${value}, true)`.execute(tx);
    expect(await seen(tx)).toContain(own);
    await became('kulcs.actor', String(house.personId(people.otherKam.email)));
    const otherSight = await seen(tx);
    expect(otherSight).toContain(others);
    expect(otherSight).not.toContain(own);
    // Before anybody held anything.
    await became('kulcs.today', '1990-01-01');
    expect(await seen(tx)).not.toContain(others);
  });
});

const sources = `
  with recursive read (id) as (
    select 'access.granted'::regclass::oid
    union
    select depend.refobjid from read
      join pg_rewrite rewrite on rewrite.ev_class = read.id
      join pg_depend depend on depend.classid = 'pg_rewrite'::regclass and depend.objid = rewrite.oid
        and depend.refclassid = 'pg_class'::regclass
  )
  select id::regclass::text as name,
    exists (select from pg_trigger where tgrelid = id and tgname = 'forget_granted' and tgenabled = 'O'
      and tgtype = 4 | 8 | 16 | 32) as forgets
  from read join pg_class on pg_class.oid = id where relkind = 'r' order by 1`;

it('every table from which grants are worked out makes them forgotten', async () => {
  const { rows } = await house.superuser.query<{ name: string; forgets: boolean }>(sources);
  expect(rows.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['access.holding', 'access.sight', 'access.substitution', 'access.substitution_account']),
  );
  expect(rows.filter(({ forgets }) => !forgets)).toEqual([]);
});
