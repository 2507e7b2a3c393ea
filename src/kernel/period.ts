import { addDays, addMonths, daysBetween, isStartOfMonth, startOfMonth, type Day } from './day.ts';

/** A half-open span of days: `from` belongs to it, `to` does not. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

/** How a period is read from monthly roll-ups: whole months from there, the days at its two edges from the lines. */
interface MonthSplit {
  readonly months: Period | null;
  readonly edges: readonly Period[];
}

/** Splits a period into its whole calendar months and what is left before and after them. */
export function splitByMonths(period: Period): MonthSplit {
  const firstMonth = isStartOfMonth(period.from) ? period.from : addMonths(startOfMonth(period.from), 1);
  const lastMonth = startOfMonth(period.to);
  if (firstMonth >= lastMonth) return { months: null, edges: period.from < period.to ? [period] : [] };
  const edges: Period[] = [];
  if (period.from < firstMonth) edges.push({ from: period.from, to: firstMonth });
  if (lastMonth < period.to) edges.push({ from: lastMonth, to: period.to });
  return { months: { from: firstMonth, to: lastMonth }, edges };
}

/** The same period `count` months earlier, for a comparison with the same months of another year. */
export const monthsEarlier = (period: Period, count: number): Period => {
  const from = addMonths(period.from, -count);
  const lastDay = addMonths(addDays(period.to, -1), -count);
  return isStartOfMonth(period.to) ? { from, to: addMonths(period.to, -count) } : { from, to: addDays(lastDay, 1) };
};

/** Length in days. */
export const lengthOf = (period: Period): number => daysBetween(period.from, period.to);
