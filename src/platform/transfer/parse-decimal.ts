import type { DecimalMark } from './types.ts';

const maxWholeDigits = 15;
const maxDecimals = 6;

const spaces = /[\u00a0\u2007\u2009\u202f]/g;
const moneySign = '(?:[$€£¥]|Ft\\.?|[A-Z]{3})';
const withSign = new RegExp(
  `^(?<before>[+-]?)\\s*(?:(?<lead>${moneySign})\\s*)?(?<number>[^A-Za-z$€£¥]*[0-9])(?:\\s*(?<tail>${moneySign}))?$`,
);

/** Canonical text of the digits of a number: no zeros at the ends, at most six decimals, null when it is too large. */
function canonical(negative: boolean, wholeDigits: string, decimalDigits: string): string | null {
  let whole = wholeDigits.replace(/^0+(?=\d)/, '');
  let decimals = decimalDigits;
  if (decimals.length > maxDecimals) {
    // Spreadsheets write 3.54 as 3.539999999999999: more decimals than we keep are rounded, half away from zero.
    const roundUp = decimals.charCodeAt(maxDecimals) >= 53;
    const kept = BigInt(whole + decimals.slice(0, maxDecimals)) + (roundUp ? 1n : 0n);
    const digits = kept.toString().padStart(maxDecimals + 1, '0');
    whole = digits.slice(0, -maxDecimals);
    decimals = digits.slice(-maxDecimals);
  }
  if (whole.length > maxWholeDigits) return null;
  decimals = decimals.replace(/0+$/, '');
  const text = decimals === '' ? whole : `${whole}.${decimals}`;
  return negative && text !== '0' ? `-${text}` : text;
}

/** One reader per column: the first sign of a currency in it (`£5`, `5 Ft`) is the only one allowed in the rows after it. */
type DecimalParser = (text: string) => string | null;

/**
 * Reads decimals that are written with `mark`; the other mark, spaces and apostrophes may group the whole part, only in whole
 * groups of three. `(5)`, `5-`, `1e5` and words are no decimals (import contract).
 *
 * @returns a function from trimmed text to plain decimal text with a point, or null when it is not a decimal
 */
export function createDecimalParser(mark: DecimalMark): DecimalParser {
  const markCode = mark.charCodeAt(0);
  const other = mark === '.' ? ',' : '\\.';
  const point = mark === '.' ? '\\.' : ',';
  // A number never begins with a group that is only a zero: `0,123` is a decimal written with the other mark.
  const pattern = new RegExp(
    `^(?<sign>[+-]?)(?:(?<plain>\\d+)|(?<grouped>[1-9]\\d{0,2}(?:(?<by>[ '’]|${other})\\d{3}(?:\\k<by>\\d{3})*)))?(?:${point}(?<decimals>\\d+))?$`,
  );
  let moneySignOfColumn: string | null = null;

  const number = (text: string, negative: boolean): string | null => {
    const groups = pattern.exec(text)?.groups;
    if (!groups) return null;
    const whole = groups['plain'] ?? groups['grouped']?.replace(/\D/g, '') ?? '';
    const decimals = groups['decimals'] ?? '';
    if (whole === '' && decimals === '') return null;
    if (negative && groups['sign'] !== '') return null;
    return canonical(negative || groups['sign'] === '-', whole === '' ? '0' : whole, decimals);
  };

  const slow = (text: string): string | null => {
    const clean = text.replace(spaces, ' ').replace('−', '-');
    const plain = number(clean, false);
    if (plain !== null) return plain;
    const groups = withSign.exec(clean)?.groups;
    const sign = groups?.['lead'] ?? groups?.['tail'];
    if (!groups || !sign || (groups['lead'] && groups['tail'])) return null;
    if (moneySignOfColumn !== null && moneySignOfColumn !== sign) return null;
    const value =
      groups['before'] === ''
        ? number(groups['number'] ?? '', false)
        : number(groups['number'] ?? '', groups['before'] === '-');
    if (value !== null) moneySignOfColumn = sign;
    return value;
  };

  return (text) => {
    // Nearly every number of nearly every file: digits with at most one mark, and nothing to make canonical.
    const length = text.length;
    const start = text.charCodeAt(0) === 45 ? 1 : 0;
    if (length > start + maxWholeDigits) return slow(text);
    let markAt = -1;
    for (let index = start; index < length; index += 1) {
      const code = text.charCodeAt(index);
      if (code >= 48 && code <= 57) continue;
      if (code !== markCode || markAt !== -1) return slow(text);
      markAt = index;
    }
    const wholeEnd = markAt === -1 ? length : markAt;
    const isShort = wholeEnd > start && (markAt === -1 || (length - markAt - 1 <= maxDecimals && length > markAt + 1));
    const beginsWithZero = text.charCodeAt(start) === 48;
    const endsWithZero = markAt !== -1 && text.charCodeAt(length - 1) === 48;
    if (!isShort || beginsWithZero || endsWithZero) return text === '0' ? text : slow(text);
    return mark === '.' || markAt === -1 ? text : `${text.slice(0, markAt)}.${text.slice(markAt + 1)}`;
  };
}

/** A decimal divided by a hundred, as canonical text: the value behind a percent sign. */
export function hundredth(decimal: string): string {
  const negative = decimal.startsWith('-');
  const [whole = '0', decimals = ''] = (negative ? decimal.slice(1) : decimal).split('.');
  const digits = whole.padStart(3, '0');
  return canonical(negative, digits.slice(0, -2), digits.slice(-2) + decimals) ?? '0';
}

/** What a text says about the decimal mark of its column; null when it is no number or tells nothing. */
type DecimalEvidence = '.' | ',' | 'open' | null;

/**
 * Whether a number proves the decimal mark: `12.5` and `1,234.56` prove the point, `12,5` the comma; `1,234` leaves it open;
 * whole numbers tell nothing.
 */
export function decimalEvidence(text: string): DecimalEvidence {
  const clean = text
    .replace(spaces, ' ')
    .replace(/^[+−-]?\s*(?:[$€£¥]|[A-Z]{3})?\s*[+−-]?/, '')
    .replace(/\s*(?:%|[€$£¥]|Ft\.?|[A-Z]{3})$/, '');
  if (!/^[\d.,' ’]*\d$/.test(clean)) return null;
  const points = clean.split('.').length - 1;
  const commas = clean.split(',').length - 1;
  if (points === 0 && commas === 0) return null;
  if (points > 0 && commas > 0) {
    const mark = clean.lastIndexOf('.') > clean.lastIndexOf(',') ? '.' : ',';
    return (mark === '.' ? points : commas) === 1 ? mark : null;
  }
  const mark = points > 0 ? '.' : ',';
  const opposite = mark === '.' ? ',' : '.';
  if (points + commas > 1) return /^\d{1,3}([.,]\d{3})+$/.test(clean) ? opposite : null;
  // One mark with exactly three digits behind and one to three before, not a bare zero, may also group thousands.
  return /^[1-9]\d{0,2}[.,]\d{3}$/.test(clean) ? 'open' : mark;
}
