import { randomInt } from 'node:crypto';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectStatus } from '#testing/house.ts';
import { lines, salesWorld } from '#testing/sales-world.ts';
import { AccountSales } from '#slices/sales/contract.ts';
import { addDays, addMonths, parseDay, startOfMonth, type Day } from '#kernel/day.ts';
import { monthsEarlier, type Period } from '#kernel/period.ts';
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
