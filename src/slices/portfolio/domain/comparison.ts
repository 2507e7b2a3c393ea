import { addMonths, startOfMonth } from '#kernel/day.ts';
import { lengthOf, monthsEarlier, type Period } from '#kernel/period.ts';

const longestYear = 366;

/**
 * The same months a year earlier, where a change against them says something: not for a period longer than a year, which would
 * be compared with a part of itself, and not where the sales do not reach back so far. Null otherwise.
 */
export function yearBeforeOf(period: Period, available: Period): Period | null {
  const reachesBack = startOfMonth(available.from) <= addMonths(period.from, -12);
  return lengthOf(period) <= longestYear && reachesBack ? monthsEarlier(period, 12) : null;
}
