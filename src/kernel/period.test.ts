import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths, daysInMonth, isStartOfMonth, parseDay, type Day } from './day.ts';
import { lengthOf, monthsEarlier, splitByMonths, type Period } from './period.ts';

const day = (text: string): Day => {
  const found = parseDay(text);
  if (found === null) throw new Error(`${text} is no day`);
  return found;
};
const period = (from: string, to: string): Period => ({ from: day(from), to: day(to) });

const anyPeriod = fc
  .tuple(
    fc.date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2060-12-31T00:00:00Z'), noInvalidDate: true }),
    fc.integer({ min: 1, max: 1200 }),
  )
  .map(([date, days]): Period => {
    const from = day(date.toISOString().slice(0, 10));
    return { from, to: addDays(from, days) };
  });

describe('a period by whole months and edges', () => {
  test.each([
    // from, to, months, edges
    ['2024-01-01', '2025-01-01', ['2024-01-01', '2025-01-01'], []],
    ['2024-02-01', '2024-03-01', ['2024-02-01', '2024-03-01'], []],
    [
      '2024-01-15',
      '2024-04-10',
      ['2024-02-01', '2024-04-01'],
      [
        ['2024-01-15', '2024-02-01'],
        ['2024-04-01', '2024-04-10'],
      ],
    ],
    ['2024-01-15', '2024-04-01', ['2024-02-01', '2024-04-01'], [['2024-01-15', '2024-02-01']]],
    ['2024-01-01', '2024-02-10', ['2024-01-01', '2024-02-01'], [['2024-02-01', '2024-02-10']]],
    // No whole month in it: one edge, never two that overlap.
    ['2024-01-15', '2024-02-10', null, [['2024-01-15', '2024-02-10']]],
    ['2024-01-15', '2024-02-01', null, [['2024-01-15', '2024-02-01']]],
    ['2024-01-01', '2024-01-31', null, [['2024-01-01', '2024-01-31']]],
    ['2024-01-10', '2024-01-11', null, [['2024-01-10', '2024-01-11']]],
    ['2024-02-29', '2024-03-01', null, [['2024-02-29', '2024-03-01']]],
    // A year's turn, and a leap day at the end.
    [
      '2023-12-31',
      '2024-02-29',
      ['2024-01-01', '2024-02-01'],
      [
        ['2023-12-31', '2024-01-01'],
        ['2024-02-01', '2024-02-29'],
      ],
    ],
    // Nothing in it.
    ['2024-01-10', '2024-01-10', null, []],
  ] as [string, string, [string, string] | null, [string, string][]][])('%s to %s', (from, to, months, edges) => {
    expect(splitByMonths(period(from, to))).toEqual({
      months: months && period(...months),
      edges: edges.map((edge) => period(...edge)),
    });
  });

  test('its parts cover each of its days once, and the months are whole', () => {
    fc.assert(
      fc.property(anyPeriod, (whole) => {
        const { months, edges } = splitByMonths(whole);
        const parts = [...edges, ...(months ? [months] : [])].sort((a, b) => (a.from < b.from ? -1 : 1));
        let reached = whole.from;
        for (const part of parts) {
          expect(part.from).toBe(reached);
          expect(part.to > part.from).toBe(true);
          reached = part.to;
        }
        expect(reached).toBe(whole.to);
        if (months) expect([months.from, months.to].every(isStartOfMonth)).toBe(true);
        // What is left at the edges has no whole month in it, so no roll-up row is read as lines.
        for (const edge of edges) expect(lengthOf(edge)).toBeLessThanOrEqual(months ? 30 : 60);
      }),
    );
  });
});

describe('the same months earlier', () => {
  test.each([
    ['2024-01-01', '2025-01-01', 12, '2023-01-01', '2024-01-01'],
    ['2025-02-01', '2025-03-01', 12, '2024-02-01', '2024-03-01'], // February has a day more then
    ['2024-02-01', '2024-03-01', 12, '2023-02-01', '2023-03-01'],
    ['2024-03-10', '2024-03-20', 12, '2023-03-10', '2023-03-20'],
    ['2024-02-29', '2024-03-01', 12, '2023-02-28', '2023-03-01'], // the leap day answers to the 28th
    ['2024-02-10', '2024-02-29', 12, '2023-02-10', '2023-03-01'], // up to the 28th, which is the last of that February
    ['2024-02-10', '2024-03-01', 12, '2023-02-10', '2023-03-01'], // up to the end of the month, in both years
    ['2023-02-10', '2023-03-01', 12, '2022-02-10', '2022-03-01'],
    ['2025-02-10', '2025-03-01', 12, '2024-02-10', '2024-03-01'],
    ['2024-01-15', '2024-04-11', 12, '2023-01-15', '2023-04-11'],
    ['2024-03-31', '2024-04-01', 1, '2024-02-29', '2024-03-01'],
    ['2024-05-01', '2024-06-01', 3, '2024-02-01', '2024-03-01'],
  ])('%s to %s, %i months earlier, is %s to %s', (from, to, count, earlierFrom, earlierTo) => {
    expect(monthsEarlier(period(from, to), count)).toEqual(period(earlierFrom, earlierTo));
  });

  test('it is never empty, never later, and whole months stay whole months of the same names', () => {
    fc.assert(
      fc.property(anyPeriod, fc.integer({ min: 1, max: 36 }), (now, count) => {
        const earlier = monthsEarlier(now, count);
        expect(earlier.from < earlier.to).toBe(true);
        expect(earlier.from < now.from && earlier.to < now.to).toBe(true);
        const { months } = splitByMonths(now);
        if (!months || months.from !== now.from || months.to !== now.to) return;
        expect(earlier).toEqual({ from: addMonths(now.from, -count), to: addMonths(now.to, -count) });
      }),
    );
  });

  test('a day of the period, taken earlier, lies in the earlier period', () => {
    fc.assert(
      fc.property(anyPeriod, fc.nat(), (now, offset) => {
        const some = addDays(now.from, offset % lengthOf(now));
        const earlier = monthsEarlier(now, 12);
        const answer = addMonths(some, -12);
        expect(answer >= earlier.from && answer < earlier.to).toBe(true);
      }),
    );
  });
});

test('the length of a period counts its days', () => {
  expect(lengthOf(period('2024-01-01', '2025-01-01'))).toBe(366);
  expect(lengthOf(period('2023-01-01', '2024-01-01'))).toBe(365);
  expect(lengthOf(period('2024-03-30', '2024-04-01'))).toBe(2); // over a change of the clock
  expect(lengthOf(period('2024-02-01', '2024-03-01'))).toBe(daysInMonth(2024, 2));
});
