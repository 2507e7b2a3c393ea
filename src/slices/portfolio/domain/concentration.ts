import { ratio } from '#kernel/money.ts';
import type { Concentration } from '../contract.ts';
import type { Contribution, Ranked } from './ranking.ts';

/**
 * How much of the business hangs on how few (formulas, part 4). HHI and Gini are over the accounts with a positive value and
 * their sum; everything else over all accounts and their signed total. Null where there is nothing to divide by.
 */
export function concentrationOf<Item extends Contribution>(
  ranked: readonly Ranked<Item>[],
  shareThreshold: number,
): Concentration {
  const shares = positiveShares(ranked);
  const hhi = herfindahl(shares);
  const hasShares = ranked[0] !== undefined && ranked[0].share !== null;
  return {
    top1Share: topShare(ranked, 1),
    top5Share: topShare(ranked, 5),
    top10Share: topShare(ranked, 10),
    topFifthShare: topShare(ranked, Math.ceil(ranked.length / 5)),
    accountsTo50: accountsTo(ranked, 0.5),
    accountsTo80: accountsTo(ranked, 0.8),
    accountsTo95: accountsTo(ranked, 0.95),
    hhi,
    effectiveAccounts: hhi === null ? null : 1 / hhi,
    gini: gini(shares),
    atOrAboveThreshold: hasShares
      ? ranked.filter((one) => one.share !== null && one.share >= shareThreshold).length
      : null,
  };
}

const topShare = <Item extends Contribution>(ranked: readonly Ranked<Item>[], count: number): number | null =>
  ranked[Math.min(count, ranked.length) - 1]?.cumulativeShare ?? null;

/** The smallest number of accounts, largest first, that reaches this share of the total. */
function accountsTo<Item extends Contribution>(ranked: readonly Ranked<Item>[], share: number): number | null {
  const place = ranked.findIndex((one) => one.cumulativeShare !== null && one.cumulativeShare >= share);
  return place === -1 ? null : place + 1;
}

function positiveShares<Item extends Contribution>(ranked: readonly Ranked<Item>[]): number[] {
  const positive = ranked.map((one) => one.item.value).filter((value) => value > 0n);
  const sum = positive.reduce((total, value) => total + value, 0n);
  return positive.map((value) => ratio(value, sum) ?? 0);
}

const herfindahl = (shares: readonly number[]): number | null =>
  shares.length === 0 ? null : shares.reduce((sum, share) => sum + share * share, 0);

/** Gini coefficient: 0 when all are equal, towards 1 when one has all. The ranking is largest first, the formula smallest first. */
function gini(shares: readonly number[]): number | null {
  const count = shares.length;
  if (count === 0) return null;
  const weighted = shares.toSorted((a, b) => a - b).reduce((sum, share, index) => sum + (index + 1) * share, 0);
  return (2 * weighted) / count - (count + 1) / count;
}
