import { randomInt } from 'node:crypto';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectStatus } from '#testing/house.ts';
import { lines, salesWorld } from '#testing/sales-world.ts';
import { AccountSales } from '#slices/sales/contract.ts';
import { addDays, addMonths, parseDay, startOfMonth, type Day } from '#kernel/day.ts';
import { monthsEarlier, type Period } from '#kernel/period.ts';
import { KeyAccountsReply } from './contract.ts';
import { yearBeforeOf } from './domain/comparison.ts';

const seed = Number(process.env['KULCS_TEST_SEED'] ?? randomInt(2 ** 31 - 1));

const day = (text: string): Day => {
  const found = parseDay(text);
  if (found === null) throw new Error(`${text} is no day`);
  return found;
};
const money = (cents: bigint | string): string => new Decimal(cents.toString()).div(100).toFixed(2);

describe(`figures of any period (seed ${String(seed)})`, () => {
  const world = salesWorld('GBP', true);
  const first = day('2022-11-17');
  const days = 800;

  beforeAll(async () => {
    // Deterministic by the seed: 14 accounts, three kinds of products, cost on some lines, credit notes, lines without account.
    const random = fc.sample(fc.nat(999_999), { seed, numRuns: 7000 });
    let used = 0;
    const below = (limit: number): number => (random[used++ % random.length] ?? 0) % limit;
    const rows = Array.from({ length: 1000 }, (_unused, index) => {
      const account = below(15);
      const quantity = below(12) === 0 ? -1 - below(3) : 1 + below(20);
      const cost = below(3) === 0 ? '' : String(below(500) / 100);
      const product = ['P1', 'P2', 'P3', 'POST', 'S1'][below(5)] ?? 'P1';
      return [
        `D${String(index >> 1)}`, addDays(first, below(days)), account === 14 ? '' : `A${String(account)}`, product, quantity,
        (below(10_000) / 1000).toFixed(3), cost,
      ].join(','); // prettier-ignore
    });
    await world.load(['document,date,account,product,quantity,unitPrice,unitCost', ...rows].join('\n'));
    const { host } = world.house;
    expectStatus(await host.put('/api/product-codes/S1/kind', { kind: 'service' }), 200);
    for (const [name, accounts] of [
      ['North', ['A1', 'A2', 'A3']],
      ['South', ['A4', 'A9']],
    ] as const) {
      expectStatus(await host.post('/api/account-groups', { name, accounts }), 204);
    }
  });

  interface Plain {
    code: string;
    net: bigint;
    lines: number;
    members: number;
    costed_net: bigint;
    cost: bigint;
  }

  /** The same figures from the lines alone. */
  const plain = ({ from, to }: Period, goodsOnly: boolean, by: 'account' | 'group'): Promise<Plain[]> =>
    world.rows<Plain>(
      `select coalesce(case when $4 = 'group' then account_group.name end, account.code) as code, sum(net)::bigint as net,
         count(*)::int as lines, count(distinct account_id)::int as members,
         coalesce(sum(net) filter (where cost is not null), 0)::bigint as costed_net, coalesce(sum(cost), 0)::bigint as cost
       from sales.line join accounts.account using (account_id) join catalog.product using (product_id)
         left join accounts.account_group using (group_id)
       where day >= $1 and day < $2 and (not $3 or product.kind = 'goods') group by 1`,
      [from, to, goodsOnly, by],
    );

  const period = fc
    .tuple(
      fc.integer({ min: -40, max: days + 40 }),
      fc.oneof(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 900 })),
    )
    .map(([start, length]): Period => ({ from: addDays(first, start), to: addDays(first, start + length) }));
  const wholeMonths = fc
    .tuple(fc.integer({ min: 0, max: 26 }), fc.integer({ min: 1, max: 26 }))
    .map(([start, count]): Period => {
      const from = addMonths(startOfMonth(first), start);
      return { from, to: addMonths(from, count) };
    });
  const query = fc.record({
    period: fc.oneof({ weight: 3, arbitrary: period }, { weight: 1, arbitrary: wholeMonths }),
    goodsOnly: fc.boolean(),
    by: fc.constantFrom('account' as const, 'group' as const),
  });

  test('equal a plain sum of the lines: net, margin, change on a year, lines without an account', async () => {
    await fc.assert(
      fc.asyncProperty(query, async ({ period, goodsOnly, by }) => {
        const found = await world.keys({
          from: period.from,
          to: period.to,
          goodsOnly: String(goodsOnly),
          by,
          trend: 'false',
        });
        expect(found.period).toEqual(period);
        const expected = new Map((await plain(period, goodsOnly, by)).map((row) => [row.code, row]));
        const unattributed = expected.get('');
        expected.delete('');
        expect(found.totals).toMatchObject({
          unattributed: money(unattributed?.net ?? 0n),
          unattributedLines: unattributed?.lines ?? 0,
        });
        expect(found.accounts.map((one) => one.code).sort()).toEqual([...expected.keys()].sort());

        const hasYearBefore =
          found.available !== null &&
          yearBeforeOf(period, { from: day(found.available.from), to: day(found.available.to) }) !== null;
        const before = new Map(
          hasYearBefore
            ? (await plain(monthsEarlier(period, 12), goodsOnly, by)).map((row) => [row.code, row.net] as const)
            : [],
        );
        for (const one of found.accounts) {
          const row = expected.get(one.code);
          if (!row) throw new Error(`nobody expected ${one.code}`);
          const hasCost = row.costed_net !== 0n;
          expect(one).toMatchObject({
            net: money(row.net),
            members: row.members,
            margin: hasCost ? money(row.costed_net - row.cost) : null,
          });
          const earlier = before.get(one.code) ?? 0n;
          if (earlier > 0n) expect(one.change).toBeCloseTo(Number(row.net - earlier) / Number(earlier), 10);
          else expect(one.change).toBeNull();
        }
        const sum = [...expected.values()].reduce((total, row) => total + row.net, 0n);
        expect(found.totals.net).toBe(money(sum));
        const nets = found.accounts.map((one) => Number(one.net));
        expect([...nets].sort((a, b) => b - a)).toEqual(nets);
        expect(found.totals).toMatchObject({
          accounts: expected.size,
          positive: [...expected.values()].filter((row) => row.net > 0n).length,
          negative: [...expected.values()].filter((row) => row.net < 0n).length,
        });
      }),
      { seed, numRuns: 150, endOnFailure: true },
    );
  }, 120_000);

  test('of one account equal a plain sum of its lines: totals, months, products', async () => {
    const accounts = await world.rows<{ id: number; code: string }>(
      'select account_id as id, code from accounts.account where account_id > 0',
    );
    await fc.assert(
      fc.asyncProperty(period, fc.constantFrom(...accounts), async ({ from, to }, { id, code }) => {
        const reply = expectStatus(
          await world.house.host.get(`/api/accounts/${String(id)}/sales?from=${from}&to=${to}`),
          200,
        );
        const found = AccountSales.parse(reply.json);
        const [sum] = (await plain({ from, to }, false, 'account')).filter((row) => row.code === code);
        expect(found.total.net).toBe(money(sum?.net ?? 0n));
        expect(found.total.lines).toBe(sum?.lines ?? 0);
        const byMonth = async (span: Period) =>
          new Map(
            (
              await world.rows<{ month: string; net: bigint }>(
                `select to_char(day, 'YYYY-MM-01') as month, sum(net)::bigint as net from sales.line
                 where account_id = $1 and day >= $2 and day < $3 group by 1`,
                [id, span.from, span.to],
              )
            ).map((row) => [row.month, row.net]),
          );
        const now = await byMonth({ from, to });
        const before = await byMonth(monthsEarlier({ from, to }, 12));
        expect(found.months.at(0)?.month).toBe(startOfMonth(from));
        expect(found.months.at(-1)?.month).toBe(startOfMonth(addDays(to, -1)));
        for (const { month, net, yearBefore } of found.months) {
          expect(net).toBe(money(now.get(month) ?? 0n));
          expect(yearBefore).toBe(money(before.get(addMonths(day(month), -12)) ?? 0n));
        }
        const products = await world.rows<{ code: string; net: bigint; quantity: string }>(
          `select product.code, sum(net)::bigint as net, sum(quantity)::text as quantity from sales.line join catalog.product using (product_id)
           where account_id = $1 and day >= $2 and day < $3 group by 1`,
          [id, from, to],
        );
        const sold = found.products.filter((one) => products.some((row) => row.code === one.code));
        expect(new Map(sold.map((one) => [one.code, [one.net, one.quantity]]))).toEqual(
          new Map(products.map((row) => [row.code, [money(row.net), row.quantity]])),
        );
        // What was bought a year before only is listed with nothing.
        for (const one of found.products) if (!sold.includes(one)) expect(one.net).toBe('0.00');
      }),
      { seed, numRuns: 60, endOnFailure: true },
    );
  }, 120_000);

  test('sparklines are the twelve months up to the end of the period', async () => {
    for (const [to, last] of [
      ['2024-06-01', '2024-05-01'],
      ['2024-05-20', '2024-05-01'],
      ['2023-03-01', '2023-02-01'],
    ] as const) {
      const found = await world.keys({ from: '2022-01-01', to });
      const months = Array.from({ length: 12 }, (_unused, index) => addMonths(day(last), index - 11));
      for (const one of found.accounts.slice(0, 5)) {
        const rows = await world.rows<{ month: string; net: number }>(
          `select to_char(day, 'YYYY-MM-01') as month, sum(net)::float8 / 100 as net
           from sales.line join accounts.account using (account_id) where code = $1 group by 1`,
          [one.code],
        );
        const byMonth = new Map(rows.map((row) => [row.month, row.net]));
        expect(one.trend).toEqual(months.map((month) => byMonth.get(month) ?? 0));
      }
    }
  });
});

describe('the period that is taken when nobody says', () => {
  const world = salesWorld();
  const sell = (...days: readonly string[]) =>
    world.load(lines(...days.map((one, index) => `I${String(index)},${one},A1,P1,1,1.00`)));
  const periodOf = async (query: Readonly<Record<string, string>> = {}) => (await world.keys(query)).period;

  test.each([
    ['the last month is not over', ['2022-03-10', '2024-05-20'], { from: '2023-05-01', to: '2024-05-01' }],
    ['the last month is over', ['2022-03-10', '2024-05-31'], { from: '2023-06-01', to: '2024-06-01' }],
    ['it ends with February of a leap year', ['2022-03-10', '2024-02-29'], { from: '2023-03-01', to: '2024-03-01' }],
    ['the 28th is not its end', ['2022-03-10', '2024-02-28'], { from: '2023-02-01', to: '2024-02-01' }],
    ['there is less than a year', ['2024-04-10', '2024-05-20'], { from: '2023-05-01', to: '2024-05-01' }],
    ['there is less than a month', ['2024-05-03', '2024-05-20'], { from: '2024-05-03', to: '2024-05-21' }],
    ['there is one whole month', ['2024-05-01', '2024-05-31'], { from: '2023-06-01', to: '2024-06-01' }],
  ])('%s', async (_what, days, expected) => {
    await sell(...days);
    expect(await periodOf()).toEqual(expected);
  });

  test('all, one end, both ends', async () => {
    await sell('2022-03-10', '2024-05-20');
    expect((await world.keys()).available).toEqual({ from: '2022-03-10', to: '2024-05-21' });
    expect(await periodOf({ all: 'true' })).toEqual({ from: '2022-03-10', to: '2024-05-21' });
    expect(await periodOf({ all: 'true', from: '2023-01-01' })).toEqual({ from: '2023-01-01', to: '2024-05-21' });
    expect(await periodOf({ to: '2024-01-01', from: '2023-12-01' })).toEqual({ from: '2023-12-01', to: '2024-01-01' });
    expect(await periodOf({ from: '2024-04-30' })).toEqual({ from: '2024-04-30', to: '2024-05-01' });
  });

  test('a period that is none is refused, of all accounts and of one', async () => {
    await sell('2024-01-01');
    const [account] = (await world.keys()).accounts;
    for (const [from, to, code] of [
      ['2024-01-01', '2024-01-01', 'period-order'],
      ['2024-02-01', '2024-01-01', 'period-order'],
      ['2024-02-30', '2024-03-01', 'invalid-input'],
      ['2024-2-1', '2024-03-01', 'invalid-input'],
      ['0024-01-01', '2024-03-01', 'invalid-input'],
      ['2024-01-01', '9999-01-01', 'invalid-input'],
    ] as const) {
      for (const door of ['portfolio/key-accounts', `accounts/${String(account?.id)}/sales`]) {
        const reply = await world.house.host.get(`/api/${door}?from=${from}&to=${to}`);
        expect.soft(reply.json, `${door} ${from} ${to}`).toMatchObject({ status: 400, code });
      }
    }
  });

  test('without any line there is none', async () => {
    const found = await world.keys({});
    expect(found).toMatchObject({ period: null, available: null, accounts: [], curve: [], listed: 0 });
    expect(found.totals).toMatchObject({ net: '0.00', unattributed: '0.00', accounts: 0 });
    for (const value of Object.values(found.concentration)) expect(value).toBeNull();
  });

  test('a period without lines is an empty ranking, not an error', async () => {
    await sell('2024-01-01');
    const found = await world.keys({ from: '2010-01-01', to: '2011-01-01' });
    expect(found).toMatchObject({ accounts: [], listed: 0, totals: { net: '0.00', accounts: 0 } });
  });
});

describe('the ranking', () => {
  const world = salesWorld();
  const sell = (...nets: readonly number[]) =>
    world.load(
      lines(
        ...nets.map(
          (net, index) => `I${String(index)},2024-01-05,A${String(index + 1).padStart(3, '0')},P1,1,${net.toFixed(2)}`,
        ),
      ),
    );

  test('example of the formulas, through the doors', async () => {
    await sell(20, 40, 10, 30);
    const found = await world.keys();
    expect(
      found.accounts.map((one) => [one.rank, one.code, one.net, one.share, one.cumulativeShare, one.class]),
    ).toEqual([
      [1, 'A002', '40.00', 0.4, 0.4, 'A'],
      [2, 'A004', '30.00', 0.3, 0.7, 'A'],
      [3, 'A001', '20.00', 0.2, 0.9, 'A'],
      [4, 'A003', '10.00', 0.1, 1, 'B'],
    ]);
    expect(found.concentration.hhi).toBeCloseTo(0.3, 12);
    expect(found.concentration.effectiveAccounts).toBeCloseTo(3.33, 2);
    expect(found.curve.map((point) => [point.rank, point.value, point.cumulativeShare, point.class])).toEqual([
      [1, 40, 0.4, 'A'],
      [2, 30, 0.7, 'A'],
      [3, 20, 0.9, 'A'],
      [4, 10, 1, 'B'],
    ]);
    expect(found.accounts.every((one) => one.keyCandidate)).toBe(true);
  });

  test('pages show parts of one and the same ranking', async () => {
    await sell(...Array.from({ length: 25 }, (_unused, index) => 100 - index));
    const whole = await world.keys({ all: 'true', limit: '1000' });
    const pages = await Promise.all(
      [0, 10, 20, 30].map((offset) => world.keys({ all: 'true', limit: '10', offset: String(offset) })),
    );
    expect(pages.flatMap((page) => page.accounts)).toEqual(whole.accounts);
    expect(pages.map((page) => [page.accounts.length, page.listed])).toEqual([[10, 25], [10, 25], [5, 25], [0, 25]]); // prettier-ignore
    for (const page of pages) expect(page.concentration).toEqual(whole.concentration);
  });

  test('one owner’s accounts keep their places and shares in the whole', async () => {
    await sell(50, 30, 20);
    const { host } = world.house;
    const kam = { email: 'kam@trial.test', name: 'Kim', role: 'kam' };
    const added = await host.post('/api/people', kam);
    if (added.status !== 409) expectStatus(added, 201);
    for (const code of ['A001', 'A003'])
      expectStatus(await host.put(`/api/account-codes/${code}/owner`, { owner: kam.email }), 200);
    const people = (await host.get('/api/people')).json as { people: { id: number; email: string }[] };
    const owner = String(people.people.find((one) => one.email === kam.email)?.id);
    const found = await world.keys({ all: 'true', owner });
    expect(found.accounts.map((one) => [one.rank, one.code, one.share, one.owner])).toEqual([
      [1, 'A001', 0.5, 'Kim'],
      [3, 'A003', 0.2, 'Kim'],
    ]);
    expect(found).toMatchObject({ listed: 2, totals: { net: '100.00', accounts: 3 } });
    // Signed in herself she sees her own accounts alone, and nothing of the company.
    const own = KeyAccountsReply.parse(
      expectStatus(await world.house.as(kam.email).get('/api/portfolio/key-accounts?all=true'), 200).json,
    );
    expect(own).toMatchObject({
      scope: 'own',
      totals: { net: '70.00', accounts: 2, unattributed: null, unattributedLines: null },
    });
    expect(own.accounts.map((one) => [one.rank, one.code, one.keyCandidate])).toEqual([[1, 'A001', null], [2, 'A003', null]]); // prettier-ignore
  });

  test('by margin: those whose cost is known, by what they left', async () => {
    await world.load(
      'document,date,account,product,quantity,unitPrice,cost\nI1,2024-01-05,A1,P1,1,100.00,90.00\nI2,2024-01-05,A2,P1,1,50.00,20.00\nI3,2024-01-05,A3,P1,1,500.00,\nI4,2024-01-05,A4,P1,0,0,5.00\n',
    );
    const found = await world.keys({ all: 'true', measure: 'margin' });
    expect(found.accounts.map((one) => [one.code, one.net, one.share])).toEqual([
      ['A2', '50.00', 30 / 35],
      ['A1', '100.00', 10 / 35],
      ['A4', '0.00', -5 / 35],
    ].map(([code, net, share]) => [code, net, expect.closeTo(Number(share), 12) as number])); // prettier-ignore
    expect(found.measure).toBe('margin');
  });

  test('the list as a file has every row, a heading that says what it is of, and no formula', async () => {
    await sell(...Array.from({ length: 3 }, (_unused, index) => 60 - 20 * index));
    expectStatus(await world.house.host.patch('/api/account-codes/A002', { name: '=cmd|calc' }), 200);
    const reply = expectStatus(await world.house.host.get('/api/portfolio/key-accounts.csv?all=true&limit=1'), 200);
    expect(reply.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8' });
    expect(reply.headers['content-disposition']).toContain('attachment');
    expect(reply.text.split('\r\n')).toEqual([
      '\ufeffKey accounts,whole company,2024-01-05 – 2024-01-06,host',
      'Rank,Code,Account,Town,Owner,"Net revenue, GBP","Margin, GBP",Share,Cumulative share,ABC,Key candidate,Change on a year',
      '1,A001,A001,,,60.00,,0.500000,0.500000,A,yes,',
      "2,A002,'=cmd|calc,,,40.00,,0.333333,0.833333,A,yes,",
      '3,A003,A003,,,20.00,,0.166667,1.000000,B,yes,',
      '',
    ]);
    const [entry] = await world.rows<{ action: string; detail: unknown }>(
      'select action, detail from audit.entry order by seq desc limit 1',
    );
    expect(entry).toMatchObject({ action: 'export.key-accounts', detail: { rows: 3 } });
  });

  test('a policy decides who is proposed and where classes end, from the next look on', async () => {
    await sell(50, 30, 15, 5);
    const { host } = world.house;
    const before = (await host.get('/api/portfolio/policy')).json as { policy: object };
    expect(before).toMatchObject({
      policy: { shareThreshold: 0.1, firstAccounts: 10, standOut: 5, classA: 0.8, classB: 0.95 },
      changedBy: null,
    });
    const policy = { shareThreshold: 0.4, firstAccounts: 0, standOut: 5, classA: 0.5, classB: 0.8 };
    expectStatus(await host.put('/api/portfolio/policy', policy), 200);
    const found = await world.keys();
    expect(found.policy).toEqual(policy);
    expect(found.accounts.map((one) => [one.class, one.keyCandidate])).toEqual([['A', true], ['B', false], ['C', false], ['C', false]]); // prettier-ignore
    expect(found.concentration.atOrAboveThreshold).toBe(1);
    expect((await host.put('/api/portfolio/policy', { ...policy, classB: 0.5 })).json).toMatchObject({
      status: 422,
      code: 'class-edges',
    });
    expect((await host.put('/api/portfolio/policy', { ...policy, shareThreshold: 0 })).json).toMatchObject({
      status: 400,
    });
    expect((await world.keys()).policy).toEqual(policy);
    expectStatus(await host.put('/api/portfolio/policy', before.policy), 200);
  });
});
