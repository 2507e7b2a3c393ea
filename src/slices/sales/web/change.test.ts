import { expect, it } from 'vitest';
import { changeOf, monthBefore, yearBeforeOf } from './change.ts';

it('is relative to the year before', () => {
  expect(changeOf('110.00', '100.00')).toBeCloseTo(0.1, 12);
  expect(changeOf('0', '80')).toBe(-1);
});

it('is unknown where there is nothing, or less than nothing, to compare with', () => {
  expect(changeOf('110.00', '0.00')).toBeNull();
  expect(changeOf('110.00', '-5.00')).toBeNull();
});

it('of a whole is told for a year at most', () => {
  const yearBefore = { net: '100.00', change: 0.1 };
  expect(yearBeforeOf({ period: { from: '2025-11-01', to: '2026-11-01' }, yearBefore })).toBe(yearBefore);
  expect(yearBeforeOf({ period: { from: '2024-02-01', to: '2025-02-01' }, yearBefore })).toBe(yearBefore);
  expect(yearBeforeOf({ period: { from: '2025-10-01', to: '2026-11-01' }, yearBefore })).toBeNull();
  expect(yearBeforeOf({ period: null, yearBefore: null })).toBeNull();
});

it('of a month is not known before the first sale, and zero after it', () => {
  const month = { month: '2026-02-01', net: '5.00', yearBefore: '0.00' };
  expect(monthBefore(month, '2025-03-02')).toBeNull();
  expect(monthBefore(month, '2025-02-20')).toBe('0.00');
  expect(monthBefore(month, null)).toBe('0.00');
});
