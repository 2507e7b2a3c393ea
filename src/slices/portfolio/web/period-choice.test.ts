import { describe, expect, it } from 'vitest';
import { dayOf, type Day } from '#kernel/day.ts';
import { anchorDay, isUsualPeriod, needsAvailable, periodOf } from './period-choice.ts';

const day = (year: number, month: number, date: number): Day => {
  const made = dayOf(year, month, date);
  if (!made) throw new Error('no such day');
  return made;
};
const today = day(2026, 11, 24);
const available = { from: day(2023, 11, 6), to: day(2026, 11, 21) };
const history = { from: day(2010, 12, 1), to: day(2011, 12, 10) };

describe('a period', () => {
  it('is left to the server when nothing is chosen', () => {
    expect(periodOf({}, today, available)).toBeNull();
    expect(isUsualPeriod({})).toBe(true);
  });

  it('of twelve months ends with the day it is asked for', () => {
    expect(periodOf({ asOf: '2026-06-30' }, today, null)).toEqual({ from: '2025-07-01', to: '2026-07-01' });
    expect(periodOf({ asOf: '2026-06-15' }, today, null)).toEqual({ from: '2025-06-16', to: '2026-06-16' });
  });

  it('is the calendar year of today where sales go on, up to the last of them', () => {
    expect(periodOf({ period: 'year' }, today, available)).toEqual({ from: '2026-01-01', to: '2026-11-21' });
    expect(periodOf({ period: 'year' }, day(2027, 1, 4), available)).toEqual({ from: '2027-01-01', to: '2028-01-01' });
    expect(periodOf({ period: 'last-year' }, today, available)).toEqual({ from: '2025-01-01', to: '2026-01-01' });
  });

  it('is the year of the last sale where sales ended long ago', () => {
    expect(anchorDay(today, history)).toBe('2011-12-09');
    expect(periodOf({ period: 'year' }, today, history)).toEqual({ from: '2011-01-01', to: '2011-12-10' });
  });

  it('ends with the day it is asked for in a year, too, and the year before stays whole', () => {
    expect(periodOf({ period: 'year', asOf: '2025-03-31' }, today, available)).toEqual({
      from: '2025-01-01',
      to: '2025-04-01',
    });
    expect(periodOf({ period: 'last-year', asOf: '2025-03-31' }, today, available)).toEqual({
      from: '2024-01-01',
      to: '2025-01-01',
    });
  });

  it('of everything reaches from the first sale to the last, or to the day it is asked for', () => {
    expect(periodOf({ period: 'all' }, today, available)).toEqual(available);
    expect(periodOf({ period: 'all', asOf: '2024-12-31' }, today, available)).toEqual({
      from: '2023-11-06',
      to: '2025-01-01',
    });
    expect(periodOf({ period: 'all', asOf: '2020-01-01' }, today, available)).toEqual(available);
    expect(periodOf({ period: 'all' }, today, null)).toBeNull();
  });

  it("of a person's own days wins; days in the wrong order are no period", () => {
    const own = { from: '2026-02-10', to: '2026-03-01' };
    expect(periodOf({ period: 'all', ...own }, today, available)).toEqual(own);
    expect(periodOf({ from: '2026-03-01', to: '2026-03-01' }, today, available)).toBeNull();
  });

  it('asks for what there is only where it must', () => {
    expect(needsAvailable({ period: 'year' })).toBe(true);
    expect(needsAvailable({ period: 'year', asOf: '2026-06-30' })).toBe(false);
    expect(needsAvailable({ period: 'all', asOf: '2026-06-30' })).toBe(true);
    expect(needsAvailable({ from: '2026-01-01', to: '2026-02-01', period: 'all' })).toBe(false);
    expect(needsAvailable({})).toBe(false);
  });
});
