import { expect, it } from 'vitest';
import { jsonOf } from './json-export.ts';
import type { Cell, Table } from './table.ts';

const table = (rows: Iterable<readonly Cell[]>): Table => ({
  columns: [
    { id: 'code', title: 'Kód', kind: 'text', width: 10 },
    { id: 'net', title: 'Nettó', kind: 'number', width: 12 },
  ],
  rows,
});

async function textOf(rows: Iterable<readonly Cell[]>): Promise<string> {
  let text = '';
  for await (const piece of jsonOf(table(rows))) text += piece;
  return text;
}

it('a row is an object by the names of the columns, whatever language the headers are in', async () => {
  expect(JSON.parse(await textOf([['=1+1', '12345678901234567.50'], ['"', null], ['short']]))).toEqual([
    // Nothing runs JSON as a formula, so text stays as it is, and digits stay exact.
    { code: '=1+1', net: '12345678901234567.50' },
    { code: '"', net: null },
    { code: 'short', net: null },
  ]);
});

it('no rows are an empty list', async () => {
  expect(JSON.parse(await textOf([]))).toEqual([]);
});

it('many rows come in many pieces and are one document', async () => {
  const rows = Array.from({ length: 1001 }, (_none, n) => [String(n), n]);
  const pieces: string[] = [];
  for await (const piece of jsonOf(table(rows))) pieces.push(piece);
  expect(pieces.length).toBeGreaterThan(3);
  expect((JSON.parse(pieces.join('')) as unknown[]).length).toBe(1001);
});
