import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concentrationOf } from './concentration.ts';
import { rank } from './ranking.ts';

const edges = { classA: 0.8, classB: 0.95 };
const of = (...values: readonly number[]) =>
  concentrationOf(
    rank(
      values.map((value) => ({ value: BigInt(value) })),
      edges,
    ),
    0.1,
  );

describe('concentration by hand', () => {
  test('40, 30, 20, 10 (formulas, part 4)', () => {
    const found = of(40, 30, 20, 10);
    expect(found.hhi).toBeCloseTo(0.3, 12); // 0.16 + 0.09 + 0.04 + 0.01
    expect(found.effectiveAccounts).toBeCloseTo(3.33, 2);
    // Differences of the six pairs add up to 100: 2 × 100 / (2 × 4² × 25).
    expect(found.gini).toBeCloseTo(0.25, 12);
    expect(found).toMatchObject({
      top1Share: 0.4,
      top5Share: 1, // of four
      top10Share: 1,
      topFifthShare: 0.4, // ceil(0.8) = 1 account
      accountsTo50: 2,
      accountsTo80: 3,
      accountsTo95: 4,
      atOrAboveThreshold: 4,
    });
  });

  test('97, 1, 1, 1', () => {
    const found = of(97, 1, 1, 1);
    expect(found.hhi).toBeCloseTo(0.9412, 12); // 0.9409 + 3 × 0.0001
    expect(found.gini).toBeCloseTo(0.72, 12); // three pairs differ by 96: 2 × 288 / 800
    expect(found).toMatchObject({ accountsTo50: 1, accountsTo80: 1, accountsTo95: 1, atOrAboveThreshold: 1 });
  });

  test('equal ones are not concentrated at all', () => {
    const found = of(...Array.from({ length: 25 }, () => 4));
    expect(found.hhi).toBeCloseTo(0.04, 12);
    expect(found.effectiveAccounts).toBeCloseTo(25, 9);
    expect(found.gini).toBeCloseTo(0, 12);
    expect(found).toMatchObject({ top1Share: 0.04, top5Share: 0.2, top10Share: 0.4, topFifthShare: 0.2 });
    // 13 × 4 % is the first to reach 50 %, 20 × 4 % reaches 80 %, 24 × 4 % is the first beyond 95 %.
    expect(found).toMatchObject({ accountsTo50: 13, accountsTo80: 20, accountsTo95: 24, atOrAboveThreshold: 0 });
  });

  test.each([
    [4, 1],
    [5, 1],
    [6, 2],
    [10, 2],
    [11, 3],
  ])('the first fifth of %i accounts is %i of them', (count, fifth) => {
    // The first ones have 100 each, so their share counts them.
    const values = Array.from({ length: count }, (_unused, index) => (index < fifth ? 100 : 1));
    expect(of(...values).topFifthShare).toBeCloseTo((fifth * 100) / (fifth * 100 + count - fifth), 12);
  });

  test('one alone', () => {
    expect(of(7)).toEqual({
      top1Share: 1, top5Share: 1, top10Share: 1, topFifthShare: 1, accountsTo50: 1, accountsTo80: 1, accountsTo95: 1, hhi: 1,
      effectiveAccounts: 1, gini: 0, atOrAboveThreshold: 1,
    }); // prettier-ignore
  });

  test('credit notes: HHI and Gini are over the positive ones and their sum, the rest over all', () => {
    const found = of(60, 40, 0, -20);
    expect(found.hhi).toBeCloseTo(0.52, 12); // 0.6² + 0.4²
    expect(found.gini).toBeCloseTo(0.1, 12); // one pair differs by 20: 2 × 20 / (2 × 2² × 50)
    expect(found.top1Share).toBeCloseTo(0.75, 12); // of 80
    expect(found.top10Share).toBe(1);
    expect(found).toMatchObject({ accountsTo50: 1, accountsTo80: 2, accountsTo95: 2, atOrAboveThreshold: 2 });
  });

  test('of nobody, everything is unknown', () => {
    for (const value of Object.values(of())) expect(value).toBeNull();
  });

  test('without anything positive too', () => {
    for (const value of Object.values(of(0, -5))) expect(value).toBeNull();
  });

  test('a total that is not above zero leaves what is over the positive ones', () => {
    const found = of(30, 10, -50);
    expect(found.hhi).toBeCloseTo(0.625, 12);
    expect(found).toMatchObject({ top1Share: null, accountsTo50: null, accountsTo80: null, atOrAboveThreshold: null });
  });
});

describe('whatever the amounts', () => {
  const positive = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 50 });
  const largestFirst = (values: readonly number[]): number[] => [...values].sort((a, b) => b - a);

  test('Gini is the mean difference of all pairs, and HHI lies between equal shares and a monopoly', () => {
    fc.assert(
      fc.property(positive, (values) => {
        const { hhi, gini, effectiveAccounts } = of(...largestFirst(values));
        const count = values.length;
        const mean = values.reduce((sum, value) => sum + value, 0) / count;
        const differences = values
          .flatMap((a) => values.map((b) => Math.abs(a - b)))
          .reduce((sum, one) => sum + one, 0);
        expect(gini).toBeCloseTo(differences / (2 * count * count * mean), 9);
        expect(hhi).toBeGreaterThan(1 / count - 1e-9);
        expect(hhi).toBeLessThanOrEqual(1 + 1e-9);
        expect((hhi ?? 0) * (effectiveAccounts ?? 0)).toBeCloseTo(1, 9);
      }),
    );
  });

  test('more is never reached by fewer, and each number of accounts is the smallest that reaches its share', () => {
    fc.assert(
      fc.property(positive, (unsorted) => {
        const values = largestFirst(unsorted);
        const total = values.reduce((sum, value) => sum + value, 0);
        const sumOf = (count: number): number => values.slice(0, count).reduce((sum, value) => sum + value, 0);
        const found = of(...values);
        for (const [count, share] of [
          [found.accountsTo50, 50],
          [found.accountsTo80, 80],
          [found.accountsTo95, 95],
        ] as const) {
          expect(sumOf(count ?? 0) * 100).toBeGreaterThanOrEqual(total * share);
          expect(sumOf((count ?? 0) - 1) * 100).toBeLessThan(total * share);
        }
      }),
    );
  });
});
