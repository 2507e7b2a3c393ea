import { ratio } from '#kernel/money.ts';
import type { Policy } from '../contract.ts';
import { concentrationOf } from './concentration.ts';
import { rank, type Contribution, type Ranked } from './ranking.ts';

/** The ranking with an account and without it. */
interface Leaving<Item extends Contribution> {
  readonly rank: number;
  /** Part of the whole that would go with it; null when the whole is not positive. */
  readonly share: number | null;
  readonly before: readonly Ranked<Item>[];
  readonly after: readonly Ranked<Item>[];
  readonly concentrationBefore: ReturnType<typeof concentrationOf>;
  readonly concentrationAfter: ReturnType<typeof concentrationOf>;
}

/**
 * What would be left if this account left (catalogue A2, design B): everybody else stays as he is, and is ranked anew.
 * @param ranked all accounts, largest first
 * @returns null when the account is not among them
 */
export function withoutAccount<Item extends Contribution>(
  ranked: readonly Ranked<Item>[],
  isLeaver: (item: Item) => boolean,
  policy: Policy,
): Leaving<Item> | null {
  const leaver = ranked.find((one) => isLeaver(one.item));
  if (!leaver) return null;
  const after = rank(
    ranked.filter((one) => one !== leaver).map((one) => one.item),
    policy,
  );
  return {
    rank: leaver.rank,
    share: leaver.share,
    before: ranked,
    after,
    concentrationBefore: concentrationOf(ranked, policy.shareThreshold),
    concentrationAfter: concentrationOf(after, policy.shareThreshold),
  };
}

/** A part of a whole as a share that can be shown: null when the whole is not positive. */
export const shareOfPositive = (part: bigint, whole: bigint): number | null => (whole > 0n ? ratio(part, whole) : null);
