import { describe, expect, test } from 'vitest';
import { headerRow, missingRange, placeForKey, rowForKey } from './grid-keys.ts';

describe('between rows', () => {
  const from = (key: string, row: number): number | null => rowForKey(key, row, 100, 20, true);

  test('J and K do what the arrows do', () => {
    expect([from('ArrowDown', 4), from('j', 4), from('ArrowUp', 4), from('k', 4)]).toEqual([5, 5, 3, 3]);
  });

  test('over the first row lies the header, when it holds something', () => {
    expect(from('ArrowUp', 0)).toBe(headerRow);
    expect(from('ArrowDown', headerRow)).toBe(0);
    expect(rowForKey('ArrowUp', 0, 100, 20, false)).toBe(0);
  });

  test('pages and ends stay within the rows', () => {
    expect([from('PageDown', 90), from('PageUp', 5), from('Home', 50), from('End', 50)]).toEqual([99, 0, 0, 99]);
    expect(from('PageDown', headerRow)).toBe(20);
  });

  test('other keys, and a table without rows, move nothing', () => {
    expect(from('x', 3)).toBeNull();
    expect(rowForKey('ArrowDown', 0, 0, 20, true)).toBeNull();
  });
});

describe('within a row', () => {
  test('from the row itself to what can be pressed, and back', () => {
    expect(placeForKey('ArrowRight', -1, 2, false)).toBe(0);
    expect(placeForKey('ArrowRight', 1, 2, false)).toBe(1);
    expect(placeForKey('ArrowLeft', 0, 2, false)).toBe(-1);
  });

  test('the header has no place of its own', () => {
    expect(placeForKey('ArrowLeft', 0, 3, true)).toBe(0);
  });

  test('a row without anything to press keeps the focus', () => {
    expect(placeForKey('ArrowRight', -1, 0, false)).toBe(-1);
  });
});

describe('rows that are not loaded', () => {
  const rows = ['a', undefined, 'c', undefined, undefined, 'f'];

  test('from the first gap to behind the last', () => {
    expect(missingRange(rows, 0, 6)).toEqual({ start: 1, end: 5 });
    expect(missingRange(rows, 2, 4)).toEqual({ start: 3, end: 4 });
  });

  test('nothing is asked for when all are there, nor beyond the end', () => {
    expect(missingRange(rows, 5, 40)).toBeNull();
    expect(missingRange([], -20, 20)).toBeNull();
  });
});
