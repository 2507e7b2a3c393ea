import { addDays, type Day } from '#kernel/day.ts';

/**
 * In front of a cell that cannot be taken as it stands: `#REF!`, or a number that has lost digits. XML has no NUL, so no file
 * can write it; the row reader rejects the row (read-cell.ts).
 */
export const faultMark = '\u0000';

// Day 0 of the two date systems; the first one counts a 29 February 1900 that never was, so it is right from March 1900 on.
const dayZero = { 1900: '1899-12-30' as Day, 1904: '1904-01-01' as Day };
const lastSerial = 2_958_465;

/**
 * The day of a serial number; a time of day behind it is left out.
 * @returns null for what is no day: before March 1900, after the year 9999, no number
 */
export function dayOfSerial(text: string, system: 1900 | 1904): string | null {
  const serial = Math.floor(Number(text));
  if (text.trim() === '' || !Number.isFinite(serial) || serial < (system === 1900 ? 61 : 0) || serial > lastSerial) {
    return null;
  }
  return addDays(dayZero[system], serial);
}

const plain = /^-?\d+(?:\.\d+)?$/;
const withExponent = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d+)$/;
/** Digits that a spreadsheet keeps; it shows no more either. */
const keptDigits = 15;

/**
 * A number as it stands in the file: its digits are taken as text, so that a long code loses none. Tails that come from binary
 * fractions (0.30000000000000004) are cut to the fifteen digits that a spreadsheet shows.
 *
 * @returns plain digits with a point, with `faultMark` in front when the file itself has lost digits (1.2345678901234568E+19)
 */
export function numberText(text: string): string {
  if (plain.test(text)) {
    const digits = text.replace(/^-?0*\.?0*/, '').replace('.', '').length;
    return text.includes('.') && digits > keptDigits ? shortened(text) : text;
  }
  const [, sign = '', whole = '', decimals = '', power = '0'] = withExponent.exec(text) ?? [];
  if (whole === '') return faultMark + text;
  const exponent = Number(power);
  if (exponent < 0) return exponent < -40 ? '0' : shortened(text);
  if (exponent > 20 || (whole + decimals).length > keptDigits) return faultMark + text;
  const missing = exponent - decimals.length;
  const digits = whole + decimals;
  return missing >= 0
    ? `${sign}${digits}${'0'.repeat(missing)}`
    : `${sign}${digits.slice(0, missing)}.${digits.slice(missing)}`;
}

function shortened(text: string): string {
  const rounded = Number(Number(text).toPrecision(keptDigits));
  if (rounded === 0) return '0';
  return Math.abs(rounded) >= 1e-6 ? String(rounded) : rounded.toFixed(20).replace(/0+$/, '');
}

// Formats 14 to 17 and 22 are days in every spreadsheet (18 to 21 and 45 to 47 are times); 27 to 36 and 50 to 58 in East Asia.
const isBuiltInDay = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** Whether a number format shows a day: by its number, or by its letters once text, colours and conditions are taken out. */
export function isDayFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return isBuiltInDay(id);
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]/gi, '').split(';')[0] ?? '';
  return /[dy]/i.test(bare) || /m{3,}/i.test(bare);
}

const escapedCharacter = /_x([0-9a-fA-F]{4})_/g;

/** Text of a cell with the escapes by which workbooks write what XML has no letters for; what no text may hold stays escaped. */
export const cellText = (text: string): string =>
  text.includes('_x')
    ? text.replace(escapedCharacter, (whole, code: string) =>
        ['0009', '000A', '000D', '005F'].includes(code.toUpperCase())
          ? String.fromCharCode(Number.parseInt(code, 16))
          : whole,
      )
    : text;

/** Number of a column by the letters of a reference, A being 0; -1 when there are none. */
export function columnOf(reference: string): number {
  let column = 0;
  let at = 0;
  for (; at < reference.length && at < 4; at += 1) {
    const letter = reference.charCodeAt(at) & 0xdf;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column - 1;
}
