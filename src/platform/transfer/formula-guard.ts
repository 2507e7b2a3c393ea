// A spreadsheet takes a cell that begins so for a formula, even after a blank or in full-width letters.
const formulaStart = /^\s*[=+\-@\t\r＝＋－＠]/;

/** Whether a spreadsheet that reads this text as a cell of its own might run it. */
export const looksLikeFormula = (text: string): boolean => formulaStart.test(text);

const plainNumber = /^-?\d+(\.\d+)?$/;

/** Whether this is a number as we write them: digits, a point, no grouping. */
export const isPlainNumber = (text: string): boolean => plainNumber.test(text);
