/** A text without what people put between digits, in capitals. */
const bare = (text: string): string => text.toUpperCase().replaceAll(/[\s.\u00a0\u202f/-]/g, '');

/**
 * What follows the country in VAT numbers: the member states by the table of VIES ("What is the format of a VAT number?"),
 * Northern Ireland (XI) and Great Britain by HMRC.
 */
const vatForms: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^([A-Z]\d{7}[A-Z0-9]|\d{8}[A-Z])$/,
  FI: /^\d{8}$/,
  FR: /^[A-HJ-NP-Z0-9]{2}\d{9}$/,
  GB: /^(\d{9}|\d{12}|GD[0-4]\d{2}|HA[5-9]\d{2})$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^\d{9}B\d{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{10}01$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(\d{9}|\d{12}|GD[0-4]\d{2}|HA[5-9]\d{2})$/,
};

const weights = [9, 7, 3, 1, 9, 7, 3];

/** Whether the eighth digit of a Hungarian tax number follows from the seven before it (weights 9-7-3-1, sum to a full ten). */
function isHungarianCore(digits: string): boolean {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return /^\d{8}$/.test(digits) && (10 - (sum % 10)) % 10 === Number(digits[7]);
}

/** Codes of the tax office: 02 to 20 and 22 to 44 by county, and 51 for the largest taxpayers. */
const isCounty = (code: number): boolean => (code >= 2 && code <= 20) || (code >= 22 && code <= 44) || code === 51;

/** The domestic tax number 12345678-1-42: core, kind of taxpayer (1 to 5), county. */
function hungarianTaxNumber(digits: string): string | null {
  const [core, kind, county] = [digits.slice(0, 8), digits.slice(8, 9), digits.slice(9)];
  return isHungarianCore(core) && /^[1-5]$/.test(kind) && isCounty(Number(county)) ? `${core}-${kind}-${county}` : null;
}

/**
 * A VAT number as it is kept: with its country in front and nothing between (HU10537914), or a Hungarian tax number as invoices
 * have it (10537914-4-44). Countries outside the European Union and Great Britain are taken by their two letters.
 * @returns null when its form is none
 */
export function readVatNumber(text: string): string | null {
  const given = bare(text);
  if (/^\d{11}$/.test(given)) return hungarianTaxNumber(given);
  const country = given.startsWith('GR') ? 'EL' : given.slice(0, 2);
  const number = given.slice(2);
  if (!/^[A-Z]{2}$/.test(country)) return null;
  const form = vatForms[country] ?? /^[A-Z0-9]{2,13}$/;
  if (!form.test(number) || !/\d/.test(number)) return null;
  return country === 'HU' && !isHungarianCore(number) ? null : country + number;
}

const hungary = new Set(['HU', 'HUN', 'HUNGARY', 'MAGYARORSZÁG', 'MAGYARORSZAG']);

/**
 * A registry number as it is kept. A Hungarian one (cégjegyzékszám 01-10-041585) is court 01 to 20, form of company 01 to 23 and
 * six digits; of other countries only that it is one.
 * @param country of the company, if it is known
 * @returns null when its form is none
 */
export function readRegistryNumber(text: string, country: string | null): string | null {
  const given = text.trim().toUpperCase();
  const digits = bare(given);
  const isHungarian = hungary.has(country?.trim().toUpperCase() ?? '') || /^\d{2}-\d{2}-\d{6}$/.test(given);
  if (!isHungarian) return /^[A-Z0-9][A-Z0-9 ./-]{2,29}$/.test(given) && /\d/.test(given) ? given : null;
  const [court, form] = [Number(digits.slice(0, 2)), Number(digits.slice(2, 4))];
  const isRight = /^\d{10}$/.test(digits) && court >= 1 && court <= 20 && form >= 1 && form <= 23;
  return isRight ? `${digits.slice(0, 2)}-${digits.slice(2, 4)}-${digits.slice(4)}` : null;
}
