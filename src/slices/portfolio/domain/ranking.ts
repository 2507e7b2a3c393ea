import { ratio } from '#kernel/money.ts';
import type { Policy } from '../contract.ts';

/** What an account (or a group) brought in the period, in minor units. */
export interface Contribution {
  readonly value: bigint;
}

export type AbcClass = 'A' | 'B' | 'C';

/** An account in its place; shares are null when the whole is zero or negative, because a share of that says nothing. */
export interface Ranked<Item> {
  readonly item: Item;
  readonly rank: number;
  readonly share: number | null;
  readonly cumulativeShare: number | null;
  readonly class: AbcClass;
}

/**
 * Ranks accounts that come largest first. Shares are of the signed total of all of them.
 * ABC (formulas, part 4): A up to the first edge of the cumulative share, B up to the second; the account that crosses an
 * edge belongs to the upper class; equal values share a class. Once left, a class does not come back, although negative
 * values let the cumulative share fall again.
 */
export function rank<Item extends Contribution>(
  items: readonly Item[],
  policy: Pick<Policy, 'classA' | 'classB'>,
): Ranked<Item>[] {
  const total = items.reduce((sum, item) => sum + item.value, 0n);
  const hasShares = total > 0n;
  let cumulative = 0n;
  let current: AbcClass = 'A';
  let previous: Ranked<Item> | undefined;
  return items.map((item, index) => {
    const shareBefore = previous ? (previous.cumulativeShare ?? 1) : hasShares ? 0 : 1;
    if (previous?.item.value !== item.value) {
      if (current === 'A' && shareBefore >= policy.classA) current = 'B';
      if (current === 'B' && shareBefore >= policy.classB) current = 'C';
    }
    cumulative += item.value;
    const ranked: Ranked<Item> = {
      item,
      rank: index + 1,
      share: hasShares ? ratio(item.value, total) : null,
      cumulativeShare: hasShares ? ratio(cumulative, total) : null,
      class: current,
    };
    previous = ranked;
    return ranked;
  });
}

/**
 * How many accounts from the top the policy proposes whatever their share: at most its first n of class A, and only those
 * that stand out against an average account. Where all are alike nobody stands out, and nobody is proposed.
 */
export function firstCandidates<Item extends Contribution>(
  ranked: readonly Ranked<Item>[],
  policy: Pick<Policy, 'firstAccounts' | 'standOut'>,
): number {
  const positive = ranked.filter((one) => one.item.value > 0n).length;
  if (positive === 0) return 0;
  const least = policy.standOut / positive;
  return ranked
    .slice(0, policy.firstAccounts)
    .filter((one) => one.class === 'A' && one.share !== null && one.share >= least).length;
}

/** Whether an account is a key candidate (catalogue A2): a large share, or among the first that stand out. */
export const isKeyCandidate = (
  one: { readonly share: number | null; readonly rank: number },
  policy: Pick<Policy, 'shareThreshold'>,
  first: number,
): boolean => one.rank <= first || (one.share !== null && one.share >= policy.shareThreshold);
