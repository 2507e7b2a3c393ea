import { addDays, addMonths, parseDay, type Day } from '#kernel/day.ts';
import type { Period } from '#kernel/period.ts';

/** A period in words; without one the twelve months up to the last sale. */
export const namedPeriods = ['year', 'last-year', 'all'] as const;
export type NamedPeriod = (typeof namedPeriods)[number];

/** What a person has chosen about the period, as the address keeps it. Days of her own win over a name. */
export interface PeriodChoice {
  readonly period?: NamedPeriod;
  /** The last day that counts; without it up to the last sale. */
  readonly asOf?: string;
  /** Half-open days of her own. */
  readonly from?: string;
  readonly to?: string;
}

/** Sales this far behind today are history: then "this year" is the year of the last sale. */
const freshForDays = 62;

/** The day whose year is "this year": today, or the last sale where sales ended long ago. */
export function anchorDay(today: Day, available: Period): Day {
  const lastSale = addDays(available.to, -1);
  return lastSale < addDays(today, -freshForDays) ? lastSale : today;
}

const yearOf = (day: Day): Period => {
  const first = `${day.slice(0, 4)}-01-01` as Day; // every year has a first of January
  return { from: first, to: addMonths(first, 12) };
};

/** Whether the period can only be told when it is known from when to when there are sales. */
export const needsAvailable = ({ period, asOf, from }: PeriodChoice): boolean =>
  from === undefined && period !== undefined && (asOf === undefined || period === 'all');

/**
 * The half-open days of a choice; null when the server's own twelve months are meant.
 * @param available from the first sale to the day after the last; null while it is not known, or when there is none
 */
export function periodOf(choice: PeriodChoice, today: Day, available: Period | null): Period | null {
  const from = parseDay(choice.from ?? '');
  const to = parseDay(choice.to ?? '');
  if (from && to && from < to) return { from, to };
  const asOf = parseDay(choice.asOf ?? '');
  const end = asOf === null ? null : addDays(asOf, 1);
  if (choice.period === undefined) return end === null ? null : { from: addMonths(end, -12), to: end };
  if (choice.period === 'all') {
    if (!available) return null;
    return { from: available.from, to: end === null || end <= available.from ? available.to : end };
  }
  const anchor = asOf ?? (available ? anchorDay(today, available) : null);
  if (anchor === null) return null;
  const year = yearOf(anchor);
  if (choice.period === 'last-year') return { from: addMonths(year.from, -12), to: year.from };
  // Up to the last sale, so that a year in progress is compared with the same part of the year before.
  const isInProgress = available !== null && available.to > year.from && available.to < year.to;
  return { from: year.from, to: end ?? (isInProgress ? available.to : year.to) };
}

/** Whether the choice differs from the usual twelve months. */
export const isUsualPeriod = ({ period, from, to }: PeriodChoice): boolean =>
  period === undefined && (from === undefined || to === undefined);
