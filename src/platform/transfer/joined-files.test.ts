import { describe, expect, test } from 'vitest';
import { FileFault } from './file-fault.ts';
import { loadJoins, type Joins } from './joined-files.ts';
import { defaultLimits } from './limits.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import type { ReadLimits } from './types.ts';

const folder = temporaryFolder();

async function join(main: string, files: Readonly<Record<string, string>>, limits: ReadLimits = {}): Promise<Joins> {
  const joined = await Promise.all(
    Object.entries(files).map(async ([name, text]) => ({ file: await folder.write(`${name}.x`, text), name })),
  );
  return loadJoins(joined, main.split(','), { ...defaultLimits, ...limits });
}

const extended = (joins: Joins, row: string): string => {
  const cells = row.split(',');
  joins.extend(cells);
  return cells.join(',');
};

async function faultOf(run: Promise<unknown>): Promise<{ code: string; facts: unknown } | null> {
  try {
    await run;
    return null;
  } catch (error) {
    if (error instanceof FileFault) return { code: error.code, facts: error.facts };
    throw error;
  }
}

const orders = 'orderID,customerID,day\n1,A,2024-01-01\n2,B,2024-01-02\n';
const customers = 'customerID;city;orderID\nA;Győr;x\nB;Pécs;y\n';

describe('joined files', () => {
  test('add their columns, each by the first header it shares with what is known', async () => {
    const joins = await join('orderID,product,price', { 'orders.csv': orders, 'customers.csv.gz': customers });
    expect(joins.headers).toEqual(['orderID', 'product', 'price', 'customerID', 'day', 'city', 'customers.orderID']);
    expect(joins.summary).toEqual([
      { name: 'orders', key: 'orderID', rows: 2 },
      { name: 'customers', key: 'customerID', rows: 2 },
    ]);
    expect(extended(joins, ' 2 ,P,5')).toBe(' 2 ,P,5,B,2024-01-02,Pécs,y');
  });

  test('a key that is not there leaves the columns empty', async () => {
    const joins = await join('orderID,product', { orders, customers });
    expect(extended(joins, '3,P')).toBe('3,P,,,,');
    expect(extended(joins, ',P')).toBe(',P,,,,');
  });

  test('the key may be written in another way', async () => {
    const joins = await join('OrderId,x', { orders: 'order_id,day\n1,d\n' });
    expect(joins.headers).toEqual(['OrderId', 'x', 'day']);
    expect(extended(joins, '1,x')).toBe('1,x,d');
  });

  test('cells keep their line breaks and delimiters', async () => {
    const joins = await join('id,x', { notes: 'id,note,end\n1,"a,\nb",z\n' });
    expect(extended(joins, '1,x')).toBe('1,x,a,\nb,z');
  });

  test('the same row twice is one; another row with the same key is refused', async () => {
    const twice = await join('id', { same: 'id,x\n1,a\n1,a\n' });
    expect(twice.summary).toEqual([{ name: 'same', key: 'id', rows: 1 }]);
    expect(await faultOf(join('id', { 'other.csv': 'id,x\n1,a\n1,b\n' }))).toEqual({
      code: 'join-repeated',
      facts: { header: 'id', value: '1', line: 3, where: 'other.csv: ' },
    });
  });

  test('faults name the file', async () => {
    expect(await faultOf(join('id', { 'a.csv': 'x,y\n1,2\n' }))).toEqual({
      code: 'join-no-key',
      facts: { headers: 'x, y', where: 'a.csv: ' },
    });
    expect(await faultOf(join('id', { 'b.csv': 'id,y\n1,"2\n' }))).toEqual({
      code: 'file-quote',
      facts: { line: 2, where: 'b.csv: ' },
    });
    expect(await faultOf(join('id', { 'c.csv': 'id,id\n1,2\n' }))).toEqual({
      code: 'header-duplicate',
      facts: { headers: 'id', where: 'c.csv: ' },
    });
  });

  test('too many rows, or too many bytes, are refused', async () => {
    const facts = { rows: 2, limit: 200, where: 'a.csv: ' };
    expect(await faultOf(join('id', { 'a.csv': 'id\n1\n2\n3\n' }, { joinedRows: 2 }))).toEqual({
      code: 'join-too-large',
      facts,
    });
    const rows = Array.from({ length: 200_000 }, (_, index) => `${String(index)},x\n`).join('');
    expect(await faultOf(join('id', { 'a.csv': `id,x\n${rows}` }, { joinedBytes: 1024 * 1024 }))).toEqual({
      code: 'join-too-large',
      facts: { rows: 500_000, limit: 1, where: 'a.csv: ' },
    });
  });

  test('without joined files a row stays as it is', async () => {
    const joins = await join('id,x', {});
    expect(extended(joins, '1,x,left over')).toBe('1,x,left over');
  });
});
