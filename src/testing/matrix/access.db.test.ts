import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, dayAt } from '#kernel/day.ts';
import { PeopleReply } from '#slices/team/contract.ts';
import { expectStatus, people, testHouse } from '../house.ts';
import { policy } from './policy.ts';
import { sight } from './sight.ts';
import { clientsFor, doorOf, undeclaredDoors, walk, walkWithout, type Matrix } from './walk.ts';
import { everybody, fillWorld } from './world.ts';

const house = testHouse();
let matrix: Matrix;

beforeAll(async () => {
  const world = await fillWorld(house);
  matrix = { house, world, clients: await clientsFor(house), routes: house.house.routes };
});

it('every door has a row in the policy, and every row a door', () => {
  expect(undeclaredDoors(matrix)).toEqual([]);
  expect(matrix.routes.length).toBeGreaterThan(20);
});

it('everybody gets through every door what the policy says, and nothing else', { timeout: 900_000 }, async () => {
  const began = performance.now();
  const { requests, seen, faults } = await walk(matrix);
  const seconds = (performance.now() - began) / 1000;
  process.stderr.write(
    `access matrix: ${String(matrix.routes.length)} doors, ${String(everybody.length)} visitors, ${String(requests)} requests, ` +
      `${String(seen)} markers where they may be, ${seconds.toFixed(1)} s\n`,
  );
  expect(faults).toEqual([]);
  expect(seen).toBeGreaterThan(100);
});

describe('the matrix turns red', () => {
  const doorsNamed = (...doors: readonly string[]): Matrix['routes'] =>
    house.house.routes.filter((route) => doors.includes(`${route.method} ${route.url}`));

  it('when a door has no row', async () => {
    const routes = [...doorsNamed('GET /api/me'), { method: 'GET' as const, url: '/api/planted' }];
    const { faults } = await walk({ ...matrix, routes, policy: { 'GET /api/me': policy['GET /api/me'] as never } }, []);
    expect(faults).toEqual(['GET /api/planted: has no row in the policy']);
  });

  it('when a policy of the database shows every account', async () => {
    await house.superuser.query('alter policy account_select on accounts.account using (true)');
    try {
      const { faults } = await walk({ ...matrix, routes: doorsNamed('GET /api/accounts') }, ['kam']);
      expect(faults).toContain('GET /api/accounts for kam: lets out ZqOtherRegionsName');
    } finally {
      await house.superuser
        .query(`alter policy account_select on accounts.account using ((select access.sees_all()) or account_id in
        (select account_id from access.granted where person_id = (select access.actor())))`);
    }
  });

  it('when a door lets in whom the policy does not name', async () => {
    const row = policy['GET /api/portfolio/policy'];
    if (!row) throw new Error('The row is gone.');
    const planted = { 'GET /api/portfolio/policy': { ...row, may: row.may.filter((who) => who !== 'kam') } };
    const { faults } = await walk({ ...matrix, routes: doorsNamed('GET /api/portfolio/policy'), policy: planted }, [
      'kam',
    ]);
    expect(faults[0]).toMatch(/^GET \/api\/portfolio\/policy for kam: GET .+ answered 200, not 403/);
  });

  it('when nothing is shown, which would prove nothing', async () => {
    const people = { ...policy['GET /api/people'], shows: ['name'] } as never;
    const { faults } = await walk(
      { ...matrix, routes: doorsNamed('GET /api/people'), policy: { 'GET /api/people': people } },
      ['kam'],
    );
    expect(faults).toContain('GET /api/people for kam: does not show ZqMineName, so nothing is proven');
  });
});

describe('whose rights have ended, or are another one’s', { timeout: 300_000 }, () => {
  const standIn = { email: 'helyette@kulcs.test', name: 'Helyettes Hanna' };
  const gone = { email: 'kint@kulcs.test', name: 'Kint Kata' };

  beforeAll(async () => {
    for (const person of [standIn, gone]) {
      const added = { ...person, role: 'kam', reportsTo: people.director.email, invite: false };
      expectStatus(await house.host.post('/api/people', added), 201);
    }
    const today = dayAt(house.clock.now(), 'Europe/Budapest');
    const order = { for: people.kam.email, by: standIn.email, from: today, until: addDays(today, 1), accounts: null };
    const more = { confidential: true, personal: false, reason: 'szabadság' };
    expectStatus(await house.host.post('/api/substitutions', { ...order, ...more }), 201);
  });

  it('a substitute within the dates reads what the one who is away reads', async () => {
    const clients = new Map([['kam' as const, await house.asSignedIn(standIn.email)]]);
    const routes = matrix.routes.filter(({ method }) => method === 'GET');
    const rows = routes.flatMap((route) => {
      const row = policy[doorOf(route)];
      return row ? [[doorOf(route), row] as const] : [];
    });
    const { faults, seen } = await walk({ ...matrix, clients, routes, policy: Object.fromEntries(rows) }, ['kam']);
    expect(faults).toEqual([]);
    expect(seen).toBeGreaterThan(50);
  });

  it('after the dates she reads nothing of it', async () => {
    house.clock.advance(86_400_000);
    const { faults, requests } = await walkWithout(matrix, await house.asSignedIn(standIn.email));
    expect(faults).toEqual([]);
    expect(requests).toBeGreaterThan(50);
  });

  it('whoever is let in no more, and a session that is over, get through no door', async () => {
    const [disabled, expired] = [await house.asSignedIn(gone.email), await house.asSignedIn(standIn.email)];
    for (const browser of [disabled, expired]) expectStatus(await browser.get('/api/me'), 200);
    const { people: all } = PeopleReply.parse((await house.host.get('/api/people')).json);
    const id = all.find(({ email }) => email === gone.email)?.id;
    expectStatus(await house.host.put(`/api/people/${String(id)}/disabled`, { disabled: true }), 200);
    await house.superuser.query(
      `update auth.session set "expiresAt" = '2020-01-01' where "userId" = (select user_id from team.person where email = $1)`,
      [standIn.email],
    );
    for (const browser of [disabled, expired]) {
      const clients = new Map([['signedOut' as const, browser]]);
      expect((await walk({ ...matrix, clients }, ['signedOut'])).faults).toEqual([]);
    }
  });
});

it('the sights of the policy differ, so that each has something to hide', () => {
  expect(new Set(Object.values(sight).map((seen) => seen.join())).size).toBe(6);
});
