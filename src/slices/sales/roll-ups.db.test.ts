import { randomInt } from 'node:crypto';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { database } from '#platform/db/kysely.ts';
import type { DB as Schema } from '#platform/db/schema.ts';
import { expectStatus } from '#testing/house.ts';
import { lines, salesWorld } from '#testing/sales-world.ts';
import { Attribution } from './attribution-contract.ts';
import { differencesFromRecount } from './roll-ups.ts';

const world = salesWorld();

const seed = Number(process.env['KULCS_TEST_SEED'] ?? randomInt(2 ** 31 - 1));

/** A row as a file has it. The lists are short, so that documents, accounts and months meet again and again. */
interface Row {
  readonly document: string;
  readonly day: string;
  readonly account: string;
  readonly product: string;
  readonly quantity: string;
  readonly price: string;
  readonly cost: string;
}
type Step =
  | { readonly kind: 'file'; readonly source: string; readonly rows: readonly Row[] }
  | { readonly kind: 'again'; readonly which: number }
  | { readonly kind: 'undo'; readonly which: number }
  | { readonly kind: 'give'; readonly source: string; readonly account: string }
  | { readonly kind: 'take'; readonly which: number }
  | { readonly kind: 'product'; readonly product: string; readonly to: 'goods' | 'service' | 'charge' };

const day = fc.constantFrom('2023-12-31', '2024-01-01', '2024-01-31', '2024-02-29', '2024-03-01', '2024-03-15');
const product = fc.constantFrom('P1', 'P2', 'POST', 'X1', '');
const decimal = (values: readonly string[]) => fc.constantFrom(...values);
const row = fc.record<Row>({
  document: fc.constantFrom('D1', 'D2', 'D3', 'D4', 'D5'),
  day,
  account: fc.constantFrom('A1', 'A2', 'A3', ''),
  product,
  quantity: decimal(['1', '2', '-1', '0', '0.333', '12']),
  price: decimal(['1.00', '0.125', '0.335', '-2.5', '0', '999.99']),
  cost: decimal(['', '0.5', '0.125', '-1']),
});
const source = fc.constantFrom('shop', 'books');
const step = fc.oneof<fc.Arbitrary<Step>[]>(
  fc.record({ kind: fc.constant('file' as const), source, rows: fc.array(row, { minLength: 1, maxLength: 12 }) }),
  fc.record({ kind: fc.constant('file' as const), source, rows: fc.array(row, { minLength: 1, maxLength: 12 }) }),
  fc.record({ kind: fc.constant('again' as const), which: fc.nat(10) }),
  fc.record({ kind: fc.constant('undo' as const), which: fc.nat(10) }),
  fc.record({ kind: fc.constant('give' as const), source, account: fc.constantFrom('A1', 'A2') }),
  fc.record({ kind: fc.constant('take' as const), which: fc.nat(10) }),
  fc.record({ kind: fc.constant('undo' as const), which: fc.nat(10) }),
  fc.record({
    kind: fc.constant('product' as const),
    product: fc.constantFrom('P1', 'POST', 'X1'),
    to: fc.constantFrom('goods', 'service', 'charge'),
  }),
);

const fileOf = (rows: readonly Row[]): string =>
  ['document,date,account,product,quantity,unitPrice,cost']
    .concat(
      rows.map((one) => [one.document, one.day, one.account, one.product, one.quantity, one.price, one.cost].join(',')),
    )
    .join('\n') + '\n';

/** Pence of a row, counted apart from the product: rounded once, half away from zero. */
const pence = (one: Row): bigint =>
  BigInt(new Decimal(one.quantity).times(one.price).times(100).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toFixed(0));

/** What each import has said of a document of a source, the newest last: its rows are what the ledger must hold. */
type Ledger = Map<string, Said[]>;
interface Said {
  readonly batch: number;
  readonly rows: readonly Row[];
  /** To whom a person has given the rows without an account. */
  given: { readonly id: number; readonly account: string } | null;
}
const written = (rows: readonly Row[]): string =>
  rows.map((one) => fileOf([one])).sort().join(''); // prettier-ignore
function take(ledger: Ledger, batch: number, from: string, rows: readonly Row[]): void {
  for (const number of new Set(rows.map((one) => one.document))) {
    const said = ledger.get(`${from} ${number}`) ?? [];
    const own = rows.filter((one) => one.document === number);
    // The very same lines again are no new word of a document.
    if (written(said.at(-1)?.rows ?? []) !== written(own)) said.push({ batch, rows: own, given: null });
    ledger.set(`${from} ${number}`, said);
  }
}

/** Takes back what an import said, unless a later one has said something else of one of its documents. */
function takeBack(ledger: Ledger, batch: number): boolean {
  const isBuiltOn = [...ledger.values()].some(
    (said) =>
      said.slice(0, -1).some((one) => one.batch === batch) ||
      (said.at(-1)?.batch === batch && said.at(-1)?.given !== null),
  );
  if (isBuiltOn) return false;
  for (const said of ledger.values()) if (said.at(-1)?.batch === batch) said.pop();
  return true;
}

/** Gives all that is open of a source to an account, as far as there is one and there is anything. */
async function give(ledger: Ledger, from: string, account: string): Promise<number | null> {
  const open = [...ledger]
    .filter(([key]) => key.startsWith(`${from} `))
    .flatMap(([, said]) => said.slice(-1))
    .filter(({ given, rows }) => given === null && rows.some((one) => one.account === ''));
  const reply = await world.house.host.post('/api/sales/attributions', { account, reason: 'test', source: from });
  if (reply.status === 404) return null;
  expect(reply.status).toBe(open.length === 0 ? 409 : 201);
  if (open.length === 0) return null;
  const { id } = Attribution.parse(reply.json);
  for (const one of open) one.given = { id, account };
  return id;
}

/** Takes it back, unless a later import has replaced a document of it. */
async function takeGiven(ledger: Ledger, id: number): Promise<void> {
  const all = [...ledger.values()];
  const isBuiltOn = all.some((said) => said.slice(0, -1).some(({ given }) => given?.id === id));
  const now = all.flatMap((said) => said.slice(-1)).filter(({ given }) => given?.id === id);
  const reply = await world.house.host.post(`/api/sales/attributions/${String(id)}/undo`);
  // Taken back before, it has no documents; and it is forgotten once its account is gone.
  if (now.length === 0 && !isBuiltOn) expect([404, 409]).toContain(reply.status);
  else expect(reply.status).toBe(isBuiltOn ? 409 : 200);
  if (reply.status === 200) for (const one of now) one.given = null;
}

/** @returns null where a person's word on a product stands in the way of an undo: what is left then is another test's matter */
async function carryOut(steps: readonly Step[]): Promise<Ledger | null> {
  const ledger: Ledger = new Map();
  const files: { source: string; rows: readonly Row[] }[] = [];
  const batches: number[] = [];
  const undone = new Set<number>();
  const touched = new Set<string>();
  const given: number[] = [];
  for (const one of steps) {
    if (one.kind === 'product') {
      const reply = await world.house.host.put(`/api/product-codes/${one.product}/kind`, { kind: one.to });
      if (reply.status !== 404) {
        expectStatus(reply, 200);
        touched.add(one.product);
      }
      continue;
    }
    if (one.kind === 'give') {
      const id = await give(ledger, one.source, one.account);
      if (id !== null) given.push(id);
      continue;
    }
    if (one.kind === 'take') {
      const id = given.at(one.which % Math.max(given.length, 1));
      if (id !== undefined) await takeGiven(ledger, id);
      continue;
    }
    if (one.kind === 'undo') {
      const batch = batches.at(one.which % Math.max(batches.length, 1));
      if (batch === undefined) continue;
      const before = await world.contents();
      const reply = await world.house.host.post(`/api/sales/imports/${String(batch)}/undo`, {});
      const may = !undone.has(batch) && takeBack(ledger, batch);
      // A product that a person has said something of is not taken away either.
      if (may && reply.status === 409 && touched.size > 0) return null;
      expect([reply.status, reply.json]).toEqual([may ? 200 : 409, expect.anything()]);
      if (may) undone.add(batch);
      else expect(await world.contents()).toEqual(before);
      continue;
    }
    const file = one.kind === 'file' ? one : files.at(one.which % Math.max(files.length, 1));
    if (!file) continue;
    // Sent again it comes in another order.
    const rows = one.kind === 'file' ? file.rows : [...file.rows].reverse();
    files.push({ source: file.source, rows });
    const { batch } = await world.load(fileOf(rows), { source: file.source });
    batches.push(batch ?? 0);
    take(ledger, batch ?? 0, file.source, rows);
  }
  return ledger;
}

async function emptyLedger(): Promise<void> {
  await world.house.superuser.query(`
    truncate sales.line, sales.former_line, sales.former_document, sales.batch_account, sales.batch_product, sales.document, sales.product_month, sales.account_month, sales.company_month, sales.batch, sales.attribution, sales.source_mapping, sales.source;
    delete from accounts.account where account_id > 0; delete from catalog.product where product_id > 0`);
}

describe('roll-ups', () => {
  test(`equal a recount after any sequence of imports, re-imports and undos (seed ${String(seed)})`, async () => {
    await fc.assert(
      fc
        .asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
          const ledger = await carryOut(steps);
          expect(await world.differences()).toBe(0);
          if (ledger === null) return;

          const expected = new Map<string, bigint>();
          for (const { rows, given } of [...ledger.values()].flatMap((said) => said.slice(-1))) {
            for (const one of rows) {
              const account = one.account === '' ? (given?.account ?? '') : one.account;
              expected.set(account, (expected.get(account) ?? 0n) + pence(one));
            }
          }
          const money = (amount: bigint): string => new Decimal(amount.toString()).div(100).toFixed(2);
          const { totals, accounts } = await world.keys();
          const attributed = [...expected].filter(([code]) => code !== '');
          expect(new Map(accounts.map((one) => [one.code, one.net]))).toEqual(
            new Map(attributed.map(([code, net]) => [code, money(net)])),
          );
          expect(totals.net).toBe(money(attributed.reduce((sum, [, net]) => sum + net, 0n)));
          expect(totals.unattributed).toBe(money(expected.get('') ?? 0n));

          const [summed] = await world.rows<{ net: bigint; goods: bigint }>(
            `select coalesce(sum(net), 0)::bigint as net, coalesce(sum(net) filter (where kind = 'goods'), 0)::bigint as goods
             from sales.line join catalog.product using (product_id) where account_id > 0`,
          );
          expect(totals.net).toBe(money(summed?.net ?? 0n));
          expect((await world.keys({ all: 'true', goodsOnly: 'true' })).totals.net).toBe(money(summed?.goods ?? 0n));
        })
        .afterEach(emptyLedger),
      { seed, numRuns: 12, endOnFailure: true },
    );
  }, 240_000);

  test('empty out when everything they held is gone', async () => {
    await world.load(lines('I1,2024-01-05,A1,P1,1,1.00', 'I2,2024-02-05,A2,P2,1,1.00'));
    await world.load(lines('I1,2024-03-05,A3,P3,1,1.00', 'I2,2024-03-05,A3,P3,1,1.00'));
    expect(await world.rows(`select to_char(month, 'YYYY-MM') as month, lines from sales.account_month`)).toEqual([
      { month: '2024-03', lines: 2 },
    ]);
    expect(await world.rows(`select to_char(month, 'YYYY-MM') as month, lines from sales.company_month`)).toEqual([
      { month: '2024-03', lines: 2 },
    ]);
    expect(await world.rows(`select to_char(month, 'YYYY-MM') as month, lines from sales.product_month`)).toEqual([
      { month: '2024-03', lines: 2 },
    ]);
  });
});

/** Wrongs done behind the ledger's back; each must be found. */
const planted: readonly (readonly [string, string])[] = [
  ['an amount by a penny', `update sales.account_month set net = net + 1 where kind = 'goods'`],
  ['a cost', 'update sales.product_month set cost = cost - 1'],
  ['the net with a cost', 'update sales.account_month set costed_net = 0'],
  ['a number of lines', 'update sales.product_month set lines = lines + 1'],
  ['a quantity', 'update sales.product_month set quantity = quantity + 0.001'],
  ['a missing row', `delete from sales.account_month where kind = 'charge'`],
  ['a row too many', `insert into sales.account_month values (1, '2020-01-01', 'goods', 0, 0, 0, 0)`],
  ['a sum of the company', 'update sales.company_month set net = net - 1'],
  ['a month of the company', 'delete from sales.company_month'],
  ['a month', `update sales.product_month set month = '2020-01-01'`],
  ['a line written past the roll-ups', 'update sales.line set net = net + 1'],
  ['a kind changed past the roll-ups', `update catalog.product set kind = 'service' where code = 'P1'`],
  [
    'a line of no product',
    `update sales.line set product_id = product_id + 9999; update sales.product_month set product_id = product_id + 9999;
       delete from sales.account_month`,
  ],
  [
    'a line of no account',
    `update sales.line set account_id = 9999; update sales.product_month set account_id = 9999;
       update sales.account_month set account_id = 9999`,
  ],
  ['lines of no document', 'delete from sales.document'],
  ['a document without its lines', 'truncate sales.line, sales.product_month, sales.account_month'],
];

class Undone extends Error {}

test('a wrong roll-up, or a line of nothing, is found (canaries)', async () => {
  await world.load(
    'document,date,account,product,quantity,unitPrice,cost\nI1,2024-01-05,A1,P1,2,1.00,0.50\nI2,2024-01-05,A1,POST,1,1.00,0.20\n',
  );
  expect(await world.differences()).toBe(0);
  for (const [what, statement] of planted) {
    const tampering = database<Schema>(world.house.superuser)
      .transaction()
      .execute(async (tx) => {
        for (const one of statement.split(';')) await sql.raw(one).execute(tx);
        expect.soft(await differencesFromRecount(tx), what).toBeGreaterThan(0);
        throw new Undone();
      });
    await expect(tampering).rejects.toThrow(Undone);
  }
  expect(await world.differences()).toBe(0);
});
