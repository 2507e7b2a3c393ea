import { beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '#testing/actor.ts';
import { expectStatus, openTestHouse, people, testHouse, type PersonName } from '#testing/house.ts';
import { fillWorld } from '#testing/matrix/world.ts';
import { AddedPerson, Person, PersonReply, RoleHeld, RoleRequestsReply } from './contract.ts';

const house = testHouse();
const day = 86_400_000;

beforeAll(async () => {
  await fillWorld(house);
});

const at = (name: PersonName, end = ''): string => `/api/people/${String(house.personId(people[name].email))}${end}`;
const change = async (client: Client, name: PersonName, method: 'PUT' | 'PATCH', end: string, body: object) => {
  const { person } = PersonReply.parse(expectStatus(await house.host.get(at(name)), 200).json);
  return client.send({ method, url: at(name, end), body, headers: { 'if-match': `"${String(person.version)}"` } });
};
const admin = (): Client => house.as(people.admin.email);
const accountsOf = async (client: Client): Promise<number> => {
  const { json, status } = await client.get('/api/accounts?limit=200');
  return status === 200 ? (json as { accounts: unknown[] }).accounts.length : -status; // the list's contract
};

describe('a role', () => {
  it('counts from its first day on and no more on its last, at the very next request (TIM-3, SES-3)', async () => {
    const browser = await house.asSignedIn(people.otherKam.email);
    expect((await browser.get('/api/portfolio/policy')).status).toBe(200);
    // Today is 2 March 2026 in Budapest; the clock stands at noon there.
    const given = await admin().post(at('otherKam', '/roles'), {
      role: 'support',
      from: '2026-03-04',
      until: '2026-03-06',
    });
    expect(RoleHeld.parse(expectStatus(given, 201).json)).toMatchObject({
      state: 'given',
      from: '2026-03-04',
      until: '2026-03-06',
    });
    const roles = async (): Promise<string[]> =>
      ((await house.as(people.otherKam.email).get('/api/me')).json as { person: { roles: string[] } }).person.roles; // the contract of /api/me
    const found: string[][] = [];
    for (let n = 0; n < 5; n += 1) {
      found.push(await roles());
      house.clock.advance(day);
    }
    house.clock.advance(-5 * day);
    expect(found).toEqual([['kam'], ['kam'], ['kam', 'support'], ['kam', 'support'], ['kam']]);
  });

  it('over the whole company is asked for by one and given by another, never by oneself', async () => {
    const asked = RoleHeld.parse(
      expectStatus(await admin().post(at('colleague', '/roles'), { role: 'finance' }), 201).json,
    );
    expect(asked).toMatchObject({ state: 'asked', askedBy: people.admin.name });
    expect(await accountsOf(house.as(people.colleague.email))).toBe(1);
    const decide = (client: Client, give: boolean) =>
      client.post(`/api/role-requests/${String(asked.id)}/decision`, { give });
    expect((await decide(admin(), true)).json).toMatchObject({ status: 403, code: 'right-second-person' });
    expect((await decide(house.as(people.kam.email), true)).status).toBe(403);
    const waiting = RoleRequestsReply.parse((await house.as(people.director.email).get('/api/role-requests')).json);
    expect(waiting.requests.map(({ id }) => id)).toEqual([asked.id]);
    expectStatus(await decide(house.as(people.director.email), true), 200);
    expect(await accountsOf(house.as(people.colleague.email))).toBe(6);
    expect((await decide(house.host, false)).json).toMatchObject({ status: 409, code: 'right-decided' });
    const ended = RoleHeld.parse(
      expectStatus(
        await admin().send({
          method: 'PATCH',
          url: `/api/roles/${String(asked.id)}`,
          body: { until: '2026-03-02' },
          headers: { 'if-match': '"2"' },
        }),
        200,
      ).json,
    );
    expect(ended.until).toBe('2026-03-02');
    expect(await accountsOf(house.as(people.colleague.email))).toBe(1);
  });

  it('is not given by an administrator to herself, of whatever kind', async () => {
    for (const role of ['kam', 'director']) {
      expect((await admin().post(at('admin', '/roles'), { role })).json).toMatchObject({ code: 'not-to-oneself' });
    }
  });

  it('of somebody new is asked for as well, and she is let in when it is given', async () => {
    const added = await admin().post('/api/people', { email: 'uj@kulcs.test', name: 'Új Igazgató', role: 'director' });
    const person = AddedPerson.parse(expectStatus(added, 201).json);
    expect(person).toMatchObject({ role: 'director', roles: [] });
    expect((await house.as('uj@kulcs.test').get('/api/me')).json).toMatchObject({ status: 403, code: 'not-let-in' });
    const { requests } = RoleRequestsReply.parse((await house.host.get('/api/role-requests')).json);
    const request = requests.find((one) => one.person.id === person.id);
    expectStatus(await house.host.post(`/api/role-requests/${String(request?.id)}/decision`, { give: true }), 200);
    expect((await house.as('uj@kulcs.test').get('/api/me')).json).toMatchObject({ sight: 'company' });
  });
});

describe('a person', () => {
  it('who is disabled is out at the next request; her accounts stay with the line, or are handed over', async () => {
    const browser = await house.asSignedIn(people.colleague.email);
    expect(await accountsOf(browser)).toBe(1);
    const director = house.as(people.director.email);
    expectStatus(await change(director, 'colleague', 'PUT', '/disabled', { disabled: true }), 200);
    expect(await accountsOf(browser)).toBe(-401);
    expect((await house.as(people.colleague.email).get('/api/me')).json).toMatchObject({ code: 'not-let-in' });
    expect((await director.post(at('colleague', '/sign-in-link'), {})).json).toMatchObject({ code: 'person-disabled' });
    expect(await accountsOf(house.as(people.manager.email))).toBe(3);
    expectStatus(await change(director, 'colleague', 'PUT', '/disabled', { disabled: false }), 200);
    expect(await accountsOf(browser)).toBe(1);
    const handed = await change(director, 'colleague', 'PUT', '/disabled', {
      disabled: true,
      handTo: people.kam.email,
    });
    expect(Person.parse(expectStatus(handed, 200).json)).toMatchObject({ isDisabled: true, accounts: 0 });
    expect(await accountsOf(house.as(people.kam.email))).toBe(3);
    // Who administers does not give out business, and nothing of the refused change stays.
    const other = await change(admin(), 'otherKam', 'PUT', '/disabled', { disabled: true, handTo: people.kam.email });
    expect(other.status).toBe(403);
    expect(await accountsOf(house.as(people.otherKam.email))).toBe(2);
  });

  it('gets another superior from a day on, and is seen by that line from then', async () => {
    const changed = await change(admin(), 'otherKam', 'PATCH', '', {
      superior: { email: people.manager.email, from: '2026-03-05' },
    });
    expectStatus(changed, 200);
    const seen: number[][] = [];
    for (let n = 0; n < 5; n += 1) {
      seen.push(
        await Promise.all(
          ['manager', 'otherManager'].map((name) => accountsOf(house.as(people[name as PersonName].email))),
        ), // two keys of people
      );
      house.clock.advance(day);
    }
    house.clock.advance(-5 * day);
    expect(seen).toEqual([
      [3, 2],
      [3, 2],
      [3, 2],
      [5, 0],
      [5, 0],
    ]);
    const ring = await change(admin(), 'manager', 'PATCH', '', {
      superior: { email: people.otherKam.email, from: '2026-03-05' },
    });
    expect(ring.json).toMatchObject({ status: 422, code: 'reports-in-a-ring' });
  });

  it('keeps her address before an administrator, who could have her sign-in link sent to himself', async () => {
    const wanted = { email: 'masik@kulcs.test' };
    const browser = await house.asSignedIn(people.admin.email);
    expect((await change(browser, 'otherKam', 'PATCH', '', wanted)).json).toMatchObject({ code: 'host-only' });
    const changed = expectStatus(await change(house.host, 'otherKam', 'PATCH', '', wanted), 200);
    expect(changed.json).toMatchObject(wanted);
    expect((await (await house.asSignedIn('masik@kulcs.test')).get('/api/me')).status).toBe(200);
  });
});

describe('the last administrator and the last director stay (CON-7)', () => {
  it('one by one', async () => {
    const alone = await change(house.as(people.director.email), 'admin', 'PUT', '/disabled', { disabled: true });
    expect(alone.json).toMatchObject({ status: 409, code: 'last-of-role' });
  });

  it('when two disable each other at the same moment: exactly one stays', async () => {
    for (let race = 0; race < 5; race += 1) {
      const apart = await openTestHouse();
      try {
        const second = { email: 'ketto@kulcs.test', name: 'Kettő', role: 'admin' };
        const { id } = AddedPerson.parse(expectStatus(await apart.host.post('/api/people', second), 201).json);
        const first = apart.personId(people.admin.email);
        const disable = (client: Client, whom: number) =>
          client.send({
            method: 'PUT',
            url: `/api/people/${String(whom)}/disabled`,
            body: { disabled: true },
            headers: { 'if-match': '"1"' },
          });
        // Both are let in before either may write.
        const gate = await apart.pool.connect();
        await gate.query('begin');
        await gate.query('lock table access.sight in share row exclusive mode');
        const both = Promise.all([disable(apart.as(people.admin.email), id), disable(apart.as(second.email), first)]);
        for (let waiting = 0; waiting < 2;) {
          const { rows } = await apart.superuser.query<{ count: number }>(
            `select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
          );
          waiting = rows[0]?.count ?? 0;
        }
        await gate.query('rollback');
        gate.release();
        const replies = await both;
        expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
      } finally {
        await apart.close();
      }
    }
  });
});
