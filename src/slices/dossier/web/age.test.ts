import { expect, it } from 'vitest';
import { ageInMonths } from './age.ts';

it.each([
  ['2026-03-02', '2026-11-02', 8],
  ['2026-03-02', '2026-11-01', 7],
  ['2025-11-24', '2026-11-23', 11],
  ['2026-11-20', '2026-11-23', 0],
  ['2026-11-23', '2026-11-20', 0],
])('from %s to %s are %i whole months', (day, today, months) => {
  expect(ageInMonths(day, today)).toBe(months);
});
