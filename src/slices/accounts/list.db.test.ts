import { beforeAll, describe, expect, it } from 'vitest';
import { header } from '#testing/sales-world.ts';
import { expectStatus, people, testHouse } from '#testing/house.ts';
import { AssignmentReply } from './assignment-contract.ts';
import { AccountFiltersReply, AccountReply, AccountsReply, BulkReply } from './contract.ts';

const house = testHouse();

/**
 * Two years of five accounts. The last line lies on 31 January 2026, so that the twelve months end with that month.
 * Net of February 2025 to January 2026 in forints: Álmos 800, Béla 150, Cecil 40, Dénes 10, Ede nothing; together 1,000.
 */
const sales = [
  header,
  'a1,2024-03-05,A,P1,1,400',
  'a2,2025-03-05,A,P1,1,500',
  'a3,2026-01-31,A,P1,1,300',
  'b1,2024-06-01,B,P1,1,300',
  'b2,2025-06-01,B,P1,1,150',
  'c1,2025-07-01,C,P1,1,40',
  'd1,2025-08-01,D,P1,1,10',
  'e1,2024-02-10,E,P1,1,70',
].join('\n');
const names = { A: 'Álmos', B: 'Béla', C: 'Cecil', D: 'Dénes', E: 'Ede' };

beforeAll(async () => {
  await house.loadLines(`${sales}\n`);
  for (const [code, name] of Object.entries(names)) {
    const known = { name, country: code < 'C' ? 'Hungary' : 'Austria' };
    expectStatus(await house.host.send({ method: 'PATCH', url: `/api/account-codes/${code}`, body: known }), 200);
  }
  for (const code of ['A', 'B', 'C', 'D']) {
    const owner = code === 'D' ? people.otherKam.email : people.kam.email;
    expectStatus(
      await house.host.send({ method: 'PUT', url: `/api/account-codes/${code}/owner`, body: { owner } }),
      200,
    );
  }
});

/**
 * Scores of criteria 1 (weight 20, attractiveness) and 4 (weight 25, strength) of the first card. Álmos 8 and 4: 8, 4, and of 100
 * (20·8 + 25·4) / 45 · 10 = 57.8; Béla 10: 10, none, 100; Cecil 2: none, 2, 20. Álmos is nominated, Béla key, Dénes watched.
 */
beforeAll(async () => {
  const idOf = new Map((await list({})).accounts.map(({ code, id }) => [code, id]));
  const first = { 'if-match': '"1"' };
  const score = async (code: string, scores: Readonly<Record<number, number>>): Promise<void> => {
    const body = {
      scores: Object.entries(scores).map(([criterion, value]) => ({
        criterion: Number(criterion),
        value,
        reason: 'próba',
      })),
    };
    const url = `/api/accounts/${String(idOf.get(code))}/scores`;
    expectStatus(await house.host.send({ method: 'PUT', url, body, headers: first }), 200);
  };
  await score('A', { 1: 8, 4: 4 });
  await score('B', { 1: 10 });
  await score('C', { 4: 2 });
  for (const [code, act] of [
    ['A', 'nominate'],
    ['B', 'confirm'],
    ['D', 'watch'],
  ]) {
    const url = `/api/account-codes/${String(code)}/decision`;
    expectStatus(
      await house.host.send({ method: 'PUT', url, body: { act, reason: 'próba', on: '2026-01-15' }, headers: first }),
      200,
    );
  }
});

async function list(query: Record<string, string>, who: string = people.director.email): Promise<AccountsReply> {
  const url = `/api/accounts?${new URLSearchParams(query).toString()}`;
  return AccountsReply.parse(expectStatus(await house.as(who).get(url), 200).json);
}
const codes = ({ accounts }: AccountsReply): string => accounts.map(({ code }) => code).join('');

describe('the order', () => {
  it.each([
    ['name', 'ABCDE'],
    ['-name', 'EDCBA'],
    ['net', 'DCBAE'],
    // What is not known stands last in both directions.
    ['-net', 'ABCDE'],
    ['country', 'CDE AB'],
    ['owner', 'ABC D E'],
    // The year before: A 400, B 300, E 70; so A doubled, B halved, E fell to nothing.
    ['-change', 'A B E CD'],
    ['first', 'EABCD'],
    ['-last', 'ADCBE'],
    ['tier', 'B A D CE'],
    ['-tier', 'D A B CE'],
    ['score', 'C A B DE'],
    ['-score', 'B A C DE'],
    ['-attractiveness', 'B A CDE'],
    ['strength', 'C A BDE'],
  ])('by %s, whole and page by page', async (sort, order) => {
    const all = codes(await list({ sort }));
    // Equal ones stand together, in whichever order.
    let place = 0;
    for (const equal of order.includes(' ') ? order.split(' ') : order) {
      expect([...all.slice(place, (place += equal.length))].sort().join('')).toBe(equal);
    }
    let walked = '';
    let cursor: string | null = null;
    do {
      const page: AccountsReply = await list({ sort, limit: '1', ...(cursor === null ? {} : { cursor }) });
      walked += codes(page);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(walked).toBe(all);
  });
});

it('figures come only when they are asked for', async () => {
  const plain = await list({});
  expect([plain.period, plain.accounts[0]?.figures]).toEqual([null, undefined]);
  const { accounts, period, currency } = await list({ columns: 'net,change,class,first,last' });
  expect([period, currency]).toEqual([{ from: '2025-02-01', to: '2026-02-01' }, 'HUF']);
  expect(accounts.map(({ figures }) => figures)).toEqual([
    // 800 of 1,000 is up to the first edge of 80 %: what comes after lies behind it.
    { net: '800', change: 1, class: 'A', first: '2024-03-05', last: '2026-01-31' },
    { net: '150', change: -0.5, class: 'B', first: '2024-06-01', last: '2025-06-01' },
    { net: '40', change: null, class: 'C', first: '2025-07-01', last: '2025-07-01' },
    { net: '10', change: null, class: 'C', first: '2025-08-01', last: '2025-08-01' },
    { net: null, change: -1, class: null, first: '2024-02-10', last: '2024-02-10' },
  ]);
});

it('decisions and scores come only when they are asked for, by the card in force', async () => {
  const asked = await list({ columns: 'tier,score,attractiveness,strength' });
  expect(asked.period).toBeNull();
  const told = asked.accounts.map(({ standing }) => ({ ...standing, score: standing?.score?.toFixed(1) ?? null }));
  const none = { tier: 'none', since: null, score: null, attractiveness: null, strength: null };
  expect(told).toEqual([
    { tier: 'nominated', since: '2026-01-15', score: '57.8', attractiveness: 8, strength: 4 },
    { tier: 'key', since: '2026-01-15', score: '100.0', attractiveness: 10, strength: null },
    { ...none, score: '20.0', strength: 2 },
    { ...none, tier: 'watch', since: '2026-01-15' },
    none,
  ]);
  expect((await list({ columns: 'net' })).accounts[0]?.standing).toBeUndefined();
  expect((await list({ columns: 'score' })).accounts[3]?.standing).toEqual({ score: null });
});

it('whoever sees an account sees where it stands; of decisions and scores support learns nothing', async () => {
  const [almos] = (await list({ search: 'almos' })).accounts;
  const url = `/api/accounts/${String(almos?.id)}`;
  const standing = { tier: 'nominated', since: '2026-01-15' };
  expect(AccountReply.parse((await house.as(people.kam.email).get(url)).json).standing).toEqual(standing);
  expect(AccountReply.parse((await house.as(people.support.email).get(url)).json).standing).toBeNull();
  for (const query of ['sort=tier', 'sort=-score', 'columns=strength', 'tier=key', 'tier=none', 'scoreFrom=1']) {
    expectStatus(await house.as(people.support.email).get(`/api/accounts?${query}`), 403);
  }
  const file = expectStatus(await house.as(people.support.email).get('/api/accounts.csv'), 200).text;
  expect(file.split('\n')[0]).not.toMatch(/Tier|Score/);
});

it('goes out as a file with the words of the tiers', async () => {
  const file = expectStatus(
    await house.as(people.director.email).get('/api/accounts.csv?columns=tier,score,strength'),
    200,
  ).text.replace('\uFEFF', '');
  expect(file.trim().split(/\r?\n/).slice(1)).toEqual([
    'Account,Tier,Score,Our strength',
    'Álmos,nominated,57.8,4.00',
    'Béla,key,100.0,',
    'Cecil,not decided,20.0,2.00',
    'Dénes,watch,,',
    'Ede,not decided,,',
  ]);
});

it('the class is that among the accounts one sees', async () => {
  const { accounts } = await list({ columns: 'class' }, people.otherKam.email);
  expect(accounts.map(({ code, figures }) => [code, figures?.class])).toEqual([['D', 'A']]);
});

it('months of the trend, oldest first', async () => {
  const { accounts } = await list({ columns: 'trend', search: 'almos' });
  expect(accounts[0]?.figures?.trend).toEqual([0, 500, 0, 0, 0, 0, 0, 0, 0, 0, 0, 300]);
});

it.each([
  [{ owner: 'none' }, 'E'],
  [{ owner: 'me' }, ''],
  [{ country: 'Austria' }, 'CDE'],
  [{ netFrom: '40' }, 'ABC'],
  [{ netTo: '39.9' }, 'DE'],
  [{ netFrom: '-1', netTo: '10' }, 'DE'],
  [{ class: 'C' }, 'CD'],
  [{ search: 'ce', country: 'Austria' }, 'C'],
  [{ group: 'none', sort: '-net' }, 'ABCDE'],
  [{ tier: 'key' }, 'B'],
  [{ tier: 'none' }, 'CE'],
  [{ tier: 'watch', netTo: '10' }, 'D'],
  [{ scoreFrom: '57' }, 'AB'],
  [{ scoreTo: '20' }, 'C'],
  [{ scoreFrom: '20', scoreTo: '57.7', sort: '-tier' }, 'C'],
] as [Record<string, string>, string][])('of those with %j there are %j', async (query, found) => {
  expect(codes(await list(query))).toBe(found);
});

it('of margins support learns nothing, not even by the order', async () => {
  for (const query of ['sort=margin', 'columns=margin']) {
    expectStatus(await house.as(people.support.email).get(`/api/accounts?${query}`), 403);
  }
});

it('offers to filter by what is there, and by nothing of others', async () => {
  const of = async (who: string): Promise<AccountFiltersReply> =>
    AccountFiltersReply.parse(expectStatus(await house.as(who).get('/api/account-filters'), 200).json);
  const director = await of(people.director.email);
  expect(director.countries).toEqual(['Austria', 'Hungary']);
  expect(director.owners.map(({ name }) => name)).toEqual([people.kam.name, people.otherKam.name]);
  expect((await of(people.otherKam.email)).owners.map(({ name }) => name)).toEqual([people.otherKam.name]);
});

describe('several at once', () => {
  const post = async (url: string, changes: object[], who: string = people.director.email): Promise<BulkReply> =>
    BulkReply.parse(expectStatus(await house.as(who).post(url, { changes }), 200).json);

  it('gives what may be given, names what was refused, and takes it back', async () => {
    const order = { owner: people.colleague.email, reason: 'próba', accounts: ['A', 'D', 'E', 'nowhere'] };
    const manager = house.as(people.manager.email);
    const given = AssignmentReply.parse(expectStatus(await manager.post('/api/assignment-orders', order), 200).json);
    const { refused } = given;
    expect(given.order?.accounts).toMatchObject([{ code: 'A', name: 'Álmos', before: people.kam.name }]);
    // Another region's account, one that nobody owns, and one that there is not: alike.
    expect(refused.map(({ at, problem }) => [at, problem])).toEqual([
      [1, 'not-found'],
      [2, 'not-found'],
      [3, 'not-found'],
    ]);
    expect(new Set(refused.map(({ detail }) => detail)).size).toBe(1);
    expectStatus(await manager.post(`/api/assignment-orders/${String(given.order?.id)}/undo`, {}), 200);
    expect((await list({ owner: 'me' }, people.kam.email)).accounts.map(({ code }) => code)).toEqual(['A', 'B', 'C']);
  });

  it('into a group and out of it again', async () => {
    const { changed } = await post('/api/account-groupings', [
      { code: 'A', group: 'Kör' },
      { code: 'B', group: 'Kör' },
    ]);
    expect(changed.map(({ before }) => before)).toEqual([null, null]);
    expect([...codes(await list({ sort: 'group' })).slice(0, 2)].sort()).toEqual(['A', 'B']);
    const groups = (await list({})).accounts.map(({ group }) => group?.name ?? null);
    expect(groups).toEqual(['Kör', 'Kör', null, null, null]);
    await post(
      '/api/account-groupings',
      changed.map(({ code, before }) => ({ code, group: before })),
    );
    expect(codes(await list({ group: 'none' }))).toBe('ABCDE');
  });
});
