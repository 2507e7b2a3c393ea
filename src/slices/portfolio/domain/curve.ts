import type { Contribution, Ranked } from './ranking.ts';

const mostPoints = 200;

/**
 * The ranks that a drawing of the Pareto curve shows: all of them up to 200, else evenly spread, always with the first, the
 * last and `marked` (where 80 % is reached).
 */
export function curvePoints<Item extends Contribution>(
  ranked: readonly Ranked<Item>[],
  marked: number | null,
): Ranked<Item>[] {
  if (ranked.length <= mostPoints) return [...ranked];
  const step = ranked.length / (mostPoints - 2);
  const ranks = new Set([1, ranked.length, ...(marked === null ? [] : [marked])]);
  for (let place = 1; place < ranked.length && ranks.size < mostPoints; place += step) ranks.add(Math.round(place));
  return ranked.filter((one) => ranks.has(one.rank));
}
