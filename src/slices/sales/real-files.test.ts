import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inspectFile } from '#platform/transfer/inspect-file.ts';
import { readRows } from '#platform/transfer/read-rows.ts';
import { collectRows, type CopiedRow } from '#platform/transfer/testing/read-copy.ts';
import type { FileProfile } from '#platform/transfer/types.ts';
import { salesFieldDescriptions } from './transfer.ts';

// Real files are not part of the project: these tests run where a folder of them lies beside it, or KULCS_SHARED_DATA names one.
// The figures are those of the README of that folder.
const shared = process.env['KULCS_SHARED_DATA'] ?? resolve(import.meta.dirname, '../../../../shared/data');

async function load(file: string, ...joins: string[]): Promise<{ profile: FileProfile; rows: CopiedRow[] }> {
  const joined = joins.map((name) => ({ file: join(shared, name) }));
  const options = { file: join(shared, file), fields: salesFieldDescriptions, joins: joined };
  const profile = await inspectFile(options);
  const hashFields = ['document', 'date', 'account', 'quantity', 'unitPrice', 'lineNet', 'product'];
  const rows = await collectRows(
    readRows({ ...options, mapping: profile.mapping, hashFields }),
    salesFieldDescriptions,
  );
  return { profile, rows };
}

const number = (row: CopiedRow, field: string): number => Number(row.values[field] ?? 0);
const distinct = (rows: readonly CopiedRow[], field: string): number =>
  new Set(rows.map(({ values }) => values[field])).size;
const faults = (rows: readonly CopiedRow[]): CopiedRow[] => rows.filter(({ fault }) => fault !== null);
const net = (row: CopiedRow): number =>
  row.values['lineNet'] === null
    ? number(row, 'quantity') * number(row, 'unitPrice') * (1 - number(row, 'discount'))
    : number(row, 'lineNet');
/** Binary sums are exact enough here: half a million of them stray by less than a hundred-thousandth. */
const total = (rows: readonly CopiedRow[]): number => rows.reduce((sum, row) => sum + net(row), 0);

describe.runIf(existsSync(join(shared, 'online_retail')))('real files', () => {
  test('541,909 lines of a wholesaler', { timeout: 60_000 }, async () => {
    const { profile, rows } = await load('online_retail/online_retail_2010-12_2011-12.csv.gz');
    expect({ missing: profile.missing, ambiguous: profile.ambiguous }).toEqual({ missing: [], ambiguous: [] });
    expect(rows.length).toBe(541_909);
    expect(faults(rows)).toEqual([]);
    expect(distinct(rows, 'document')).toBe(25_900);
    expect(rows.filter(({ values }) => values['account'] === null).length).toBe(135_080);
    expect(distinct(rows, 'account')).toBe(4_372 + 1);
    expect(total(rows).toFixed(2)).toBe('9747747.93');
    expect(rows.at(0)?.values['date']).toBe('2010-12-01');
    expect(rows.at(-1)?.values['date']).toBe('2011-12-09');
    expect(rows.at(-1)?.line).toBe(541_910);
  });

  test('order lines with their orders, customers and products', async () => {
    const { profile, rows } = await load(
      'northwind/order_details.csv',
      'northwind/orders.csv',
      'northwind/customers.csv',
      'northwind/products.csv',
    );
    expect(profile.joins.map(({ key, rows: count }) => [key, count])).toEqual([
      ['orderID', 830],
      ['customerID', 91],
      ['productID', 77],
    ]);
    expect({ missing: profile.missing, ambiguous: profile.ambiguous }).toEqual({ missing: [], ambiguous: [] });
    expect([rows.length, faults(rows).length, distinct(rows, 'document')]).toEqual([2_155, 0, 830]);
    expect(total(rows).toFixed(2)).toBe('1265793.04');
    expect(rows.filter(({ values }) => values['accountName'] === null)).toEqual([]);
  });

  test('heads and lines given the wrong way round are refused', async () => {
    await expect(load('northwind/orders.csv', 'northwind/order_details.csv')).rejects.toMatchObject({
      code: 'join-repeated',
    });
  });

  test('invoice lines with their invoices', async () => {
    const { rows } = await load('chinook/InvoiceLine.csv', 'chinook/Invoice.csv');
    expect([rows.length, faults(rows).length, distinct(rows, 'document'), distinct(rows, 'account')]).toEqual([
      2_240, 0, 412, 59,
    ]);
  });

  test('order lines with their net amount, and with binary tails of a spreadsheet', async () => {
    const { profile, rows } = await load('superstore/orders.csv.gz');
    expect(profile.mapping.columns).toMatchObject({ lineNet: 'Sales', account: 'Customer ID', document: 'Order ID' });
    expect([rows.length, faults(rows).length, distinct(rows, 'document'), distinct(rows, 'account')]).toEqual([
      10_194, 0, 5_111, 804,
    ]);
  });

  test('dates with the month first are told from the rows', async () => {
    const profile = await inspectFile({
      file: join(shared, 'open_payments_iowa_research/research_payments_iowa_2013.csv'),
      fields: salesFieldDescriptions,
      given: { columns: { date: 'Date_of_Payment', lineNet: 'Total_Amount_of_Payment_USDollars' } },
    });
    expect(profile.mapping).toMatchObject({ dateFormat: 'MM/DD/YYYY', decimal: '.' });
    expect(profile.ambiguous).toEqual([]);
  });
});
