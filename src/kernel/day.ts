/** A calendar day without a time or a zone, written YYYY-MM-DD. Days compare correctly as strings. */
export type Day = string & { readonly __day: true };

const pattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const dayInMilliseconds = 86_400_000;

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

const fromUtc = (milliseconds: number): Day => new Date(milliseconds).toISOString().slice(0, 10) as Day;

const toUtc = (day: Day): number => Date.parse(`${day}T00:00:00Z`);

/** Number of days of a month in the proleptic Gregorian calendar; month 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

/** The day of these numbers, or null when there is no such day (31 February) or the year is before 1900 or after 2999. */
export function dayOf(year: number, month: number, date: number): Day | null {
  if (!Number.isInteger(year) || year < 1900 || year > 2999) return null;
  if (!(month >= 1 && month <= 12) || !(date >= 1 && date <= daysInMonth(year, month))) return null;
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}` as Day;
}

/** Reads YYYY-MM-DD; null when it is not such a day. */
export function parseDay(text: string): Day | null {
  const match = pattern.exec(text);
  return match ? dayOf(Number(match[1]), Number(match[2]), Number(match[3])) : null;
}

/** Whether a text is such a day. */
export const isDay = (text: string): boolean => parseDay(text) !== null;

/** `count` days later (earlier when negative). */
export const addDays = (day: Day, count: number): Day => fromUtc(toUtc(day) + count * dayInMilliseconds);

/** The same date `count` months later; a date that the month does not have becomes its last day (31 Jan + 1 = 28 Feb). */
export function addMonths(day: Day, count: number): Day {
  const year = Number(day.slice(0, 4));
  const monthIndex = Number(day.slice(5, 7)) - 1 + count;
  const targetYear = year + Math.floor(monthIndex / 12);
  const targetMonth = (((monthIndex % 12) + 12) % 12) + 1;
  const date = Math.min(Number(day.slice(8, 10)), daysInMonth(targetYear, targetMonth));
  return `${pad(targetYear, 4)}-${pad(targetMonth, 2)}-${pad(date, 2)}` as Day;
}

/** The first day of the month of `day`. */
export const startOfMonth = (day: Day): Day => `${day.slice(0, 7)}-01` as Day;

/** Whether `day` is the first of its month. */
export const isStartOfMonth = (day: Day): boolean => day.endsWith('-01');

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => Math.round((toUtc(to) - toUtc(from)) / dayInMilliseconds);

/** By time zone: making one takes longer than all else of a small request. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day that it is at `instant` in an IANA time zone. */
export function dayAt(instant: number, timeZone: string): Day {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formats.set(timeZone, format);
  return format.format(instant) as Day;
}

/** The instant at which a day begins in an IANA time zone; milliseconds since 1970 in UTC. */
export function startOfDay(day: Day, timeZone: string): number {
  // Zones lie between −12 and +14 hours; half-hours exist, so quarters are looked through.
  const quarter = 900_000;
  let at = toUtc(day) - 14 * 4 * quarter;
  while (dayAt(at, timeZone) < day) at += quarter;
  return at;
}
