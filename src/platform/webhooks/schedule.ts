const minute = 60;
const hour = 60 * minute;

/** Seconds from a failed try to the next one, as Standard Webhooks recommends: ten tries in three days and some hours. */
const pauses: readonly number[] = [
  5,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];
export const mostTries = pauses.length + 1;
const longestWish = 24 * hour;

/**
 * When to try again, in milliseconds from now; null when it was tried often enough.
 * @param tries so many have failed
 * @param wished seconds that the receiver asked for (`Retry-After`); at most a day is granted
 * @param chance 0 to 1, so that what failed together does not come back together: up to a tenth is added
 */
export function pauseAfter(tries: number, wished: number | null, chance: number): number | null {
  const pause = pauses[tries - 1];
  if (pause === undefined) return null;
  return Math.round(Math.max(pause * (1 + chance / 10), Math.min(wished ?? 0, longestWish)) * 1000);
}
