/** An amount in whole minor units of its currency (fillér, cent). Never a float. */
type MinorUnits = bigint;

/**
 * Minor units of a currency by ISO 4217, list one; currencies that are not named have 2. HUF has 2 in the standard, but
 * forint amounts carry no decimals in practice (design, section 11), so Kulcs keeps them in whole forints.
 */
const decimalsByCurrency: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  HUF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

/** Decimals that amounts of this currency carry (0 to 4). */
export const decimalsOf = (currency: string): number => decimalsByCurrency[currency] ?? 2;

/** Whether the text is the code of a currency that the runtime knows (three capital letters). */
export function isCurrency(code: string): boolean {
  return /^[A-Z]{3}$/.test(code) && Intl.supportedValuesOf('currency').includes(code);
}

/** Minor units as a plain decimal string with a point, e.g. 27948902 GBP is "279489.02". */
export function toDecimal(amount: MinorUnits, currency: string): string {
  const decimals = decimalsOf(currency);
  const sign = amount < 0n ? '-' : '';
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, '0');
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/**
 * A plain decimal (`-12.5`) as minor units of the currency.
 * @returns null when it is none, or has digits that the currency does not carry
 */
export function toMinorUnits(text: string, currency: string): MinorUnits | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return null;
  const decimals = decimalsOf(currency);
  const given = match[3] ?? '';
  if (/[1-9]/.test(given.slice(decimals))) return null;
  const size = BigInt((match[2] ?? '') + given.slice(0, decimals).padEnd(decimals, '0'));
  return match[1] === '-' ? -size : size;
}

const largestExact = BigInt(Number.MAX_SAFE_INTEGER);
const isExact = (amount: MinorUnits): boolean => amount <= largestExact && amount >= -largestExact;

/**
 * The quotient of two amounts as a number, exact to about 15 digits however large they are.
 * @returns null when the whole is zero
 */
export function ratio(part: MinorUnits, whole: MinorUnits): number | null {
  if (whole === 0n) return null;
  if (isExact(part) && isExact(whole)) return Number(part) / Number(whole);
  const scale = 1_000_000_000_000_000n;
  return Number((part * scale) / whole) / Number(scale);
}
