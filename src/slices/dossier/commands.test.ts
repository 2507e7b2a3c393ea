import { beforeAll, describe, expect, it } from 'vitest';
import type { Client, Reply } from '#testing/actor.ts';
import { expectStatus, people, testHouse, usualDay, type PersonName } from '#testing/house.ts';
import { Fact, FactsReply, FormerFactsReply, Grant, LookReply } from './contract.ts';

const house = testHouse();
let account = 0;
let foreign = 0;

beforeAll(async () => {
  await house.loadLines('document,date,account,quantity,unitPrice\nD1,2026-01-05,A1,1,100\nD2,2026-01-05,W1,1,100\n');
  expectStatus(await house.host.put('/api/account-codes/A1/owner', { owner: people.kam.email }), 200);
  expectStatus(await house.host.put('/api/account-codes/W1/owner', { owner: people.otherKam.email }), 200);
  const { rows } = await house.superuser.query<{ code: string; id: number }>(
    'select code, account_id as id from accounts.account',
  );
  account = rows.find(({ code }) => code === 'A1')?.id ?? 0;
  foreign = rows.find(({ code }) => code === 'W1')?.id ?? 0;
});

const as = (who: PersonName): Client => house.as(people[who].email);
const needs = { topic: 'needs', value: 'Hideglánc', class: 'internal', source: 'Fehér Judit', knownOn: '2026-02-20' };
const family = {
  topic: 'people',
  value: 'Két lánya van',
  class: 'personal',
  source: 'beszélgetés',
  knownOn: '2026-02-20',
};
const add = async (who: PersonName, body: object, status = 201): Promise<Reply> =>
  expectStatus(await as(who).post(`/api/accounts/${String(account)}/facts`, body), status);
const added = async (who: PersonName, body: object): Promise<Fact> => Fact.parse((await add(who, body)).json);
const facts = async (who: PersonName): Promise<FactsReply> =>
  FactsReply.parse(expectStatus(await as(who).get(`/api/accounts/${String(account)}/facts`), 200).json);
const change = (who: PersonName, { id, version }: Pick<Fact, 'id' | 'version'>, body: object): Promise<Reply> =>
  as(who).send({
    method: 'PATCH',
    url: `/api/facts/${String(id)}`,
    body,
    headers: { 'if-match': `"${String(version)}"` },
  });
const remove = (who: PersonName, { id, version }: Pick<Fact, 'id' | 'version'>): Promise<Reply> =>
  as(who).send({
    method: 'DELETE',
    url: `/api/facts/${String(id)}`,
    headers: { 'if-match': `"${String(version)}"` },
  });
const look = async (who: PersonName, of: 'confidential' | 'personal'): Promise<LookReply> =>
  LookReply.parse(
    expectStatus(
      await as(who).post(`/api/accounts/${String(account)}/looks`, { class: of, purpose: 'meeting', reason: '' }),
      200,
    ).json,
  );

describe('a fact', () => {
  it('has source, day, author and the day on which it is stale, and its topic is missing no more', async () => {
    expect((await facts('kam')).missing).toContain('needs');
    const fact = await added('kam', needs);
    expect(fact).toMatchObject({ ...needs, version: 1, staleOn: '2026-08-20', author: { name: people.kam.name } });
    const reply = await facts('manager');
    expect(reply.facts.map(({ value }) => value)).toEqual(['Hideglánc']);
    expect(reply.missing).not.toContain('needs');
  });

  it('is changed where it stands; what it said before is kept, and nobody overwrites another unseen', async () => {
    const fact = await added('kam', { ...needs, topic: 'plans', value: 'Hat új patika' });
    expectStatus(await change('manager', fact, { value: 'Hét új patika' }), 200);
    const stale = await change('kam', fact, { value: 'Nyolc' });
    expect([stale.status, stale.json]).toMatchObject([412, { code: 'version-stale' }]);
    const blind = { method: 'PATCH', url: `/api/facts/${String(fact.id)}`, body: { value: 'Kilenc' } };
    expectStatus(await as('kam').send({ ...blind, headers: { 'if-match': null } }), 428);
    const { former } = FormerFactsReply.parse((await as('kam').get(`/api/facts/${String(fact.id)}/former`)).json);
    expect(former).toMatchObject([
      {
        version: 1,
        value: 'Hat új patika',
        author: { name: people.kam.name },
        replacedBy: { name: people.manager.name },
      },
    ]);
  });

  it('is removed and put back as it was', async () => {
    const fact = await added('kam', { ...needs, topic: 'market' });
    expectStatus(await remove('kam', fact), 204);
    expect((await facts('kam')).facts.filter(({ id }) => id === fact.id)).toEqual([]);
    expectStatus(await remove('kam', { ...fact, version: 2 }), 404);
    expectStatus(await as('kam').post(`/api/facts/${String(fact.id)}/restore`, {}), 200);
    expect((await facts('kam')).facts.find(({ id }) => id === fact.id)).toMatchObject({ value: needs.value });
  });

  it.each([
    [{ ...needs, topic: 'figures' }, 'figure-incomplete'],
    [{ ...needs, class: 'personal' }, 'class-of-topic'],
    [{ ...needs, knownOn: '2026-03-03' }, 'known-later'],
  ])('is refused as %j: %s', async (body, code) => {
    expect((await add('kam', body, 422)).json).toMatchObject({ code });
  });

  it('is written and read by nobody to whom the account is not', async () => {
    for (const who of ['otherKam', 'otherManager', 'colleague'] as const) {
      await add(who, needs, 404);
      expectStatus(await as(who).get(`/api/accounts/${String(account)}/facts`), 404);
    }
    await add('finance', needs, 403);
    await add('admin', needs, 403);
    const { facts: seen } = await facts('finance');
    expect(seen.length).toBeGreaterThan(0);
  });
});

describe('a confidential fact', () => {
  const talks = { ...needs, topic: 'buying', class: 'confidential', value: 'Tárgyal a Meridiánnal' };

  it('is not sent, only told of; whoever says why sees it, and the look is on record', async () => {
    await added('kam', talks);
    for (const who of ['kam', 'manager', 'director'] as const) {
      const reply = await as(who).get(`/api/accounts/${String(account)}/facts`);
      expect(reply.text).not.toContain(talks.value);
      expect(FactsReply.parse(reply.json).sealed).toContainEqual({ topic: 'buying', class: 'confidential', facts: 1 });
      expect((await look(who, 'confidential')).facts.map(({ value }) => value)).toEqual([talks.value]);
    }
    const { rows } = await house.superuser.query<{ detail: object; actor: number }>(
      `select actor_id as actor, detail from audit.entry where action = 'fact.look' order by seq desc limit 1`,
    );
    expect(rows).toMatchObject([
      {
        actor: house.personId(people.director.email),
        detail: { class: 'confidential', purpose: 'meeting', facts: 1 },
      },
    ]);
  });

  it('is nothing for support and finance: not told of, not shown, not written', async () => {
    for (const who of ['support', 'finance'] as const) {
      expect((await facts(who)).sealed).toEqual([]);
      const reply = await as(who).post(`/api/accounts/${String(account)}/looks`, {
        class: 'confidential',
        purpose: 'meeting',
      });
      expect(reply.status).toBe(403);
    }
    await add('support', talks, 403);
  });

  it('leaves no value in the chain, which people verify who may not read it', async () => {
    const { rows } = await house.superuser.query<{ text: string }>('select detail::text as text from audit.entry');
    expect(rows.filter(({ text }) => text.includes(talks.value))).toEqual([]);
  });

  it('is looked at for another purpose only with a reason in words', async () => {
    const ask = { class: 'confidential', purpose: 'other' };
    const reply = await as('kam').post(`/api/accounts/${String(account)}/looks`, ask);
    expect([reply.status, reply.json]).toMatchObject([422, { code: 'look-reason' }]);
  });

  it('is counted down when it becomes internal, and up when it comes back', async () => {
    const { facts: [fact] = [] } = await look('kam', 'confidential');
    if (!fact) throw new Error('There is no confidential fact.');
    expectStatus(await change('kam', fact, { class: 'internal' }), 200);
    expect((await facts('kam')).sealed).toEqual([]);
    expectStatus(await change('kam', { ...fact, version: 2 }, { class: 'confidential' }), 200);
    expect((await facts('kam')).sealed).toEqual([{ topic: 'buying', class: 'confidential', facts: 1 }]);
  });
});

describe('a personal fact', () => {
  const until = '2100-01-01';
  const ask = (who: PersonName, body: object): Promise<Reply> =>
    as(who).post(`/api/accounts/${String(account)}/grants`, { reason: 'ajándék', until: '2026-06-01', ...body });
  const decide = (who: PersonName, { id, version }: Grant, body: object): Promise<Reply> =>
    as(who).send({
      method: 'PUT',
      url: `/api/grants/${String(id)}/decision`,
      body,
      headers: { 'if-match': `"${String(version)}"` },
    });

  it('is seen by who wrote it; others, also the director, are only told how many there are', async () => {
    await added('kam', family);
    expect(await look('kam', 'personal')).toMatchObject({ facts: [{ value: family.value }], hidden: 0 });
    for (const who of ['manager', 'director'] as const)
      expect(await look(who, 'personal')).toEqual({ facts: [], hidden: 1 });
  });

  it('is granted by a second person, for a time', async () => {
    const grant = Grant.parse(expectStatus(await ask('manager', {}), 201).json);
    expect(grant).toMatchObject({ state: 'asked', isYoursToDecide: false });
    expect((await decide('manager', grant, { given: true })).status).toBe(403);
    expect(Grant.parse(expectStatus(await decide('director', grant, { given: true }), 200).json)).toMatchObject({
      state: 'given',
      decidedBy: { name: people.director.name },
    });
    const again = await decide('director', { ...grant, version: 2 }, { given: true });
    expect([again.status, again.json]).toMatchObject([409, { code: 'grant-decided' }]);
    await house.superuser.query(`update access.class_grant set until_day = $1 where grant_id = $2`, [until, grant.id]);
    expect(await look('manager', 'personal')).toMatchObject({ facts: [{ value: family.value }], hidden: 0 });
    await house.superuser.query(`update access.class_grant set until_day = $1 where grant_id = $2`, [
      usualDay,
      grant.id,
    ]);
    expect(await look('manager', 'personal')).toEqual({ facts: [], hidden: 1 });
  });

  it('is not granted by whoever asked for it or gets it', async () => {
    const own = Grant.parse(expectStatus(await ask('director', {}), 201).json);
    expect((await decide('director', own, { given: true })).json).toMatchObject({ code: 'grant-second-person' });
    const forOther = Grant.parse(expectStatus(await ask('manager', { person: people.kam.email }), 201).json);
    const declined = await decide('director', forOther, { given: false });
    expect([declined.status, declined.json]).toMatchObject([422, { code: 'decline-reason' }]);
    expectStatus(await decide('director', forOther, { given: false, reason: 'nem kell hozzá' }), 200);
  });

  it.each([
    ['of yesterday', { until: '2026-03-02' }, 'grant-until'],
    ['of more than a year', { until: '2027-03-05' }, 'grant-until'],
    ['for somebody of another line', { person: people.otherKam.email }, 'outside-the-line'],
    ['for somebody whom nobody knows', { person: 'senki@kulcs.test' }, 'unknown-person'],
  ])('is not asked for %s', async (_what, body, code) => {
    expect((await ask('manager', body)).json).toMatchObject({ code });
  });

  it('is not asked for of an account of another line', async () => {
    const url = `/api/accounts/${String(foreign)}/grants`;
    expectStatus(await as('manager').post(url, { reason: 'x', until: '2026-06-01' }), 404);
  });
});

describe('who stands in for the owner', () => {
  it.each([
    [{}, 0],
    [{ confidential: true }, 1],
  ])('sees what is confidential as far as the order says: %j', async (more, seen) => {
    const value = `Ára ${String(seen)}`;
    const fact = await added('kam', { ...needs, topic: 'plans', class: 'confidential', value });
    const order = {
      for: people.kam.email,
      by: people.otherKam.email,
      from: usualDay,
      until: '2026-03-05',
      reason: 'x',
    };
    const reply = expectStatus(await house.host.post('/api/substitutions', { ...order, ...more }), 201);
    const { id } = reply.json as { id: number }; // the contract of substitutions
    const found = await look('otherKam', 'confidential');
    expect(found.facts.filter((one) => one.id === fact.id)).toHaveLength(seen);
    expect((await facts('otherKam')).facts.length).toBeGreaterThan(0);
    const back = { method: 'PATCH', url: `/api/substitutions/${String(id)}`, body: { until: usualDay } };
    expectStatus(await house.host.send({ ...back, headers: { 'if-match': '"1"' } }), 200);
    const after = await as('otherKam').post(`/api/accounts/${String(account)}/looks`, {
      class: 'confidential',
      purpose: 'meeting',
      reason: '',
    });
    expect(after.status).toBe(404);
  });
});
