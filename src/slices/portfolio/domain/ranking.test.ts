import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstCandidates, isKeyCandidate, rank, type Contribution } from './ranking.ts';

const policy = { shareThreshold: 0.1, firstAccounts: 10, standOut: 5, classA: 0.8, classB: 0.95 };

const worth = (...values: readonly number[]): Contribution[] => values.map((value) => ({ value: BigInt(value) }));
const classesOf = (...values: readonly number[]): string =>
  rank(worth(...values), policy)
    .map((one) => one.class)
    .join('');

/** Amounts as accounts have them: mostly positive, some credit notes only, some cancelled out, many alike. */
const amounts = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.bigInt({ min: 1n, max: 10n ** 12n }) },
    { weight: 2, arbitrary: fc.bigInt({ min: 1n, max: 9n }) },
    { weight: 1, arbitrary: fc.bigInt({ min: -(10n ** 9n), max: -1n }) },
    { weight: 1, arbitrary: fc.constant(0n) },
  ),
  { maxLength: 60 },
);
const largestFirst = (values: readonly bigint[]): Contribution[] =>
  [...values].sort((a, b) => (a > b ? -1 : a < b ? 1 : 0)).map((value) => ({ value }));

describe('ABC by hand', () => {
  test.each([
    // The one that crosses an edge belongs to the upper class.
    [[40, 30, 20, 10], 'AAAB'], // 40, 70, 90, 100: the third crosses 80 %
    [[81, 15, 4], 'ABC'], // 81, 96, 100
    [[90, 6, 4], 'ABC'], // 90, 96: the second crosses 95 %
    // The one that ends on an edge has not crossed it, and the next begins the class below.
    [[80, 15, 5], 'ABC'],
    [[79, 1, 15, 5], 'AABC'],
    [[80, 14, 1, 5], 'ABBC'],
    // One that crosses both edges takes them both along.
    [[96, 4], 'AC'],
    [[100], 'A'],
    [[60, 40], 'AA'],
    // Alike share a class, the upper one.
    [[40, 20, 20, 20], 'AAAA'],
    [[80, 10, 5, 5], 'ABBB'],
    [[1, 1, 1, 1, 1, 1, 1, 1, 1, 1], 'AAAAAAAAAA'],
    // What brought nothing or cost something is at the end.
    [[100, 0, 0], 'ACC'],
    [[100, 20, -20], 'ACC'],
    [[50, 30, 21, 0, -1], 'AABCC'], // 50, 80, 101 of 100: the third begins on the edge
    // Without a positive total a share says nothing, and nobody is in A.
    [[10, -10], 'CC'],
    [[5, -8, -9], 'CCC'],
    [[0, 0], 'CC'],
    [[-3], 'C'],
  ])('%j is %s', (values, classes) => {
    expect(classesOf(...values)).toBe(classes);
  });

  test('other edges, other classes', () => {
    const ranked = rank(worth(70, 20, 6, 4), { classA: 0.7, classB: 0.95 });
    expect(ranked.map((one) => one.class).join('')).toBe('ABBC');
  });
});

describe('shares', () => {
  test('of the whole, one by one and added up', () => {
    const ranked = rank(worth(40, 30, 20, 10), policy);
    expect(ranked.map((one) => one.rank)).toEqual([1, 2, 3, 4]);
    expect(ranked.map((one) => one.share)).toEqual([0.4, 0.3, 0.2, 0.1]);
    expect(ranked.map((one) => one.cumulativeShare)).toEqual([0.4, 0.7, 0.9, 1]);
  });

  test('credit notes lower the whole, so that the others have more than all of it before them', () => {
    const ranked = rank(worth(100, 25, -25), policy);
    expect(ranked.map((one) => one.share)).toEqual([1, 0.25, -0.25]);
    expect(ranked.map((one) => one.cumulativeShare)).toEqual([1, 1.25, 1]);
  });

  test.each([[[10, -10]], [[5, -8]], [[0]], [[-1, -2]]])('of %j there are none', (values) => {
    for (const one of rank(worth(...values), policy)) {
      expect(one.share).toBeNull();
      expect(one.cumulativeShare).toBeNull();
    }
  });

  test('of nobody there is nothing', () => {
    expect(rank([], policy)).toEqual([]);
  });

  test('amounts beyond what a float can hold are still divided right', () => {
    const half = 5_000_000_000_000_000_000_001n;
    expect(rank([{ value: half }, { value: half }], policy).map((one) => one.share)).toEqual([0.5, 0.5]);
  });
});

describe('whatever the amounts', () => {
  test('the last cumulative share is one, and classes only go down', () => {
    fc.assert(
      fc.property(amounts, (values) => {
        const ranked = rank(largestFirst(values), policy);
        const total = values.reduce((sum, value) => sum + value, 0n);
        expect(ranked.map((one) => one.rank)).toEqual(values.map((_value, index) => index + 1));
        expect([...ranked.map((one) => one.class)].sort()).toEqual(ranked.map((one) => one.class));
        if (total <= 0n) return;
        expect(ranked.at(-1)?.cumulativeShare).toBe(1);
        expect(ranked[0]?.class).toBe('A');
      }),
    );
  });

  test('without credit notes the shares lie between nothing and all, and add up to one', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 1n, max: 10n ** 15n }), { minLength: 1, maxLength: 60 }), (values) => {
        const ranked = rank(largestFirst(values), policy);
        const sum = ranked.reduce((all, one) => all + (one.share ?? Number.NaN), 0);
        expect(Math.abs(sum - 1)).toBeLessThan(1e-12);
        for (const one of ranked) expect(one.share !== null && one.share >= 0 && one.share <= 1).toBe(true);
        const cumulative = ranked.map((one) => one.cumulativeShare ?? Number.NaN);
        expect([...cumulative].sort((a, b) => a - b)).toEqual(cumulative);
      }),
    );
  });

  test('class A is the smallest number of accounts that reaches 80 %, and their equals', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 1n, max: 1000n }), { minLength: 1, maxLength: 40 }), (values) => {
        const sorted = largestFirst(values);
        const total = values.reduce((sum, value) => sum + value, 0n);
        // Counted over, in whole numbers: 10 × sum of the first n ≥ 8 × total.
        let needed = 0;
        for (let sum = 0n; sum * 10n < total * 8n; needed += 1) sum += sorted[needed]?.value ?? 0n;
        const least = sorted[needed - 1]?.value ?? 0n;
        const expected = sorted.filter((one) => one.value >= least).length;
        expect(rank(sorted, policy).filter((one) => one.class === 'A')).toHaveLength(expected);
      }),
    );
  });

  test('the order in which equals come changes nobody’s class', () => {
    const shuffled = amounts.chain((values) =>
      fc.tuple(fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length })),
    );
    fc.assert(
      fc.property(shuffled, ([values, others]) => {
        const classByValue = (of: readonly bigint[]) =>
          new Map(rank(largestFirst(of), policy).map((one) => [one.item.value, [one.class, one.share]]));
        expect(classByValue(others)).toEqual(classByValue(values));
      }),
    );
  });
});

describe('who is proposed as key', () => {
  const proposed = (values: readonly number[], by = policy): number[] => {
    const ranked = rank(worth(...values), by);
    const first = firstCandidates(ranked, by);
    return ranked.filter((one) => isKeyCandidate(one, by, first)).map((one) => one.rank);
  };
  const flat = (count: number, value = 100): number[] => Array.from({ length: count }, () => value);

  test('where all are alike nobody is', () => {
    expect(proposed(flat(59))).toEqual([]);
    expect(proposed(flat(11))).toEqual([]); // 9.1 % each
  });

  test('a share at the threshold is one, below it none', () => {
    const byShareAlone = { ...policy, firstAccounts: 0 };
    expect(proposed([100, ...flat(100, 9)], byShareAlone)).toEqual([1]); // 100 of 1,000
    expect(proposed([99, ...flat(53, 17)], byShareAlone)).toEqual([]); // 99 of 1,000
    expect(proposed(flat(10))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]); // each has exactly a tenth
  });

  test('those who stand out are, up to the first n, although their share is small', () => {
    // 20 of 60 and 400 of 10: the average of 420 accounts is 12.4, five times of it is 61.9.
    expect(proposed([...flat(20, 60), ...flat(400, 10)])).toEqual([]);
    // 20 of 70: the average is 12.9, five times of it is 64.3; the policy takes the first ten of them.
    expect(proposed([...flat(20, 70), ...flat(400, 10)])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(proposed([...flat(20, 70), ...flat(400, 10)], { ...policy, firstAccounts: 3 })).toEqual([1, 2, 3]);
    expect(proposed([...flat(20, 70), ...flat(400, 10)], { ...policy, firstAccounts: 0 })).toEqual([]);
  });

  test('one outside class A is not proposed for standing out', () => {
    // The first holds 85 %, the second 1 %, which is five times an average of 0.2 %.
    const ranked = rank(worth(8500, 100, ...flat(498, 2), ...flat(404, 1)), policy);
    expect(ranked[1]?.class).not.toBe('A');
    expect(firstCandidates(ranked, policy)).toBe(1);
  });

  test('only accounts that brought something count as the average', () => {
    // Of 20 positive accounts the bar is 5 × 1/20 = 25 %, however many zeros there are: 30 of 106 passes it, 25 of 101 does not.
    expect(firstCandidates(rank(worth(30, ...flat(19, 4), ...flat(500, 0)), policy), policy)).toBe(1);
    expect(firstCandidates(rank(worth(25, ...flat(19, 4), ...flat(500, 0)), policy), policy)).toBe(0);
  });

  test('without a positive total nobody is', () => {
    expect(proposed([10, -10])).toEqual([]);
    expect(proposed([-5])).toEqual([]);
    expect(proposed([0, 0])).toEqual([]);
    expect(proposed([])).toEqual([]);
  });
});
