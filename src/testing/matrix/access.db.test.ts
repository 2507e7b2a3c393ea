import { beforeAll, describe, expect, it } from 'vitest';
import { testHouse } from '../house.ts';
import { policy } from './policy.ts';
import { sight } from './sight.ts';
import { clientsFor, undeclaredDoors, walk, type Matrix } from './walk.ts';
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

it('the sights of the policy differ, so that each has something to hide', () => {
  expect(new Set(Object.values(sight).map((seen) => seen.join())).size).toBe(6);
});
