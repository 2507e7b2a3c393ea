import { buffer } from 'node:stream/consumers';
import readXlsxFile, { readSheet } from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import type { Cell, Table } from './table.ts';
import { columnName, dayNumber, xmlText } from './xlsx-parts.ts';
import { xlsxOf } from './xlsx-export.ts';

const columns: Table['columns'] = [
  { id: 'code', title: 'Code', kind: 'text', width: 10 },
  { id: 'net', title: 'Net', kind: 'number', width: 12 },
  { id: 'day', title: 'Day', kind: 'day', width: 12 },
];
const table = (...rows: readonly (readonly Cell[])[]): Table => ({ columns, rows });

it('numbers and days come as numbers, text as text, nothing as nothing', async () => {
  const file = await buffer(
    xlsxOf(table(['007', '1234.50', '2026-11-24'], ['Őri & <Társa>', -3, null]), { sheetName: 'Accounts' }),
  );
  expect(await readSheet(file)).toEqual([
    ['Code', 'Net', 'Day'],
    ['007', 1234.5, new Date('2026-11-24T00:00:00Z')],
    ['Őri & <Társa>', -3, null],
  ]);
});

it.each(['=1+1', '+1', '@A1', "-cmd|' /C calc'!A0"])('%j is a text and no formula', async (text) => {
  const file = await buffer(xlsxOf(table([text, text, null]), { sheetName: 'S' }));
  expect((await readSheet(file))[1]?.slice(0, 1)).toEqual([text]);
});

it('a number with more digits than a spreadsheet keeps is written as it is', async () => {
  const file = await buffer(xlsxOf(table(['x', '12345678901234567.89', null]), { sheetName: 'S' }));
  expect((await readSheet(file))[1]).toEqual(['x', '12345678901234567.89', null]);
});

it('what it is of stands on the first sheet', async () => {
  const about = { name: 'About', rows: [['Owner', 'Ágoston Anna']] };
  const file = await buffer(xlsxOf(table(['a', 1, null]), { sheetName: 'Accounts', about }));
  const sheets = await readXlsxFile(file);
  expect(sheets.map(({ sheet }) => sheet)).toEqual(['About', 'Accounts']);
  expect(sheets[0]?.data).toEqual([['Owner', 'Ágoston Anna']]);
});

it('goes on in a further sheet, each with its header, and makes none too many', async () => {
  const rows = Array.from({ length: 4 }, (_, index): Cell[] => [`r${String(index)}`, index, null]);
  const sheets = await readXlsxFile(await buffer(xlsxOf(table(...rows), { sheetName: 'All', largestSheet: 3 })));
  expect(sheets.map(({ sheet, data }) => [sheet, data.length])).toEqual([
    ['All', 3],
    ['All 2', 3],
  ]);
});

it('a list of nothing has its header', async () => {
  expect(await readSheet(await buffer(xlsxOf(table(), { sheetName: 'S' })))).toEqual([['Code', 'Net', 'Day']]);
});

it('a fault of the rows breaks the file', async () => {
  async function* broken(): AsyncGenerator<Cell[]> {
    yield ['a', 1, null];
    throw new Error('the rows ended badly');
  }
  await expect(buffer(xlsxOf({ columns, rows: broken() }, { sheetName: 'S' }))).rejects.toThrow('the rows ended badly');
});

describe('the parts', () => {
  it('columns by their letters', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });

  // As spreadsheet programs show them: 1 March 1900 is day 61, 1 January 2000 day 36526.
  it('days as spreadsheets count', () => {
    expect(['1900-03-01', '2000-01-01', '1900-02-28', 'soon'].map(dayNumber)).toEqual([61, 36_526, null, null]);
  });

  it('what XML cannot hold is written by its number', () => {
    expect(xmlText('a\u0001b\r_x0041_ "q" & \ud800')).toBe('a_x0001_b_x000D__x005F_x0041_ &quot;q&quot; &amp; \ufffd');
  });
});
