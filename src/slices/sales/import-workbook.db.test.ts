import path from 'node:path';
import { readSheet } from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { workbookBytes, type MadeCell } from '#platform/transfer/testing/workbook-bytes.ts';
import { lines, salesWorld } from '#testing/sales-world.ts';

const world = salesWorld();

const columns = ['document', 'date', 'account', 'product', 'quantity', 'unitPrice'];
// 2024-01-05, 2024-01-20 and 2024-02-03 in the date system of 1904: days after 1904-01-01.
const days = { first: { day: 43834 }, second: { day: 43849 }, third: { day: 43863 } };
const number = (text: string): MadeCell => ({ number: text });

const same = [
  ['I1', days.first, 'A1', 'P1', number('2'), number('10')],
  ['I1', days.first, 'A1', 'P2', number('1'), number('5.5')],
  ['I2', days.second, number('12345678901234567890'), 'P1', number('3'), number('10.000000000000002')],
  ['I3', '2024-02-03', null, 'P3', '1', '7.25'],
] as const;
const asText = lines(
  'I1,2024-01-05,A1,P1,2,10.00',
  'I1,2024-01-05,A1,P2,1,5.50',
  'I2,2024-01-20,12345678901234567890,P1,3,10.00',
  'I3,2024-02-03,,P3,1,7.25',
);
const workbook = (rows: readonly (readonly MadeCell[])[]): Promise<Buffer> =>
  workbookBytes({ date1904: true, sheets: [{ name: 'Lines', rows: [columns, ...rows] }] });

test('a workbook is the same file as its text: the second of the two changes nothing', async () => {
  const first = await world.load(await workbook(same), { fileName: 'lines.xlsx' });
  expect(first).toMatchObject({ read: 4, new: 4, rejected: 0, accountsCreated: 2, productsCreated: 3, net: '62.75' });
  const second = await world.load(asText);
  expect(second).toMatchObject({ read: 4, new: 0, unchanged: 4, changed: 0, rejected: 0 });
  expect(await world.differences()).toBe(0);
});

test('of several sheets one must be named; it is remembered', async () => {
  const book = await workbookBytes({
    sheets: [{ name: 'Notes', rows: [['nothing'], ['here']] }, { name: 'Sorok', rows: [columns, ['I1', '2024-01-05', 'A1', 'P1', '2', '10']] }],
  }); // prettier-ignore
  const found = await world.upload(book, { fileName: 'book.xlsx' });
  expect(found.profile).toMatchObject({ ambiguous: ['sheet'], workbook: { sheets: ['Notes', 'Sorok'] } });
  const chosen = await world.upload(book, { fileName: 'book.xlsx', choice: { sheet: 'Sorok' } });
  expect(chosen.profile).toMatchObject({ ambiguous: [], missing: [], mapping: { sheet: 'Sorok' } });
  expect((await world.run(chosen.id)).result).toMatchObject({ new: 1 });
  const next = await world.upload(book, { fileName: 'book.xlsx' });
  expect(next.profile?.workbook).toMatchObject({ sheetOrigin: 'remembered' });
});

test('rejected rows come back as a workbook, are repaired there, and are loaded as they are', async () => {
  const rows = [...same, ['I4', { day: 43870 }, 'A1', 'P1', 'two', number('1.5')], ['I4', { day: 43870 }, 'A1', 'P2', number('1'), number('2')]]; // prettier-ignore
  const found = await world.bring(await workbook(rows), { fileName: 'lines.xlsx', acceptRejected: true });
  expect(found.result).toMatchObject({ read: 6, new: 4, rejected: 2 });
  expect(found.faults).toMatchObject([{ line: 6, code: 'amount', column: 'quantity', value: 'two' }]);
  const url = found.result?.rejectedFile ?? '';
  expect(url).toMatch(/rejected\.xlsx$/);
  const reply = await world.house.host.send({ method: 'GET', url });
  expect(reply.status).toBe(200);
  const file = path.join(world.house.dataFolder, 'imports', String(found.id), 'rejected.xlsx');
  const [head, one, other] = await readSheet(file);
  expect(head).toEqual([...columns, 'line', 'reason']);
  expect(one?.slice(0, 7)).toEqual(['I4', new Date('2024-02-10'), 'A1', 'P1', 'two', 1.5, 6]);
  expect(other?.slice(4, 8)).toEqual([1, 2, 7, expect.stringContaining('6')]);
});
