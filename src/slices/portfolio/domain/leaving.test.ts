import { describe, expect, test } from 'vitest';
import { shareOfPositive, withoutAccount } from './leaving.ts';
import { rank } from './ranking.ts';

const policy = { shareThreshold: 0.1, firstAccounts: 10, standOut: 5, classA: 0.8, classB: 0.95 };
const worth = (...values: readonly number[]) =>
  rank(
    values.map((value) => ({ value: BigInt(value) })),
    policy,
  );

describe('without one account, by hand', () => {
  test('40 of 40, 30, 20, 10 leaves 30, 20, 10', () => {
    const left = withoutAccount(worth(40, 30, 20, 10), ({ value }) => value === 40n, policy);
    expect(left?.rank).toBe(1);
    expect(left?.share).toBe(0.4);
    // 0.16 + 0.09 + 0.04 + 0.01 (formulas, part 4); of the rest 0.25 + 1/9 + 1/36 = 7/18.
    expect(left?.concentrationBefore.hhi).toBeCloseTo(0.3, 12);
    expect(left?.concentrationAfter.hhi).toBeCloseTo(7 / 18, 12);
    // 40, 70, 90: three; 50, 83: two.
    expect([left?.concentrationBefore.accountsTo80, left?.concentrationAfter.accountsTo80]).toEqual([3, 2]);
    expect(left?.after.map((one) => one.share)).toEqual([0.5, 1 / 3, 1 / 6]);
  });

  test('the only one leaves nothing', () => {
    const left = withoutAccount(worth(5), () => true, policy);
    expect(left?.after).toEqual([]);
    expect(left?.concentrationAfter.hhi).toBeNull();
  });

  test('one that is not among them cannot leave', () => {
    expect(withoutAccount(worth(5, 4), ({ value }) => value === 9n, policy)).toBeNull();
  });
});

test('a part of nothing, or of less than nothing, is no share', () => {
  expect([shareOfPositive(5n, 10n), shareOfPositive(5n, 0n), shareOfPositive(5n, -10n)]).toEqual([0.5, null, null]);
});
