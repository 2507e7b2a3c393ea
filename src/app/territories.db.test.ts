import { beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '#kernel/day.ts';
import { AccountReply, AccountsReply } from '#slices/accounts/contract.ts';
import { KeyAccountsReply } from '#slices/portfolio/contract.ts';
import {
  expectStatus,
  openTestHouse,
  people,
  testHouse,
  usualDay,
  type PersonName,
  type TestHouse,
} from '#testing/house.ts';
import { codeOf } from '#testing/matrix/calls.ts';
import { fillWorld, type ThingName, type World } from '#testing/matrix/world.ts';
import { Me, PersonReply } from '#slices/team/contract.ts';
import { TerritoryHeld } from '#slices/team/territory-contract.ts';

const house = testHouse();
let world: World;
const west = 'Nyugat';
const day = 86_400_000;

/** Both accounts of the other region lie in the west. */
async function fill(where: TestHouse, part?: readonly ThingName[]): Promise<World> {
  const filled = await fillWorld(where, part);
  for (const thing of ['otherRegions', 'sister'] as const) {
    expectStatus(await where.host.patch(`/api/account-codes/${codeOf(thing)}`, { territory: west }), 200);
  }
  return filled;
}
beforeAll(async () => {
  world = await fill(house);
});

const give = (where: TestHouse, to: PersonName, more: object = {}) =>
  where.host.post(`/api/people/${String(where.personId(people[to].email))}/territories`, { territory: west, ...more });
const end = ({ id }: TerritoryHeld, until: string) => house.host.patch(`/api/territories/${String(id)}`, { until });
const as = (who: PersonName) => house.as(people[who].email);
const seen = async (who: PersonName): Promise<string[]> =>
  AccountsReply.parse((await as(who).get('/api/accounts')).json).accounts.map(({ code }) => code);
const mine = ['mine', 'mineToo'].map((thing) => codeOf(thing as ThingName));
const western = ['otherRegions', 'sister'].map((thing) => codeOf(thing as ThingName));

describe('whoever is responsible for a territory', () => {
  it('sees its accounts from the first day on and not on the last, besides her own', async () => {
    expect(await seen('kam')).toEqual(mine);
    const given = TerritoryHeld.parse(
      expectStatus(await give(house, 'kam', { from: addDays(usualDay, 1), until: addDays(usualDay, 3) }), 201).json,
    );
    expect(await seen('kam')).toEqual(mine);
    expect(Me.parse((await as('kam').get('/api/me')).json).sight).toBe('own');
    house.clock.advance(day);
    expect((await seen('kam')).sort()).toEqual([...mine, ...western].sort());
    expect(Me.parse((await as('kam').get('/api/me')).json).sight).toBe('line');
    const one = `/api/accounts/${String(world.accountId('sister'))}`;
    expect(AccountReply.parse((await as('kam').get(one)).json).owners).toMatchObject([{ name: people.otherKam.name }]);
    expectStatus(await as('kam').patch(`/api/account-codes/${codeOf('sister')}`, { town: 'Sopron' }), 200);
    // The words of the search, and who may be named in a note, know it too.
    expect((await as('kam').get(`/api/search?q=${codeOf('otherRegions')}`)).text).toContain(codeOf('otherRegions'));
    expect((await as('otherKam').get(`${one}/colleagues`)).text).toContain(people.kam.name);
    // What nobody else gave her stays hidden.
    expectStatus(await as('kam').get(`/api/accounts/${String(world.accountId('colleagues'))}`), 404);
    expectStatus(await as('kam').get(`/api/accounts/${String(world.accountId('unowned'))}`), 404);
    house.clock.advance(2 * day);
    expect(await seen('kam')).toEqual(mine);
    expectStatus(await as('kam').get(one), 404);
    const { territories } = PersonReply.parse(
      (await as('admin').get(`/api/people/${String(house.personId(people.kam.email))}`)).json,
    );
    expect(territories).toMatchObject([{ id: given.id, territory: west }]);
  });

  it('gives them, as a manager, to people of her own line, and to nobody else', async () => {
    const given = TerritoryHeld.parse(expectStatus(await give(house, 'manager'), 201).json);
    const order = (owner: string) =>
      as('manager').put(`/api/account-codes/${codeOf('sister')}/owner`, { owner, reason: 'próba' });
    expect((await order(people.otherManager.email)).json).toMatchObject({ status: 422, code: 'outside-the-line' });
    expectStatus(await order(people.colleague.email), 200);
    expect(await seen('otherKam')).toEqual([codeOf('otherRegions')]);
    expectStatus(
      await house.host.put(`/api/account-codes/${codeOf('sister')}/owner`, { owner: people.otherKam.email }),
      200,
    );
    const today = Me.parse((await as('manager').get('/api/me')).json).today;
    expectStatus(await end(given, today), 200);
    expect((await seen('manager')).some((code) => western.includes(code))).toBe(false);
  });

  it('passes them on to whoever stands in for her', async () => {
    const given = TerritoryHeld.parse(expectStatus(await give(house, 'manager'), 201).json);
    const today = Me.parse((await as('kam').get('/api/me')).json).today;
    const absence = { for: people.manager.email, by: people.colleague.email, from: today, reason: 'szabadság' };
    const until = '2026-12-31';
    const made = expectStatus(
      await house.host.post('/api/substitutions', {
        ...absence,
        until,
        accounts: null,
        confidential: false,
        personal: false,
      }),
      201,
    ).json as { id: number }; // the door's contract
    expect((await seen('colleague')).filter((code) => western.includes(code)).sort()).toEqual([...western].sort());
    expectStatus(await house.host.patch(`/api/substitutions/${String(made.id)}`, { until: today }), 200);
    expect((await seen('colleague')).some((code) => western.includes(code))).toBe(false);
    expectStatus(await end(given, today), 200);
  });

  it('follows an account that lies elsewhere now', async () => {
    const given = TerritoryHeld.parse(expectStatus(await give(house, 'kam'), 201).json);
    const place = (territory: string | null) =>
      house.host.patch(`/api/account-codes/${codeOf('unowned')}`, { territory });
    expectStatus(await place(west), 200);
    expect(await seen('kam')).toContain(codeOf('unowned'));
    expectStatus(await place(null), 200);
    expect(await seen('kam')).not.toContain(codeOf('unowned'));
    expectStatus(await end(given, Me.parse((await as('kam').get('/api/me')).json).today), 200);
  });
});

it.each([
  ['twice in the same days', 'kam', {}, 409, 'territory-held'],
  ['from a day that is over', 'otherManager', { from: '2020-01-01' }, 422, 'day-past'],
  ['until before it begins', 'otherManager', { from: '2030-01-02', until: '2030-01-02' }, 422, 'role-ends-first'],
  ['for support, who owns none', 'support', {}, 422, 'cannot-own'],
  ['for an administrator, who sees no business', 'admin', {}, 422, 'cannot-own'],
] as const)('it is not given %s', async (_what, who, more, status, code) => {
  if (status === 409) expectStatus(await give(house, who, { from: '2031-01-01' }), 201);
  const wanted = status === 409 ? { from: '2031-06-01' } : more;
  expect((await give(house, who, wanted)).json).toMatchObject({ status, code });
  expectStatus(
    await as('manager').post(`/api/people/${String(house.personId(people.kam.email))}/territories`, {
      territory: west,
    }),
    403,
  );
});

it('a world with only what she sees answers her as the whole world does', async () => {
  const part: readonly ThingName[] = ['mine', 'mineToo', 'otherRegions', 'sister'];
  const [whole, small] = [await openTestHouse(), await openTestHouse()];
  try {
    await fill(whole);
    await fill(small, part);
    for (const one of [whole, small]) expectStatus(await give(one, 'kam'), 201);
    const figures = async (where: TestHouse) => {
      const kam = where.as(people.kam.email);
      const { totals, accounts } = KeyAccountsReply.parse(
        expectStatus(await kam.get('/api/portfolio/key-accounts?all=true'), 200).json,
      );
      return {
        totals,
        accounts: accounts.map(({ id: _id, groupId: _group, ...account }) => account),
        list: (await kam.get('/api/accounts.csv?columns=code,net,class,tier,score&sort=-net')).text,
        filters: AccountsReply.parse((await kam.get('/api/accounts?group=none')).json).accounts.map(({ code }) => code),
        hidden: (await kam.get('/api/accounts?search=zqcolleagues')).text,
        // Numbers of products come with the order in which lines name them.
        found: (await kam.get('/api/search?q=zqunowned')).text.replaceAll(/"id":\d+/g, ''),
        lines: (await kam.get('/api/sales/lines.csv')).text,
      };
    };
    const there = await figures(whole);
    expect(there).toEqual(await figures(small));
    // 1,500,011 + 800,021 + 5,600,033 + 1,100,031
    expect(there.totals.net).toBe('9000096');
  } finally {
    await whole.close();
    await small.close();
  }
});
