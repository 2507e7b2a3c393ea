import { expect, it } from 'vitest';
import { toggledRange } from './selection.ts';

const ids = [1, 2, null, 4, 5];

it('one row changes to the other state', () => {
  expect([...toggledRange(ids, new Set(), null, 1)]).toEqual([2]);
  expect([...toggledRange(ids, new Set([1, 2]), null, 1)]).toEqual([1]);
});

it('a range takes the state of the row that was pressed, both ways, without what is not loaded', () => {
  expect([...toggledRange(ids, new Set([1]), 0, 3)]).toEqual([1, 2, 4]);
  expect([...toggledRange(ids, new Set([2, 4, 5]), 4, 1)]).toEqual([]);
});

it('a row that is not loaded changes nothing', () => {
  const picked = new Set([1]);
  expect(toggledRange(ids, picked, null, 2)).toBe(picked);
});
