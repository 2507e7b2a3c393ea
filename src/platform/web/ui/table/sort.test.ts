import { expect, test } from 'vitest';
import { compareCells, sortOf, sortText } from './sort.ts';

const hungarian = new Intl.Collator('hu', { numeric: true });

test('text goes by the Hungarian alphabet', () => {
  const names = ['Zala', 'Őry', 'Ács', 'Czakó', 'Csaba', 'Adél'];
  expect(names.toSorted((a, b) => compareCells(a, b, hungarian))).toEqual([
    'Ács',
    'Adél',
    'Czakó',
    'Csaba',
    'Őry',
    'Zala',
  ]);
});

test('numbers go by their size, and what is not known is left to the table', () => {
  expect(compareCells(9, 10, hungarian)).toBeLessThan(0);
  expect(compareCells(null, 10, hungarian)).toBe(0);
});

test('a sort in an address', () => {
  const sort = [
    { id: 'net', desc: true },
    { id: 'name', desc: false },
  ];
  expect(sortText(sort)).toBe('-net,name');
  expect(sortOf('-net,name', ['name', 'net'])).toEqual(sort);
  expect(sortOf('-net,gone', ['name', 'net'])).toEqual([{ id: 'net', desc: true }]);
  expect(sortOf(undefined, ['name'])).toEqual([]);
});
