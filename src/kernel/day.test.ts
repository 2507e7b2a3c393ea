import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  dayAt,
  dayOf,
  daysBetween,
  daysInMonth,
  isStartOfMonth,
  parseDay,
  startOfDay,
  startOfMonth,
  type Day,
} from './day.ts';

const day = (text: string): Day => {
  const found = parseDay(text);
  if (found === null) throw new Error(`${text} is no day`);
  return found;
};

const anyDay = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => day(date.toISOString().slice(0, 10)));

describe('the length of a month', () => {
  test.each([
    [2023, 1, 31],
    [2023, 2, 28],
    [2024, 2, 29],
    [1900, 2, 28], // a full century is no leap year…
    [2000, 2, 29], // …unless 400 divides it
    [2100, 2, 28],
    [2024, 4, 30],
    [2024, 12, 31],
  ])('%i-%i has %i days', (year, month, days) => {
    expect(daysInMonth(year, month)).toBe(days);
  });
});

describe('a day from its text', () => {
  test.each(['2024-02-29', '1900-01-01', '2999-12-31', '2023-12-31'])('%s is a day', (text) => {
    expect(parseDay(text)).toBe(text);
  });

  test.each([
    '2023-02-29', // no leap year
    '2024-02-30',
    '2024-04-31',
    '2024-00-10',
    '2024-13-01',
    '2024-01-00',
    '1899-12-31', // before what is taken
    '3000-01-01',
    '0024-01-01', // a year typed short
    '2024-1-1',
    '24-01-01',
    '2024-01-01T00:00:00',
    ' 2024-01-01',
    '2024/01/01',
    '',
  ])('%j is none', (text) => {
    expect(parseDay(text)).toBeNull();
  });

  test('a year or a date with a fraction is none', () => {
    expect(dayOf(2024.5, 1, 1)).toBeNull();
    expect(dayOf(Number.NaN, 1, 1)).toBeNull();
  });
});

describe('counting days', () => {
  test.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2024-02-29', 1, '2024-03-01'],
    ['2023-02-28', 1, '2023-03-01'],
    ['2024-01-01', -1, '2023-12-31'],
    ['2024-03-01', -1, '2024-02-29'],
    ['2024-03-30', 1, '2024-03-31'], // Budapest loses an hour on the 31st…
    ['2024-03-31', 1, '2024-04-01'],
    ['2024-10-27', 1, '2024-10-28'], // …and gains one here
    ['2024-01-01', 366, '2025-01-01'],
    ['2023-01-01', 365, '2024-01-01'],
    ['2024-05-17', 0, '2024-05-17'],
  ])('%s and %i days is %s', (from, count, to) => {
    expect(addDays(day(from), count)).toBe(to);
    expect(daysBetween(day(from), day(to))).toBe(count);
  });

  test('going there and back leads to the same day, and the text grows with the day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -1000, max: 1000 }), (start, count) => {
        const end = addDays(start, count);
        expect(addDays(end, -count)).toBe(start);
        expect(daysBetween(start, end)).toBe(count);
        expect(Math.sign(count)).toBe(start < end ? 1 : start > end ? -1 : 0);
      }),
    );
  });
});

describe('counting months', () => {
  test.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-01-31', 1, '2023-02-28'],
    ['2024-01-31', 3, '2024-04-30'],
    ['2024-12-15', 1, '2025-01-15'],
    ['2024-01-15', -1, '2023-12-15'],
    ['2024-03-31', -1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', -12, '2023-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2024-06-10', -30, '2021-12-10'],
    ['2024-06-10', 0, '2024-06-10'],
    ['2024-12-31', 2, '2025-02-28'],
  ])('%s and %i months is %s', (from, count, to) => {
    expect(addMonths(day(from), count)).toBe(to);
  });

  test('the date stays, or becomes the last of its month', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -120, max: 120 }), (start, count) => {
        const end = addMonths(start, count);
        const months = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
        expect(months(end) - months(start)).toBe(count);
        const kept = end.slice(8) === start.slice(8);
        expect(kept || (end.slice(8) < start.slice(8) && isStartOfMonth(addDays(end, 1)))).toBe(true);
      }),
    );
  });
});

test.each([
  ['2024-02-29', '2024-02-01', false],
  ['2024-02-01', '2024-02-01', true],
  ['2024-12-31', '2024-12-01', false],
])('the month of %s begins on %s', (text, first, isFirst) => {
  expect(startOfMonth(day(text))).toBe(first);
  expect(isStartOfMonth(day(text))).toBe(isFirst);
});

describe('which day it is', () => {
  test.each([
    // 2026-03-29: at 01:00 UTC Budapest goes from 02:00 to 03:00.
    ['2026-03-28T22:59:59Z', 'Europe/Budapest', '2026-03-28'],
    ['2026-03-28T23:00:00Z', 'Europe/Budapest', '2026-03-29'],
    ['2026-03-29T21:59:59Z', 'Europe/Budapest', '2026-03-29'],
    ['2026-03-29T22:00:00Z', 'Europe/Budapest', '2026-03-30'],
    ['2026-03-28T23:00:00Z', 'UTC', '2026-03-28'],
    ['2026-03-28T23:00:00Z', 'Asia/Tokyo', '2026-03-29'],
    ['2026-03-29T03:59:59Z', 'America/New_York', '2026-03-28'],
    ['2025-12-31T23:30:00Z', 'Europe/Budapest', '2026-01-01'],
  ])('%s in %s is %s', (instant, zone, expected) => {
    expect(dayAt(Date.parse(instant), zone)).toBe(expected);
  });
});

test.each([
  // Budapest is one hour ahead of Greenwich in winter and two in summer; the clocks go forward on 29 March 2026 at 02:00.
  ['2026-03-02', 'Europe/Budapest', '2026-03-01T23:00:00.000Z'],
  ['2026-03-30', 'Europe/Budapest', '2026-03-29T22:00:00.000Z'],
  ['2026-10-26', 'Europe/Budapest', '2026-10-25T23:00:00.000Z'],
  ['2026-03-02', 'UTC', '2026-03-02T00:00:00.000Z'],
  ['2026-03-02', 'Asia/Tokyo', '2026-03-01T15:00:00.000Z'],
  ['2026-03-02', 'America/New_York', '2026-03-02T05:00:00.000Z'],
  ['2026-03-02', 'Asia/Kathmandu', '2026-03-01T18:15:00.000Z'],
])('%s begins in %s at %s', (text, zone, instant) => {
  expect(new Date(startOfDay(day(text), zone)).toISOString()).toBe(instant);
});
