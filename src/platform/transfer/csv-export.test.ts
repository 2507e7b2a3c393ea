import { expect, it } from 'vitest';
import { csvOf } from './csv-export.ts';
import type { Cell, Table } from './table.ts';

const table = (...rows: readonly (readonly Cell[])[]): Table => ({
  columns: [
    { id: 'code', title: 'Code', kind: 'text', width: 10 },
    { id: 'net', title: 'Net', kind: 'number', width: 12 },
    { id: 'day', title: 'Day', kind: 'day', width: 12 },
  ],
  rows,
});

async function textOf(...given: Parameters<typeof csvOf>): Promise<string> {
  let text = '';
  for await (const piece of csvOf(...given)) text += piece;
  return text;
}

it('English: commas and points, a mark at the front, an empty cell for nothing', async () => {
  expect(await textOf(table(['A1', '1234.50', '2026-11-24'], ['A2', null, null]), 'en')).toBe(
    '\ufeffCode,Net,Day\r\nA1,1234.50,2026-11-24\r\nA2,,\r\n',
  );
});

it('Hungarian: semicolons and decimal commas in numbers, but a code with a point stays the code', async () => {
  expect(await textOf(table(['12.50', '12.50', null]), 'hu')).toBe('\ufeffCode;Net;Day\r\n12.50;12,50;\r\n');
});

it.each([
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  [' +cmd', "' +cmd"],
  ['＝1', "'＝1"],
  ['-5 %', "'-5 %"],
  ['-5', '-5'],
])('text %j goes out as %j', async (given, written) => {
  expect(await textOf(table([given, null, null]), 'en')).toContain(`\r\n${written},,\r\n`);
});

it('quotes what would be taken apart', async () => {
  expect(await textOf(table(['a,"b"\nc', null, null]), 'en', [['All, of it']])).toBe(
    '\ufeff"All, of it"\r\nCode,Net,Day\r\n"a,""b""\nc",,\r\n',
  );
});
