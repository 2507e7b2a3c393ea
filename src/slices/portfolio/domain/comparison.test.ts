import { describe, expect, it } from 'vitest';
import type { Day } from '#kernel/day.ts';
import { yearBeforeOf } from './comparison.ts';

const days = (from: string, to: string) => ({ from: from as Day, to: to as Day }); // written as days

describe('the year before', () => {
  const year = days('2025-11-01', '2026-11-01');
  it('is compared with where it is there', () => {
    expect(yearBeforeOf(year, days('2023-11-24', '2026-11-20'))).toEqual(days('2024-11-01', '2025-11-01'));
    // The first sale ever stands in the first month of the year before, only not on its first day.
    expect(yearBeforeOf(year, days('2024-11-04', '2026-11-20'))).not.toBeNull();
  });

  it('is not compared with where sales began later, nor for more than a year', () => {
    expect(yearBeforeOf(year, days('2024-12-02', '2026-11-20'))).toBeNull();
    expect(yearBeforeOf(days('2025-10-01', '2026-11-01'), days('2023-11-24', '2026-11-20'))).toBeNull();
    expect(yearBeforeOf(days('2023-11-24', '2026-11-20'), days('2023-11-24', '2026-11-20'))).toBeNull();
  });
});
