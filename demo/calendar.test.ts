import { describe, expect, test } from 'vitest';

import { type Day, parseDay } from '#kernel/day.ts';

import { easterSunday, historyBefore, holidaysOf, workdayFrom } from './calendar.ts';

const day = (text: string): Day => {
  const parsed = parseDay(text);
  if (!parsed) throw new Error(`${text} is not a day`);
  return parsed;
};

test.each([
  [2000, '2000-04-23'],
  [2008, '2008-03-23'],
  [2024, '2024-03-31'],
  [2025, '2025-04-20'],
  [2026, '2026-04-05'],
  [2027, '2027-03-28'],
  [2038, '2038-04-25'],
])('Easter of %i is on %s', (year, expected) => {
  expect(easterSunday(year)).toBe(expected);
});

test('the public holidays of 2026', () => {
  expect(holidaysOf(2026).toSorted()).toEqual([
    '2026-01-01',
    '2026-03-15',
    '2026-04-03',
    '2026-04-06',
    '2026-05-01',
    '2026-05-25',
    '2026-08-20',
    '2026-10-23',
    '2026-11-01',
    '2026-12-24',
    '2026-12-25',
    '2026-12-26',
  ]);
});

describe('history', () => {
  const history = historyBefore(day('2026-11-24'));

  test('is the 36 months before today, up to yesterday', () => {
    expect(history[0]).toMatchObject({ day: '2023-11-24', year: 2023, month: 11, daysAgo: 1096 });
    expect(history.at(-1)).toMatchObject({ day: '2026-11-23', daysAgo: 1 });
    expect(history).toHaveLength(1096);
  });

  test('starts on the last day of the month when today has no counterpart', () => {
    expect(historyBefore(day('2028-02-29'))[0]?.day).toBe('2025-02-28');
  });

  test('knows Mondays from Sundays and Whit Monday from other Mondays', () => {
    const isWorkday = (text: string): boolean | undefined => history.find((on) => on.day === text)?.isWorkday;
    expect(isWorkday('2026-11-23')).toBe(true);
    expect(isWorkday('2026-11-22')).toBe(false);
    expect(isWorkday('2026-11-21')).toBe(false);
    expect(isWorkday('2026-05-25')).toBe(false);
    expect(isWorkday('2026-05-18')).toBe(true);
  });

  test('finds the next workday, and none after the last one', () => {
    const saturday = history.findIndex((on) => on.day === '2026-11-21');
    expect(history[workdayFrom(history, saturday) ?? -1]?.day).toBe('2026-11-23');
    expect(workdayFrom(history, history.length)).toBeUndefined();
  });
});
