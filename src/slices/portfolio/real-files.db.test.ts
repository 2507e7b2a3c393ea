import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { Decimal } from 'decimal.js';
import { describe, expect, test } from 'vitest';
import { salesWorld } from '#testing/sales-world.ts';
import type { KeyAccountsReply } from './contract.ts';

const project = path.resolve(import.meta.dirname, '../../..');
/** Files of others that are not ours to pass on: they lie beside the project where somebody has put them. */
const shared = process.env['KULCS_SHARED_DATA'] ?? path.join(project, '../shared/data');
const sample = path.join(project, 'samples/online-retail/online_retail_2010-12_2011-12.csv.gz');

const bytesOf = (...parts: readonly string[]): Buffer => readFileSync(path.join(shared, ...parts));
const rowsOf = (bytes: Buffer): Record<string, string>[] =>
  parse(bytes[0] === 0x1f ? gunzipSync(bytes) : bytes, { columns: true, bom: true });
const cell = (row: Record<string, string>, column: string): string => {
  const value = row[column];
  if (value === undefined) throw new Error(`The file has no column ${column}.`);
  return value;
};

/** A line's net, counted without the product: cut to six decimals as they are kept, then to cents, half away from zero. */
const cents = (net: Decimal.Value): Decimal =>
  new Decimal(net).toDecimalPlaces(6).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);

/** Sums by account, largest first, as the ranking prints them. */
function ranked(nets: readonly (readonly [account: string, net: Decimal])[]): [string, string][] {
  const sums = new Map<string, Decimal>();
  for (const [account, net] of nets) sums.set(account, (sums.get(account) ?? new Decimal(0)).plus(net));
  return [...sums]
    .sort(([a, x], [b, y]) => y.comparedTo(x) || (a < b ? -1 : 1))
    .map(([account, net]) => [account, net.toFixed(2)]);
}

/** The ranking, those with the same net by their code. */
const rankingOf = (found: KeyAccountsReply): [string, string][] =>
  found.accounts
    .map((one): [string, string] => [one.code, one.net])
    .sort(([a, x], [b, y]) => new Decimal(y).comparedTo(x) || (a < b ? -1 : 1));
const everything = { all: 'true', limit: '10000' };

describe('a year of a gift-ware wholesaler (541,909 lines)', () => {
  const world = salesWorld('GBP');

  test('brings the figures that were counted from it, and the second time nothing', async () => {
    const file = readFileSync(sample);
    const first = await world.load(file, { source: 'retail', fileName: 'online_retail.csv.gz' });
    expect(first).toMatchObject({
      read: 541_909, new: 541_909, unchanged: 0, changed: 0, rejected: 0, rejectedFile: null, net: '9747747.93',
      unattributed: { lines: 135_080, net: '1447682.12' }, accountsCreated: 4372,
    }); // prettier-ignore

    const found = await world.keys(everything);
    expect(found.period).toEqual({ from: '2010-12-01', to: '2011-12-10' });
    expect(found.totals).toMatchObject({
      net: '8300065.81', unattributed: '1447682.12', unattributedLines: 135_080,
      accounts: 4372, positive: 4317, zero: 14, negative: 41,
    }); // prettier-ignore
    expect(found.concentration).toMatchObject({ accountsTo80: 1171, accountsTo95: 2607 });
    expect(found.concentration.topFifthShare).toBeCloseTo(0.7385, 4);
    expect(found.accounts[0]).toMatchObject({
      rank: 1,
      code: '14646',
      net: '279489.02',
      class: 'A',
      keyCandidate: true,
    });
    expect(found.curve.length).toBeLessThanOrEqual(200);
    expect(found.curve.some((point) => point.rank === 1171)).toBe(true);

    // Postage, fees and samples are found without a word; each document, account and product is one.
    const charges = await world.rows<{ code: string }>(
      `select code from catalog.product where kind = 'charge' order by code`,
    );
    const known = ['AMAZONFEE', 'B', 'BANK CHARGES', 'CRUK', 'D', 'DOT', 'M', 'PADS', 'POST', 'S', 'm'];
    expect(charges.map((one) => one.code)).toEqual(expect.arrayContaining(known));
    expect(charges.filter((one) => /\d/.test(one.code))).toEqual([]);
    const [counts] = await world.rows(
      `select (select count(distinct number) from sales.document)::int as numbers, (select count(*) from sales.line)::int as lines`,
    );
    expect(counts).toEqual({ numbers: 25_900, lines: 541_909 });
    expect(await world.differences()).toBe(0);

    const goods = await world.keys({ ...everything, goodsOnly: 'true' });
    const [plain] = await world.rows<{ net: string }>(
      `select sum(net)::text as net from sales.line join catalog.product using (product_id) where account_id > 0 and kind = 'goods'`,
    );
    expect(goods.totals.net).toBe(new Decimal(plain?.net ?? 0).div(100).toFixed(2));

    const again = await world.load(file, { source: 'retail', fileName: 'once more.csv.gz' });
    expect(again).toMatchObject({
      read: 541_909, new: 0, unchanged: 541_909, changed: 0, rejected: 0, accountsCreated: 0, productsCreated: 0,
    }); // prettier-ignore
    expect((await world.keys(everything)).totals).toEqual(found.totals);
  }, 240_000);
});

describe.runIf(existsSync(shared))('files of other systems, whose headers nobody told us', () => {
  const world = salesWorld('USD');

  test('order lines with heads of orders, customers and products beside them', async () => {
    const lines = bytesOf('northwind', 'order_details.csv');
    const joins = ['orders.csv', 'customers.csv', 'products.csv'].map((name) => ({
      name,
      body: bytesOf('northwind', name),
    }));
    const found = await world.bring(lines, { source: 'northwind', fileName: 'order_details.csv', joins });
    expect(found.profile?.mapping.columns).toEqual({
      document: 'orderID', date: 'orderDate', account: 'customerID', accountName: 'companyName', country: 'country', product: 'productID',
      productName: 'productName', quantity: 'quantity', unitPrice: 'unitPrice', discount: 'discount',
    }); // prettier-ignore
    expect(found.state).toBe('loaded');
    expect(found.result).toMatchObject({
      read: 2155,
      new: 2155,
      rejected: 0,
      accountsCreated: 89,
      productsCreated: 77,
    });

    const customerOf = new Map(
      rowsOf(bytesOf('northwind', 'orders.csv')).map((row) => [cell(row, 'orderID'), cell(row, 'customerID')]),
    );
    const nets = rowsOf(lines).map((row): [string, Decimal] => {
      const net = new Decimal(cell(row, 'unitPrice'))
        .times(cell(row, 'quantity'))
        .times(new Decimal(1).minus(cell(row, 'discount')));
      return [customerOf.get(cell(row, 'orderID')) ?? '', cents(net)];
    });
    const keys = await world.keys(everything);
    expect(rankingOf(keys)).toEqual(ranked(nets));
    expect(keys.period).toEqual({ from: '1996-07-04', to: '1998-05-07' });
    // The lines' exact sum is 1,265,793.04 (README of the data); rounded line by line it is 25 cents more.
    expect(keys.totals.net).toBe('1265793.29');
    expect(keys.accounts[0]).toMatchObject({ code: 'QUICK', name: 'QUICK-Stop' });
    expect(await world.rows(`select name, country from accounts.account where code = 'ANATR'`)).toEqual([
      { name: 'Ana Trujillo Emparedados y helados', country: 'Mexico' },
    ]);
  });

  const chinook = async () => {
    const joins = ['Invoice.csv', 'Customer.csv', 'Track.csv'].map((name) => ({
      name,
      body: bytesOf('chinook', name),
    }));
    return world.bring(bytesOf('chinook', 'InvoiceLine.csv'), {
      source: 'chinook',
      fileName: 'InvoiceLine.csv',
      joins,
    });
  };

  test('a shop whose customers are all alike has no key account', async () => {
    const found = await chinook();
    expect(found.profile?.mapping.columns).toEqual({
      document: 'InvoiceId', date: 'InvoiceDate', account: 'CustomerId', accountName: 'Company', country: 'Country', product: 'TrackId',
      line: 'InvoiceLineId', quantity: 'Quantity', unitPrice: 'UnitPrice',
    }); // prettier-ignore
    expect(found.result).toMatchObject({ read: 2240, new: 2240, rejected: 0, accountsCreated: 59 });

    const customerOf = new Map(
      rowsOf(bytesOf('chinook', 'Invoice.csv')).map((row) => [cell(row, 'InvoiceId'), cell(row, 'CustomerId')]),
    );
    const nets = rowsOf(bytesOf('chinook', 'InvoiceLine.csv')).map((row): [string, Decimal] => [
      customerOf.get(cell(row, 'InvoiceId')) ?? '',
      cents(new Decimal(cell(row, 'UnitPrice')).times(cell(row, 'Quantity'))),
    ]);
    for (const query of [everything, { limit: '1000' }]) {
      const keys = await world.keys(query);
      expect(keys.accounts.filter((one) => one.keyCandidate)).toEqual([]);
      // The largest has 2.1 % of everything, and 6.2 % of one year with few sales in it.
      expect(keys.concentration.top1Share).toBeLessThan(0.1);
    }
    const ranking = await world.keys(everything);
    expect(rankingOf(ranking)).toEqual(ranked(nets));
    expect(ranking.accounts.map((one) => one.net)).toEqual(ranked(nets).map(([, net]) => net));
    // The heads carry a total of their own: it must not have been taken for a line's net.
    const heads = rowsOf(bytesOf('chinook', 'Invoice.csv')).reduce(
      (sum, row) => sum.plus(cell(row, 'Total')),
      new Decimal(0),
    );
    expect((await world.keys(everything)).totals.net).toBe(heads.toFixed(2));
  });

  test('nets with binary tails, ids with accents in their names, one order of two customers', async () => {
    const bytes = bytesOf('superstore', 'orders.csv.gz');
    const found = await world.bring(bytes, { source: 'superstore', fileName: 'orders.csv.gz' });
    expect(found.profile?.mapping.columns).toEqual({
      document: 'Order ID', date: 'Order Date', account: 'Customer ID', accountName: 'Customer Name', country: 'Country/Region',
      product: 'Product ID', productName: 'Product Name', line: 'Row ID', lineNet: 'Sales', quantity: 'Quantity', discount: 'Discount',
    }); // prettier-ignore
    expect(found.result).toMatchObject({ read: 10_194, new: 10_194, rejected: 0, accountsCreated: 804 });
    const rows = rowsOf(bytes);
    // What the customer paid stands in Sales; the discount is in it already.
    const expected = ranked(rows.map((row) => [cell(row, 'Customer ID'), cents(cell(row, 'Sales'))]));
    expect(rankingOf(await world.keys(everything))).toEqual(expected);
    const customers = new Map<string, Set<string>>();
    for (const row of rows) {
      const order = cell(row, 'Order ID');
      customers.set(order, (customers.get(order) ?? new Set()).add(cell(row, 'Customer ID')));
    }
    const shared = [...customers.values()].filter((one) => one.size > 1).length;
    const [documents] = await world.rows<{ shared: number }>(
      `select count(*)::int as shared from (select number from sales.document group by 1 having count(*) > 1) several`,
    );
    expect(documents?.shared).toBe(shared);
    expect(await world.load(bytes, { source: 'superstore' })).toMatchObject({ unchanged: 10_194 });
  });

  test('the same lines as a person may want them: by region instead of by customer', async () => {
    const bytes = bytesOf('superstore', 'orders.csv.gz');
    const result = await world.load(bytes, {
      source: 'regions',
      choice: {
        columns: { account: 'Region', accountName: '', document: 'Order ID', lineNet: 'Sales', discount: '', line: '' },
      },
    });
    expect(result).toMatchObject({ read: 10_194, new: 10_194, accountsCreated: 4 });
    const keys = await world.keys(everything);
    expect(rankingOf(keys)).toEqual(
      ranked(rowsOf(bytes).map((row) => [cell(row, 'Region'), cents(cell(row, 'Sales'))])),
    );
    expect(keys.accounts.map((one) => one.name)).toEqual(keys.accounts.map((one) => one.code));
  });
});
