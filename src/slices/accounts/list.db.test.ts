import { beforeAll, describe, expect, it } from 'vitest';
import { header } from '#testing/sales-world.ts';
import { expectStatus, people, testHouse } from '#testing/house.ts';
import { AccountFiltersReply, AccountsReply, BulkReply } from './contract.ts';

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
    const changes = ['A', 'D', 'E', 'nowhere'].map((code) => ({ code, owner: people.colleague.email }));
    const { changed, refused } = await post('/api/account-owners', changes, people.manager.email);
    expect(changed).toEqual([{ code: 'A', name: 'Álmos', before: people.kam.email }]);
    // Another region's account, one that nobody owns, and one that there is not: alike.
    expect(refused.map(({ at, problem }) => [at, problem])).toEqual([
      [1, 'not-found'],
      [2, 'not-found'],
      [3, 'not-found'],
    ]);
    expect(new Set(refused.map(({ detail }) => detail)).size).toBe(1);
    const back = changed.map(({ code, before }) => ({ code, owner: before }));
    await post('/api/account-owners', back, people.manager.email);
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
