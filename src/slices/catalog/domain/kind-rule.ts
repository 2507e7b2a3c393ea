/** Codes that mean a charge in nearly every system; a source adds its own. */
export const usualCharges: readonly string[] = [
  'POST', 'POSTAGE', 'CARRIAGE', 'FREIGHT', 'SHIPPING', 'DELIVERY', 'BANK CHARGES', 'DISCOUNT', '*FEE', 'SZÁLLÍTÁS', 'FUVAR', 'KEDVEZMÉNY',
]; // prettier-ignore

/** Where nearly all codes carry a digit, a code without one is a word (POST, M, PADS): from this share on the rule holds… */
export const digitShare = 0.95;
/** …and only with so many codes, because in a handful a share says nothing. */
export const digitCodes = 50;

/**
 * A pattern of product codes as an SQL LIKE pattern. `*` stands for anything; everything else is literal.
 * Compare with ILIKE: systems differ in case.
 */
export const likePatternOf = (pattern: string): string =>
  pattern
    .trim()
    .replaceAll(/[\\%_]/g, String.raw`\$&`)
    .replaceAll('*', '%');

/** Words by which files name the kinds, in small letters. */
export const kindWords = {
  goods: 'goods', good: 'goods', product: 'goods', item: 'goods', áru: 'goods', termék: 'goods', ware: 'goods',
  service: 'service', services: 'service', szolgáltatás: 'service', dienstleistung: 'service',
  charge: 'charge', fee: 'charge', költség: 'charge', díj: 'charge', gebühr: 'charge',
} as const; // prettier-ignore
