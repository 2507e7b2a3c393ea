import { beforeAll, describe, expect, it } from 'vitest';
import { clientOf, type Client } from '#testing/actor.ts';
import { expectStatus, people, testHouse, type PersonName } from '#testing/house.ts';
import { policy } from '#testing/matrix/policy.ts';
import { callsFor, doorOf } from '#testing/matrix/walk.ts';
import { fillWorld, type World } from '#testing/matrix/world.ts';
import { KeysReply, MadeKey } from '#slices/team/contract.ts';

const house = testHouse();
let world: World;
const day = 86_400_000;

beforeAll(async () => {
  world = await fillWorld(house);
});

/** A program that has nothing but a key. */
const program = (secret: string): Client =>
  clientOf(house.house.app, { host: house.house.host, authorization: `Bearer ${secret}` });

async function make(who: PersonName, wanted: object = {}): Promise<MadeKey> {
  const browser = await house.asSignedIn(people[who].email);
  return MadeKey.parse(expectStatus(await browser.post('/api/keys', { name: 'Próba', ...wanted }), 201).json);
}
const listed = async (who: PersonName): Promise<KeysReply['keys']> =>
  KeysReply.parse((await house.as(people[who].email).get('/api/keys')).json).keys;
const withoutId = (text: string): string => text.replace(/"requestId":"[0-9a-f]{12}"/, '');

describe('a key has the rights of its owner, within its scope', () => {
  it.each(['kam', 'manager', 'support', 'director', 'finance', 'admin'] as const)(
    'reads for %s what she reads, at every door',
    { timeout: 60_000 },
    async (who) => {
      const { secret } = await make(who);
      const [hers, its] = [await house.asSignedIn(people[who].email), program(secret)];
      const faults: string[] = [];
      let read = 0;
      for (const route of house.house.routes.filter(({ method }) => method === 'GET')) {
        // These tell when and where they are asked from.
        if (['/api/keys', '/api/doctor', '/api/me/sign-in'].includes(route.url)) continue;
        // Asking for it is on record, so the second answer tells of the first.
        if (route.url === '/api/audit/entries.csv') continue;
        // No key does what asks for a fresh proof.
        if (route.stepUp) continue;
        const row = policy[doorOf(route)];
        for (const call of row ? callsFor(row, { who, world, house }).slice(0, 12) : []) {
          const [one, other] = [await hers.send(call), await its.send(call)];
          read += 1;
          if (one.status !== other.status || withoutId(one.text) !== withoutId(other.text))
            faults.push(`${call.url}: ${String(one.status)} and ${String(other.status)}`);
        }
      }
      expect(faults).toEqual([]);
      expect(read).toBeGreaterThan(20);
    },
  );

  it('that only reads writes nothing, at any door', async () => {
    const client = program((await make('director')).secret);
    for (const route of house.house.routes.filter(({ method }) => method !== 'GET')) {
      const ask = policy[doorOf(route)]?.sample({ world, house });
      if (!ask) throw new Error(`${doorOf(route)} has no row in the policy.`);
      expect([doorOf(route), (await client.send(ask)).json]).toMatchObject([doorOf(route), { code: 'key-only-reads' }]);
    }
  });

  it('that may write writes, without an origin, and is its owner on record', async () => {
    const client = program((await make('director', { writes: true })).secret);
    expectStatus(await client.patch('/api/account-codes/ZqMineCode', { town: 'Kulcsváros' }), 200);
    const { rows } = await house.superuser.query(
      'select actor_id, capacity from audit.entry order by seq desc limit 1',
    );
    expect(rows).toEqual([{ actor_id: house.personId(people.director.email), capacity: 'person' }]);
    const from = {
      method: 'PATCH',
      url: '/api/account-codes/ZqMineCode',
      body: {},
      headers: { origin: 'http://evil.test' },
    };
    expect((await client.send(from)).json).toMatchObject({ code: 'foreign-origin' });
  });

  it('never does what asks for a fresh proof: no key makes another one, or a password', async () => {
    const client = program((await make('director', { writes: true })).secret);
    const guarded = house.house.routes.filter(({ stepUp }) => stepUp);
    expect(guarded.map(doorOf)).toContain('POST /api/keys');
    for (const route of guarded) {
      const ask = policy[doorOf(route)]?.sample({ world, house });
      if (ask)
        expect([doorOf(route), (await client.send(ask)).json]).toMatchObject([doorOf(route), { code: 'step-up' }]);
    }
  });

  it('of some abilities lets only those through, and no more than she has today', async () => {
    const { secret } = await make('director', { abilities: ['catalog.read', 'accounts.read'] });
    const client = program(secret);
    expectStatus(await client.get('/api/products'), 200);
    expect((await client.get('/api/portfolio/key-accounts')).json).toMatchObject({ code: 'not-allowed' });
    expect((await client.get('/api/me')).json).toMatchObject({ abilities: ['accounts.read', 'catalog.read'] });
  });

  it('that may write is shown nothing personal, whatever its owner may see', async () => {
    const client = program((await make('director', { writes: true })).secret);
    const url = `/api/accounts/${String(world.accountId('mine'))}/looks`;
    const look = policy['POST /api/accounts/:id/looks']?.sample({ world, house }).body as object; // a look is an object
    expectStatus(await client.post(url, { ...look, class: 'confidential' }), 200);
    expect((await client.post(url, { ...look, class: 'personal' })).json).toMatchObject({
      status: 403,
      code: 'key-not-personal',
    });
  });

  it('cannot be given more than its owner may', async () => {
    const browser = await house.asSignedIn(people.kam.email);
    const reply = await browser.post('/api/keys', { name: 'Több', abilities: ['accounts.read', 'people.manage'] });
    expect(reply.json).toMatchObject({ status: 422, code: 'key-beyond-owner', facts: { abilities: 'people.manage' } });
  });
});

describe('a key is over', () => {
  const refused = async (secret: string): Promise<unknown> => (await program(secret).get('/api/me')).json;
  const over = { status: 401, code: 'wrong-key' };

  it('when it is revoked, at once; another’s cannot be revoked', async () => {
    const { secret, key } = await make('kam');
    expectStatus(await program(secret).get('/api/me'), 200);
    const url = `/api/keys/${String(key.id)}`;
    expectStatus(await (await house.asSignedIn(people.colleague.email)).remove(url), 404);
    const kam = await house.asSignedIn(people.kam.email);
    expectStatus(await kam.remove(url), 204);
    expect(await refused(secret)).toMatchObject(over);
    expectStatus(await kam.remove(url), 204);
    const { rows } = await house.superuser.query(
      `select actor_id, detail from audit.entry where action = 'key.revoke' and subject = $1`,
      [`key:${String(key.id)}`],
    );
    expect(rows).toEqual([{ actor_id: house.personId(people.kam.email), detail: {} }]);
    expect((await listed('kam'))[0]).toMatchObject({ id: key.id, state: 'revoked' });
  });

  it('is made with an entry that tells of it, and not the key', async () => {
    const { key } = await make('kam', { writes: true, days: 30 });
    const { rows } = await house.superuser.query(
      `select actor_id, detail from audit.entry where action = 'key.add' and subject = $1`,
      [`key:${String(key.id)}`],
    );
    const detail = { name: 'Próba', prefix: key.prefix, writes: true, abilities: null, days: 30 };
    expect(rows).toEqual([{ actor_id: house.personId(people.kam.email), detail }]);
  });

  it('when it is unknown, or one letter differs', async () => {
    const { secret } = await make('kam');
    for (const wrong of [
      `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`,
      'kulcs_',
      `${secret} `,
      secret.toUpperCase(),
    ])
      expect((await program(wrong).get('/api/me')).status).toBe(401);
  });

  it('when nobody used it for thirty days; use keeps it on', async () => {
    const [used, unused] = [await make('colleague'), await make('colleague')];
    expect(used.key).toMatchObject({ state: 'on', lastUsedAt: null });
    house.clock.advance(29 * day);
    expectStatus(await program(used.secret).get('/api/me'), 200);
    house.clock.advance(day);
    expect(await refused(unused.secret)).toMatchObject(over);
    expectStatus(await program(used.secret).get('/api/me'), 200);
    expect((await listed('colleague')).map(({ state }) => state).sort()).toEqual(['on', 'unused']);
  });

  it('on the day that was said, ninety days at the latest', async () => {
    const { secret, key } = await make('otherKam', { days: 2 });
    expect(Date.parse(key.endsAt) - Date.parse(key.createdAt)).toBe(2 * day);
    house.clock.advance(2 * day - 1000);
    expectStatus(await program(secret).get('/api/me'), 200);
    house.clock.advance(1000);
    expect(await refused(secret)).toMatchObject(over);
    const browser = await house.asSignedIn(people.otherKam.email);
    for (const days of [0, 91, 1.5]) expectStatus(await browser.post('/api/keys', { name: 'Hosszú', days }), 400);
  });

  it('when its owner has left', async () => {
    const { secret } = await make('otherManager');
    expectStatus(await program(secret).get('/api/me'), 200);
    await house.superuser.query('update access.api_key set person_id = 2000000 where person_id = $1', [
      house.personId(people.otherManager.email),
    ]);
    expect(await refused(secret)).toMatchObject(over);
  });
});

it('a key is nowhere in the store, and has 256 random bits', async () => {
  const { secret, key } = await make('finance');
  expect(secret).toMatch(/^kulcs_[0-9a-f]{10}_[\w-]{43}$/);
  expect(secret.startsWith(key.prefix)).toBe(true);
  const { rows } = await house.superuser.query<{ rows: string }>(
    `select (select string_agg(t::text, ' ') from access.api_key t) || (select string_agg(t::text, ' ') from audit.entry t)
       || (select string_agg(encode(reply, 'escape'), ' ') from platform.answered_request) as rows`,
  );
  expect(rows[0]?.rows).toContain(key.prefix);
  expect(rows[0]?.rows).not.toContain(secret.slice(key.prefix.length + 1));
});

it('nobody has more than twenty that are on', async () => {
  const browser = await house.asSignedIn(people.support.email);
  const alive = (await listed('support')).filter(({ state }) => state === 'on').length;
  for (let count = alive; count < 20; count += 1)
    expectStatus(await browser.post('/api/keys', { name: `Kulcs ${String(count)}` }), 201);
  expect((await browser.post('/api/keys', { name: 'Még egy' })).json).toMatchObject({
    status: 429,
    code: 'too-many-keys',
  });
});
