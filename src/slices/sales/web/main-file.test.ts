import { expect, it } from 'vitest';
import { likelyMainOf, rowsIn } from './main-file.ts';

it('counts the lines of a small file, and tells those of a large one from its beginning', () => {
  expect(rowsIn('a,b\n1,2\n3,4', 11)).toBe(3);
  // 65,536 bytes with 1,024 lines of 64 bytes; the whole file is ten times that.
  expect(rowsIn(`${'x'.repeat(63)}\n`.repeat(1024), 655_360)).toBeGreaterThanOrEqual(10_240);
});

it('takes the file with the most rows for the one with the lines, not the largest', async () => {
  const heads = new File(
    ['id,customer,a long address of the customer\n', '1,Vins,59 rue de l’Abbaye, Reims, France\n'],
    'orders.csv',
  );
  const lines = new File(['id,qty\n', '1,12\n', '1,10\n', '1,5\n'], 'order_details.csv');
  expect(heads.size).toBeGreaterThan(lines.size);
  expect((await likelyMainOf([heads, lines]))?.name).toBe('order_details.csv');
  expect(await likelyMainOf([])).toBeUndefined();
});

it('guesses at packed files by what they would be unpacked', async () => {
  const packed = new File([new Uint8Array(10_000)], 'lines.csv.gz');
  const plain = new File(['id,name\n1,A\n2,B\n'], 'customers.csv');
  expect((await likelyMainOf([plain, packed]))?.name).toBe('lines.csv.gz');
});
