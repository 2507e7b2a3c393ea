import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { presentValue, toMillionths, type ProjectedYear } from './present-value.ts';

const Exact = Decimal.clone({ precision: 120, rounding: Decimal.ROUND_HALF_UP });
const whole = 1_000_000n;

/** Contributions of the years after now, in minor units. */
const years = (now: bigint, ...later: readonly bigint[]): ProjectedYear[] => [
  { contribution: 0n, investment: now, staying: whole },
  ...later.map((contribution) => ({ contribution, investment: 0n, staying: whole })),
];

describe('net present value, as formulas part 4 has it', () => {
  test('100, 120, 140 less 150 at 12 % is 134.60', () => {
    expect(presentValue(years(15_000n, 10_000n, 12_000n, 14_000n), toMillionths(0.12)).npv).toBe(13_460n);
  });

  // margin × retention ÷ (1 + rate − retention), when the first cash comes after a year; so many years that the rest is nothing.
  test('a constant margin with retention 0.85 at 12 % tends to 314.81, and to 414.81 with cash at once', () => {
    const steady = (first: number): ProjectedYear[] =>
      Array.from({ length: 80 }, (_unused, year) => ({
        contribution: year < first ? 0n : 10_000_000_000n,
        investment: 0n,
        staying: toMillionths(0.85 ** year),
      }));
    const told = (first: number): string =>
      (Number(presentValue(steady(first), toMillionths(0.12)).npv) / 1e8).toFixed(2);
    expect(told(1)).toBe('314.81');
    expect(told(0)).toBe('414.81');
  });
});

describe('by hand', () => {
  test('without a rate it is the plain sum', () => {
    expect(presentValue(years(150n, 100n, 120n, 140n), 0n).npv).toBe(210n);
  });

  test('the chance of staying lowers what is brought, not what was put in', () => {
    const year: ProjectedYear = { contribution: 1000n, investment: 100n, staying: 900_000n };
    expect(presentValue([year], toMillionths(0.1))).toEqual({
      npv: 800n,
      years: [{ expected: 800n, discounted: 800n, cumulative: 800n }],
      paidBackIn: 0,
    });
  });

  test('each year beside the sum so far, and the year in which it is paid back', () => {
    // -1000, 550 ÷ 1.1 = 500, 605 ÷ 1.21 = 500, 1331 ÷ 1.331 = 1000
    const found = presentValue(years(1000n, 550n, 605n, 1331n), toMillionths(0.1));
    expect(found.years.map(({ discounted, cumulative }) => [discounted, cumulative])).toEqual([
      [-1000n, -1000n],
      [500n, -500n],
      [500n, 0n],
      [1000n, 1000n],
    ]);
    expect(found.paidBackIn).toBe(2);
  });

  test('what falls below zero again is not paid back', () => {
    expect(presentValue(years(100n, 200n, -300n), 0n).paidBackIn).toBeNull();
    expect(presentValue([], 0n)).toEqual({ npv: 0n, years: [], paidBackIn: null });
  });

  test('halves are rounded away from zero, once', () => {
    const half = (contribution: bigint): bigint =>
      presentValue([{ contribution, investment: 0n, staying: 500_000n }], 0n).npv;
    expect([half(1n), half(-1n), half(3n), half(-3n)]).toEqual([1n, -1n, 2n, -2n]);
  });
});

const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const projected = fc.record({
  contribution: amount,
  investment: amount,
  staying: fc.bigInt({ min: 0n, max: whole }),
});
const anyRate = fc.bigInt({ min: 0n, max: whole });

test('is what a calculator with 120 digits finds', () => {
  fc.assert(
    fc.property(fc.array(projected, { maxLength: 31 }), anyRate, (given, rate) => {
      const factor = new Exact(rate.toString()).div(1_000_000).plus(1);
      const sum = given.reduce(
        (total, year, t) =>
          total.plus(
            new Exact(year.contribution.toString())
              .times(year.staying.toString())
              .div(1_000_000)
              .minus(year.investment.toString())
              .div(factor.pow(t)),
          ),
        new Exact(0),
      );
      // Rounds half away from zero, as the product does.
      expect(presentValue(given, rate).npv.toString()).toBe(sum.toDecimalPlaces(0).toFixed(0).replace(/^-0$/, '0'));
    }),
  );
});

test('a dearer rate never makes what comes later worth more', () => {
  const positive = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(positive, anyRate, anyRate, (later, a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      expect(presentValue(years(0n, ...later), high).npv <= presentValue(years(0n, ...later), low).npv).toBe(true);
    }),
  );
});

test.each([
  [0.12, 120_000n],
  [0.07, 70_000n],
  [1, 1_000_000n],
  [0.1234567, 123_457n],
])('%d is %i millionths', (share, expected) => {
  expect(toMillionths(share)).toBe(expected);
});
