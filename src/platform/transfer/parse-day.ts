import { dayOf } from '#kernel/day.ts';

const monthNames: readonly (readonly string[])[] = [
  ['jan', 'january', 'január', 'januar'],
  ['feb', 'february', 'febr', 'február', 'februar'],
  ['mar', 'march', 'márc', 'március', 'marc', 'marcius'],
  ['apr', 'april', 'ápr', 'április', 'aprilis'],
  ['may', 'máj', 'május', 'maj', 'majus'],
  ['jun', 'june', 'jún', 'június', 'junius'],
  ['jul', 'july', 'júl', 'július', 'julius'],
  ['aug', 'august', 'augusztus'],
  ['sep', 'sept', 'september', 'szept', 'szeptember', 'szep'],
  ['oct', 'october', 'okt', 'október', 'oktober'],
  ['nov', 'november'],
  ['dec', 'december'],
];
const monthByName = new Map(monthNames.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));

/** A time of day behind a date, with fractions, AM and PM, and a zone; the day stands as written, whatever the zone. */
const timeOfDay =
  '(?:(?:[T ]\\s*|,\\s*)(?:[01]?\\d|2[0-4])[:.][0-5]\\d(?:[:.][0-5]\\d(?:[.,]\\d{1,9})?)?(?:\\s?(?:[ap]\\.?m\\.?|de\\.?|du\\.?))?(?:\\s?(?:z|utc|gmt|[+-]\\d{2}(?::?\\d{2})?))?)?';

const monthName = '(?<name>\\p{L}{3,12})\\.?';

const token = /YYYY|YY|MMM|MM|M|DD|D/g;
const tokenPatterns: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  YY: '(?<year>\\d{2})',
  MMM: monthName,
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<date>\\d{2})',
  D: '(?<date>\\d{1,2})',
};
/** People say DD/MM/YYYY and write 5/6/2024: where marks stand between the parts, two letters allow one digit. */
const looseTokens: Readonly<Record<string, string>> = { MM: 'M', DD: 'D' };

/** Marks between the tokens are only spaces, points, commas, slashes and hyphens (normalizeDateFormat). */
const escapeMark = (mark: string): string => mark.replaceAll('.', '\\.').replace(/\s+/g, '\\s*');

/**
 * A pattern as people write it, in the form used here: capital letters, without a time of day (`dd/mm/yyyy hh:mm` gives
 * `DD/MM/YYYY`). Null when it does not name a year, a month and a day once each.
 */
export function normalizeDateFormat(text: string): string | null {
  const date = text
    .trim()
    .replace(/[ T]\s*[Hh].*$/, '')
    .toUpperCase();
  const tokens = date.match(token) ?? [];
  const kinds = tokens.map((name) => name.charAt(0)).sort();
  const marks = date.replace(token, '');
  return kinds.join('') === 'DMY' && /^[\s.,/-]*$/.test(marks) && date.length <= 30 ? date : null;
}

/** Reads trimmed text as a day; null when it is not written so, or when there is no such day. */
export type DayParser = (text: string) => string | null;

interface DayParserOptions {
  /** MM and DD stand for exactly two digits: for finding out which format describes a file best. */
  readonly exact?: boolean;
}

const cacheEntries = 20_000;

/**
 * Reads days written in `format`. Two-digit years 00 to 68 are this century, 69 to 99 the last one (POSIX). A point at the end
 * of the format may be missing in the text.
 *
 * @param format as `normalizeDateFormat` returns it
 * @returns a function to YYYY-MM-DD or null; days before 1900 and after 2999 are refused like days that do not exist
 */
export function createDayParser(format: string, options: DayParserOptions = {}): DayParser {
  const isLoose = !options.exact && format.replace(token, '') !== '';
  let source = '';
  let last = 0;
  for (const match of format.matchAll(token)) {
    const name = isLoose ? (looseTokens[match[0]] ?? match[0]) : match[0];
    const mark = format.slice(last, match.index);
    // The point of an abbreviated month belongs to its name: "márc. 5." and "szeptember 5." are one format.
    source += escapeMark(source.endsWith(monthName) ? mark.replace('.', '') : mark) + (tokenPatterns[name] ?? '');
    last = match.index + match[0].length;
  }
  const ending = format.slice(last);
  source += ending.endsWith('.') ? `${escapeMark(ending.slice(0, -1))}\\.?` : escapeMark(ending);
  const pattern = new RegExp(`^${source}${timeOfDay}$`, 'iu');

  const parse = (text: string): string | null => {
    const groups = pattern.exec(text)?.groups;
    if (!groups) return null;
    const yearText = groups['year'] ?? '';
    const year = Number(yearText);
    const month =
      groups['name'] === undefined ? Number(groups['month']) : monthByName.get(groups['name'].toLowerCase());
    if (month === undefined) return null;
    return dayOf(yearText.length === 2 ? year + (year < 69 ? 2000 : 1900) : year, month, Number(groups['date']));
  };

  // Rows of one invoice follow one another and files hold few different days: most answers are remembered ones.
  const known = new Map<string, string | null>();
  let lastText = '';
  let lastDay: string | null = null;
  return (text) => {
    if (text === lastText) return lastDay;
    let day = known.get(text);
    if (day === undefined) {
      day = parse(text);
      if (known.size >= cacheEntries) known.clear();
      known.set(text, day);
    }
    lastText = text;
    lastDay = day;
    return day;
  };
}

const englishMonths = monthNames.map(([name = '']) => name);

/** Writes a day (YYYY-MM-DD) as `format` says. */
export function writeDay(day: string, format: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  const parts: Readonly<Record<string, string>> = {
    YYYY: year,
    YY: year.slice(2),
    MMM: englishMonths[Number(month) - 1] ?? '',
    MM: month,
    M: String(Number(month)),
    DD: date,
    D: String(Number(date)),
  };
  return format.replace(token, (name) => parts[name] ?? name);
}

/** Formats that are tried on a file, those first that are preferred when several read it equally well. */
// prettier-ignore
export const knownDateFormats = [
  'YYYY-MM-DD', 'YYYY.MM.DD.', 'YYYY. MM. DD.', 'YYYY/MM/DD', 'YYYYMMDD',
  'DD.MM.YYYY', 'DD/MM/YYYY', 'MM/DD/YYYY', 'DD-MM-YYYY', 'MM-DD-YYYY',
  'YYYY-M-D', 'YYYY.M.D.', 'YYYY. M. D.', 'YYYY/M/D',
  'D.M.YYYY', 'D. M. YYYY', 'D/M/YYYY', 'M/D/YYYY', 'D-M-YYYY', 'M-D-YYYY',
  'DD.MM.YY', 'DD/MM/YY', 'MM/DD/YY', 'DD-MM-YY', 'MM-DD-YY', 'YY.MM.DD.', 'YY-MM-DD', 'YY/MM/DD', 'YYMMDD',
  'D.M.YY', 'D/M/YY', 'M/D/YY', 'D-M-YY', 'M-D-YY',
  'D-MMM-YYYY', 'D-MMM-YY', 'D MMM YYYY', 'D MMM YY', 'D. MMM YYYY', 'D/MMM/YYYY', 'D.MMM.YYYY', 'DDMMMYYYY',
  'MMM D, YYYY', 'MMM D YYYY', 'MMM-D-YYYY', 'YYYY. MMM. D.', 'YYYY-MMM-D', 'YYYY MMM D',
] as const;
