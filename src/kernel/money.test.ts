import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalsOf, isCurrency, ratio, toDecimal, toMinorUnits } from './money.ts';

const Exact = Decimal.clone({ precision: 60 });

describe('decimals of a currency (ISO 4217, list one)', () => {
  test.each([
    ['GBP', 2],
    ['EUR', 2],
    ['USD', 2],
    ['HUF', 0], // by the house's rule, not the standard's: forint amounts carry no fillér
    ['JPY', 0],
    ['KRW', 0],
    ['KWD', 3],
    ['TND', 3],
    ['CLF', 4],
    ['XAF', 0],
  ])('%s has %i', (currency, decimals) => {
    expect(decimalsOf(currency)).toBe(decimals);
  });

  // The standard's list of 1 January 2024: these differ from two, and nothing else that circulates does.
  const notTwo = {
    BHD: 3, BIF: 0, CLF: 4, CLP: 0, DJF: 0, GNF: 0, IQD: 3, ISK: 0, JOD: 3, JPY: 0, KMF: 0, KRW: 0, KWD: 3, LYD: 3, OMR: 3,
    PYG: 0, RWF: 0, TND: 3, UGX: 0, UYI: 0, UYW: 4, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
  }; // prettier-ignore

  test('no currency has others than the standard gives it, but the forint', () => {
    const expected: Readonly<Record<string, number | undefined>> = { ...notTwo, HUF: 0 };
    const wrong = [...Intl.supportedValuesOf('currency'), ...Object.keys(notTwo)].filter(
      (currency) => decimalsOf(currency) !== (expected[currency] ?? 2),
    );
    expect(wrong).toEqual([]);
  });
});

describe('minor units as a decimal', () => {
  test.each([
    [27_948_902n, 'GBP', '279489.02'],
    [0n, 'GBP', '0.00'],
    [5n, 'GBP', '0.05'],
    [-5n, 'GBP', '-0.05'],
    [50n, 'GBP', '0.50'],
    [-150n, 'GBP', '-1.50'],
    [100n, 'GBP', '1.00'],
    [1n, 'HUF', '1'],
    [-1234n, 'HUF', '-1234'],
    [0n, 'HUF', '0'],
    [1n, 'KWD', '0.001'],
    [-1_234_567n, 'KWD', '-1234.567'],
    [1n, 'CLF', '0.0001'],
    [1_000_000_000_000_000n, 'EUR', '10000000000000.00'],
    [999_999_999_999_999_999_999n, 'EUR', '9999999999999999999.99'],
    [-1_000_000_000_000_000n, 'HUF', '-1000000000000000'],
  ])('%i of %s is %s', (amount, currency, text) => {
    expect(toDecimal(amount, currency)).toBe(text);
  });

  test('nothing is lost, whatever the amount and the currency', () => {
    const currencies = fc.constantFrom('HUF', 'EUR', 'KWD', 'CLF');
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), currencies, (amount, currency) => {
        const text = toDecimal(amount, currency);
        expect(text).toMatch(decimalsOf(currency) === 0 ? /^-?\d+$/ : /^-?\d+\.\d+$/);
        expect(BigInt(new Exact(text).times(new Exact(10).pow(decimalsOf(currency))).toFixed(0))).toBe(amount);
      }),
    );
  });
});

describe('the quotient of two amounts', () => {
  test.each([
    [40n, 100n, 0.4],
    [1n, 3n, 1 / 3],
    [-1n, 4n, -0.25],
    [1n, -4n, -0.25],
    [0n, 7n, 0],
    [7n, 7n, 1],
    [15n, 10n, 1.5],
    // Beyond what a float can hold, the quotient is still the right one.
    [800_000_000_000_000_000_000n, 1_000_000_000_000_000_000_000n, 0.8],
    [799_999_999_999_999_999_999n, 1_000_000_000_000_000_000_000n, 0.799_999_999_999_999],
    [1_000_000_000_000_000n, 1_000_000_000_000_001n, 0.999_999_999_999_999],
  ])('%i of %i is %d', (part, whole, expected) => {
    expect(ratio(part, whole)).toBe(expected);
  });

  test('of nothing there is none', () => {
    expect(ratio(5n, 0n)).toBeNull();
    expect(ratio(0n, 0n)).toBeNull();
  });

  test('it is within 10^-15 of the exact one, for shares', () => {
    const part = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
    fc.assert(
      fc.property(part, fc.bigInt({ min: 1n, max: 10n ** 18n }), (a, extra) => {
        const whole = (a < 0n ? -a : a) + extra;
        const exact = new Exact(a.toString()).div(whole.toString());
        expect(
          exact
            .minus(ratio(a, whole) ?? Number.NaN)
            .abs()
            .toNumber(),
        ).toBeLessThanOrEqual(1.2e-15);
      }),
    );
  });

  test('a larger part never has a smaller share', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 18n });
    fc.assert(
      fc.property(amount, amount, fc.bigInt({ min: 1n, max: 10n ** 18n }), (a, b, whole) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        expect(ratio(less, whole) ?? Number.NaN).toBeLessThanOrEqual(ratio(more, whole) ?? Number.NaN);
      }),
    );
  });
});

describe('a currency by its code', () => {
  test.each(['GBP', 'HUF', 'EUR', 'USD', 'JPY'])('%s is one', (code) => {
    expect(isCurrency(code)).toBe(true);
  });
  test.each(['gbp', 'GB', 'GBPX', '', 'XQZ', '€', 'EUR '])('%j is none', (code) => {
    expect(isCurrency(code)).toBe(false);
  });
});

describe('a plain decimal as minor units', () => {
  test.each([
    ['279489.02', 'GBP', 27_948_902n],
    ['0.5', 'GBP', 50n],
    ['-0.05', 'GBP', -5n],
    ['12', 'GBP', 1200n],
    ['1234', 'HUF', 1234n],
    ['1234.00', 'HUF', 1234n],
    ['-1234.567', 'KWD', -1_234_567n],
  ])('%s of %s is %i', (text, currency, amount) => {
    expect(toMinorUnits(text, currency)).toBe(amount);
  });

  test.each([
    ['0.005', 'GBP'],
    ['1.5', 'HUF'],
    ['', 'HUF'],
    ['1,5', 'GBP'],
    ['1e5', 'GBP'],
    ['.5', 'GBP'],
    ['--5', 'GBP'],
  ])('%j of %s is none', (text, currency) => {
    expect(toMinorUnits(text, currency)).toBeNull();
  });

  test('is the way back from toDecimal', () => {
    const anyCurrency = fc.constantFrom('HUF', 'EUR', 'KWD', 'CLF');
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), anyCurrency, (amount, currency) => {
        expect(toMinorUnits(toDecimal(amount, currency), currency)).toBe(amount);
      }),
    );
  });
});
