import { addDays, addMonths, dayOf, daysBetween, type Day } from '#kernel/day.ts';

/** A day of the demo's history, with what the generator asks of it again and again. */
export interface CalendarDay {
  readonly day: Day;
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** Neither a weekend nor a public holiday: invoices are written. */
  readonly isWorkday: boolean;
  /** 1 is yesterday. */
  readonly daysAgo: number;
}

/** Easter Sunday of a year in the Gregorian calendar (the anonymous computus, Meeus 1991, chapter 8). */
export function easterSunday(year: number): Day {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const leapCenturies = Math.floor(century / 4);
  const moonCorrection = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - leapCenturies - moonCorrection + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - epact - ((year % 100) % 4)) % 7;
  const lateMoon = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const ordinal = epact + weekday - 7 * lateMoon + 114;
  const day = dayOf(year, Math.floor(ordinal / 31), (ordinal % 31) + 1);
  if (!day) throw new Error(`No Easter in ${String(year)}.`);
  return day;
}

/** Month and date of Hungary's fixed public holidays (Labour Code, section 102; 24 December is one since 2024). */
const fixedHolidays = [
  [1, 1],
  [3, 15],
  [5, 1],
  [8, 20],
  [10, 23],
  [11, 1],
  [12, 24],
  [12, 25],
  [12, 26],
] as const;

/** Good Friday, Easter Monday and Whit Monday, counted from Easter Sunday. */
const movableHolidays = [-2, 1, 50] as const;

/** The public holidays of Hungary in a year. Workdays that a decree moves are not among them: nobody knows next year's. */
export function holidaysOf(year: number): readonly (Day | null)[] {
  return [
    ...fixedHolidays.map(([month, date]) => dayOf(year, month, date)),
    ...movableHolidays.map((days) => addDays(easterSunday(year), days)),
  ];
}

const saturday = 6;

/** The 36 months before `today`, oldest day first, yesterday last. */
export function historyBefore(today: Day): readonly CalendarDay[] {
  const thisYear = Number(today.slice(0, 4));
  const holidays = new Set([thisYear - 3, thisYear - 2, thisYear - 1, thisYear].flatMap(holidaysOf));
  const first = addMonths(today, -36);
  const length = daysBetween(first, today);
  return Array.from({ length }, (_, index) => {
    const day = addDays(first, index);
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    return {
      day,
      year: Number(day.slice(0, 4)),
      month: Number(day.slice(5, 7)),
      isWorkday: weekday !== 0 && weekday !== saturday && !holidays.has(day),
      daysAgo: length - index,
    };
  });
}

/** The first workday at or after this place in the history; undefined when yesterday has passed before it comes. */
export const workdayFrom = (history: readonly CalendarDay[], index: number): number | undefined => {
  for (let candidate = Math.max(0, index); candidate < history.length; candidate += 1) {
    if (history[candidate]?.isWorkday) return candidate;
  }
  return undefined;
};
