import { decimalsOf } from '#kernel/money.ts';
import type { Language } from '#platform/i18n/language.ts';

/**
 * Everything that people read as a number, an amount or a date, in their language (design, section 11): a true minus,
 * no-break spaces between figures and units, `Ft` for forints. Days are YYYY-MM-DD, amounts decimal strings as the API
 * sends them; a string is formatted exactly, however long it is.
 */
export interface Format {
  readonly language: Language;
  /** A number in prose: Hungarian keeps four digits together. */
  number(value: number | string, decimals?: number): string;
  /** A number in a column: always grouped, so that digits stand under digits. */
  columnNumber(value: number | string, decimals?: number): string;
  /** 0.148 as 14.8%. */
  percent(share: number, decimals?: number): string;
  /** 0.041 as +4.1%, −0.012 as −1.2%; what rounds to nothing carries no sign. */
  signedPercent(share: number, decimals?: number): string;
  /** An amount with its currency, all digits. */
  money(amount: string | number, currency: string): string;
  /** An amount for a header or a chart: 118.6 M Ft. Below a million all digits before the point. */
  shortMoney(amount: string | number, currency: string): string;
  /** An amount without its currency, for a column whose header names the unit. */
  amount(amount: string | number, currency: string): string;
  /** How the currency is written beside a figure: Ft, €, EUR. */
  unit(currency: string): string;
  day(day: string, style?: DayStyle): string;
  /** today, tomorrow, Fri 27 Nov; further away the day as it is written otherwise. */
  nearDay(day: string, today: string): string;
  /** The month of a day: Nov 2026. */
  month(day: string): string;
  /** A half-open period: whole months by their names, else its first and its last day. */
  period(from: string, to: string): string;
  /** A moment by the clock of a time zone: 24 Nov 2026, 09:00. */
  instant(iso: string, timeZone: string): string;
  /** A size of a file. */
  bytes(count: number): string;
}

export type DayStyle = 'long' | 'short' | 'numeric';

const noBreakSpace = '\u00a0';
const enDash = '–';
const dayInMilliseconds = 86_400_000;
const locales: Readonly<Record<Language, string>> = { en: 'en-GB', hu: 'hu-HU' };

/** Above this an amount is told in thousands of millions: below it "1,247.3 M" still compares well with "941.8 M". */
const billionsFrom = 2e9;

/** Hyphens become minus signs, and every kind of space one that does not break. */
const typeset = (text: string): string => text.replace(/-/g, '−').replace(/[\s\u202f]/g, noBreakSpace);

const utc = (day: string): number => Date.parse(`${day.slice(0, 10)}T00:00:00Z`);
const dayBefore = (day: string): string => new Date(utc(day) - dayInMilliseconds).toISOString().slice(0, 10);

function build(language: Language): Format {
  const locale = locales[language];
  const numberFormats = new Map<string, Intl.NumberFormat>();

  const numberFormat = (options: Intl.NumberFormatOptions): Intl.NumberFormat => {
    const key = JSON.stringify(options);
    const known = numberFormats.get(key);
    if (known) return known;
    const made = new Intl.NumberFormat(locale, options);
    numberFormats.set(key, made);
    return made;
  };

  const write = (value: number | string, options: Intl.NumberFormatOptions): string =>
    // Intl formats a decimal string without going through a float; its type asks for the template literal type.
    typeset(numberFormat({ signDisplay: 'negative', ...options }).format(value as Intl.StringNumericLiteral));

  const decimals = (count: number): Intl.NumberFormatOptions => ({
    minimumFractionDigits: count,
    maximumFractionDigits: count,
  });

  // Months and weekdays are put together by hand: runtimes disagree on "Sept" and on the comma after the weekday.
  const dateWord = (options: Intl.DateTimeFormatOptions): ((day: string) => string) => {
    const format = new Intl.DateTimeFormat(language === 'en' ? 'en-US' : locale, { ...options, timeZone: 'UTC' });
    return (day) => format.format(utc(day));
  };
  const longMonth = dateWord({ month: 'long' });
  const shortMonth = dateWord({ month: 'short' });
  const longWeekday = dateWord({ weekday: 'long' });
  const shortWeekday = dateWord({ weekday: language === 'en' ? 'short' : 'narrow' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

  const year = (day: string): string => day.slice(0, 4);
  const date = (day: string): string => String(Number(day.slice(8, 10)));

  const unit = (currency: string): string => {
    if (currency === 'HUF') return 'Ft';
    if (language === 'hu') return currency;
    const parts = numberFormat({ style: 'currency', currency }).formatToParts(0);
    return parts.find((part) => part.type === 'currency')?.value ?? currency;
  };

  /** Puts the currency where the language wants it: a symbol before the figure in English, a code or Ft behind it. */
  const withUnit = (figure: string, currency: string): string => {
    const sign = unit(currency);
    if (sign === 'Ft' || language === 'hu') return `${figure}${noBreakSpace}${sign}`;
    const symbolFirst = /[A-Za-z]$/.test(sign) ? `${sign}${noBreakSpace}` : sign;
    return figure.startsWith('−') ? `−${symbolFirst}${figure.slice(1)}` : `${symbolFirst}${figure}`;
  };

  const day = (value: string, style: DayStyle = 'numeric'): string => {
    if (language === 'hu') {
      if (style === 'long') return `${year(value)}. ${longMonth(value)} ${date(value)}., ${longWeekday(value)}`;
      if (style === 'short') return `${shortMonth(value)}${noBreakSpace}${date(value)}.`;
      return [year(value), value.slice(5, 7), value.slice(8, 10)].map((part) => `${part}.`).join(noBreakSpace);
    }
    if (style === 'long') return `${longWeekday(value)}, ${date(value)} ${longMonth(value)} ${year(value)}`;
    const short = `${date(value)}${noBreakSpace}${shortMonth(value)}`;
    return style === 'short' ? short : `${short}${noBreakSpace}${year(value)}`;
  };

  const month = (value: string): string =>
    language === 'hu'
      ? `${year(value)}.${noBreakSpace}${shortMonth(value)}`
      : `${shortMonth(value)}${noBreakSpace}${year(value)}`;

  return {
    language,
    number: (value, count = 0) => write(value, decimals(count)),
    columnNumber: (value, count = 0) => write(value, { ...decimals(count), useGrouping: 'always' }),
    percent: (share, count = 1) => `${write(share * 100, decimals(count))}%`,
    signedPercent: (share, count = 1) => `${write(share * 100, { ...decimals(count), signDisplay: 'exceptZero' })}%`,
    money: (amount, currency) => withUnit(write(amount, decimals(decimalsOf(currency))), currency),
    shortMoney: (amount, currency) => {
      const value = Number(amount);
      const size = Math.abs(value);
      if (size >= billionsFrom) {
        const thousandMillions = `${write(value / 1e9, decimals(2))}${noBreakSpace}${language === 'hu' ? 'Mrd' : 'bn'}`;
        return withUnit(thousandMillions, currency);
      }
      if (size >= 1e6) return withUnit(`${write(value / 1e6, decimals(size < 1e7 ? 2 : 1))}${noBreakSpace}M`, currency);
      return withUnit(write(amount, decimals(0)), currency);
    },
    amount: (amount, currency) => write(amount, { ...decimals(decimalsOf(currency)), useGrouping: 'always' }),
    unit,
    day,
    nearDay: (value, today) => {
      const distance = Math.round((utc(value) - utc(today)) / dayInMilliseconds);
      if (Math.abs(distance) <= 1) return relative.format(distance, 'day');
      if (Math.abs(distance) > 7) return day(value, year(value) === year(today) ? 'short' : 'numeric');
      if (language === 'en') return `${shortWeekday(value)}${noBreakSpace}${day(value, 'short')}`;
      return `${day(value, 'short')}${noBreakSpace}(${shortWeekday(value)})`;
    },
    month,
    period: (from, to) => {
      const last = dayBefore(to);
      if (!from.endsWith('-01') || !to.endsWith('-01')) return `${day(from)} ${enDash} ${day(last)}`;
      return from.slice(0, 7) === last.slice(0, 7) ? month(from) : `${month(from)} ${enDash} ${month(last)}`;
    },
    instant: (iso, timeZone) => {
      const at = new Date(iso);
      // The Swedish locale writes the calendar day of a zone as YYYY-MM-DD.
      const localDay = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(at);
      const clock = new Intl.DateTimeFormat(locale, {
        timeZone,
        hour: language === 'en' ? '2-digit' : 'numeric',
        minute: '2-digit',
        hourCycle: 'h23',
      });
      return `${day(localDay)}${language === 'hu' ? '' : ','} ${clock.format(at)}`;
    },
    bytes: (count) => {
      if (count < 1000) return `${write(count, decimals(0))}${noBreakSpace}B`;
      if (count < 1e6) return `${write(count / 1000, decimals(0))}${noBreakSpace}kB`;
      return `${write(count / 1e6, decimals(1))}${noBreakSpace}MB`;
    },
  };
}

const formats: Partial<Record<Language, Format>> = {};

/** The formats of a language; made once, since Intl objects are slow to make. */
export const formatOf = (language: Language): Format => (formats[language] ??= build(language));
