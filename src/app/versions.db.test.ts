import { beforeAll, describe, expect, it } from 'vitest';
import type { Client, Reply } from '#testing/actor.ts';
import { expectStatus, people, testHouse } from '#testing/house.ts';
import { doorOf } from '#testing/matrix/walk.ts';
import { fillWorld } from '#testing/matrix/world.ts';

const house = testHouse();
let first: Client;
let second: Client;

beforeAll(async () => {
  await fillWorld(house);
  first = await house.asSignedIn(people.director.email);
  second = await house.asSignedIn(people.director.email);
});

/** Doors that change something and ask for no version, with the reason. */
const unversioned: Readonly<Record<string, string>> = {
  'PATCH /api/me/settings': 'only she herself changes them, and each stands for itself',
  'PUT /api/me/password': 'there is nothing that she could have seen',
  'DELETE /api/keys/:id': 'a key can only be revoked, and stays so',
  'DELETE /api/sales/imports/:id': 'an import that runs can only be stopped; what has ended answers 409',
};

it('every door that changes something asks which version was seen, or says why not', () => {
  const changing = house.house.routes.filter(({ method }) => ['PUT', 'PATCH', 'DELETE'].includes(method));
  const without = changing.filter(({ isVersioned }) => !isVersioned).map(doorOf);
  expect(without.filter((door) => !(door in unversioned))).toEqual([]);
  expect(Object.keys(unversioned).filter((door) => !without.includes(door))).toEqual([]);
  expect(changing.length).toBeGreaterThan(Object.keys(unversioned).length);
});

const thresholds = { firstAccounts: 10, standOut: 5, classA: 0.8, classB: 0.95 };

const kinds = ['goods', 'service', 'charge'];

/** Things that two people change at once, each with what the nth change makes of what it was: something else every time. */
const changes: readonly {
  readonly what: string;
  readonly url: string;
  readonly method: string;
  readonly body: (n: number, was: Record<string, unknown>) => Record<string, unknown>;
  readonly read: (client: Client) => Promise<Record<string, unknown>>;
}[] = [
  {
    what: 'an account',
    method: 'PATCH',
    url: '/api/account-codes/ZqMineCode',
    body: (n) => ({ town: `Pécs ${String(n)}` }),
    read: async (client) => {
      const { accounts } = (await client.get('/api/accounts?limit=200')).json as { accounts: { code: string }[] };
      return { ...accounts.find(({ code }) => code === 'ZqMineCode') };
    },
  },
  {
    what: 'the kind of a product',
    method: 'PUT',
    url: '/api/product-codes/ZqMineProduct/kind',
    body: (n, { kind }) => ({ kind: kinds.filter((one) => one !== kind)[n % 2] }),
    read: async (client) => {
      const { products } = (await client.get('/api/products?limit=200')).json as { products: { code: string }[] };
      return { ...products.find(({ code }) => code === 'ZqMineProduct') };
    },
  },
  {
    what: 'the policy',
    method: 'PUT',
    url: '/api/portfolio/policy',
    body: (n) => ({ ...thresholds, shareThreshold: (n + 1) / 1000 }),
    read: async (client) => {
      const reply = (await client.get('/api/portfolio/policy')).json as { policy: object; version: number };
      return { ...reply.policy, version: reply.version };
    },
  },
];

describe.each(changes)('$what', ({ method, url, body, read }) => {
  const send = (client: Client, wanted: Record<string, unknown>, version: string | null): Promise<Reply> =>
    client.send({ method, url, body: wanted, headers: { 'if-match': version } });

  it('without a version 428, with one that is none 400, with `*` from a browser 400', async () => {
    const before = await read(first);
    expect((await send(first, body(0, before), null)).json).toMatchObject({ status: 428, code: 'version-missing' });
    for (const none of ['7', 'W/"7"', '"0"', '*'])
      expect((await send(first, body(0, before), none)).json).toMatchObject({
        status: 400,
        code: 'version-unreadable',
      });
    expect(await read(first)).toEqual(before);
  });

  it(
    'of two who saw the same version one gets through, and the other is told: 170 times',
    { timeout: 60_000 },
    async () => {
      for (let n = 0; n < 170; n += 1) {
        const was = await read(first);
        const version = was['version'];
        const wanted = [body(2 * n, was), body(2 * n + 1, was)] as const;
        const replies = await Promise.all([
          send(first, wanted[0], `"${String(version)}"`),
          send(second, wanted[1], `"${String(version)}"`),
        ]);
        expect(replies.map(({ status }) => status).sort()).toEqual([200, 412]);
        const [won, lost] = replies[0]?.status === 200 ? ([0, 1] as const) : ([1, 0] as const);
        const now = await read(first);
        expect(now).toMatchObject(wanted[won]);
        expect(replies[won]?.headers['etag']).toBe(`"${String(now['version'])}"`);
        expect(replies[lost]?.json).toMatchObject({
          code: 'version-stale',
          facts: { current: now['version'], seen: version },
        });
      }
    },
  );
});

it('an import that completes an account makes it another version', async () => {
  const account = { method: 'PATCH', url: '/api/account-codes/VERSION-1' };
  const lines = 'document,date,account,quantity,unitPrice';
  await house.loadLines(`${lines}\nV1,2026-01-05,VERSION-1,1,5\n`, 'versions');
  await house.loadLines(`${lines},accountName\nV2,2026-01-06,VERSION-1,1,5,Később Bt.\n`, 'other');
  const ask = { ...account, body: { town: 'Vác' } };
  expect((await first.send({ ...ask, headers: { 'if-match': '"1"' } })).json).toMatchObject({ code: 'version-stale' });
  expectStatus(await first.send({ ...ask, headers: { 'if-match': '"2"' } }), 200);
});
