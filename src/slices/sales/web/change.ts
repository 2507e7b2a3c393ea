import { addMonths, parseDay, startOfMonth } from '#kernel/day.ts';
import { lengthOf } from '#kernel/period.ts';
import type { AccountSales } from '#slices/sales/contract.ts';

/**
 * The relative change from `before` to `now`, for showing; null where a change of what was not positive says nothing.
 * @param now, before decimal strings of the same currency
 */
export function changeOf(now: string, before: string): number | null {
  const base = Number(before);
  return base > 0 ? (Number(now) - base) / base : null;
}

const longestYear = 366;

/**
 * The sums of the same months a year before; null where there is none, and for a period of more than a year, which would be
 * compared with a part of itself. Month by month the comparison holds for any period.
 */
export function yearBeforeOf({
  period,
  yearBefore,
}: Pick<AccountSales, 'period' | 'yearBefore'>): AccountSales['yearBefore'] {
  return isLong(period) ? null : yearBefore;
}

/** Whether a period is of more than a year. */
export function isLong(period: AccountSales['period']): boolean {
  const from = parseDay(period?.from ?? '');
  const to = parseDay(period?.to ?? '');
  return from !== null && to !== null && lengthOf({ from, to }) > longestYear;
}

/** What a month brought a year before; null where the account's first sale came later, for then nothing is known of it. */
export function monthBefore(month: AccountSales['months'][number], firstSale: string | null): string | null {
  const day = parseDay(month.month);
  const first = parseDay(firstSale ?? '');
  return day !== null && first !== null && addMonths(day, -12) < startOfMonth(first) ? null : month.yearBefore;
}
