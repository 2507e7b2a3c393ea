import { expect, it } from 'vitest';
import { changeOf } from './change.ts';

it('is relative to the year before', () => {
  expect(changeOf('110.00', '100.00')).toBeCloseTo(0.1, 12);
  expect(changeOf('0', '80')).toBe(-1);
});

it('is unknown where there is nothing, or less than nothing, to compare with', () => {
  expect(changeOf('110.00', '0.00')).toBeNull();
  expect(changeOf('110.00', '-5.00')).toBeNull();
});
