import { isStorable } from './input.ts';
import { ProblemError } from './problem.ts';

/** `number`: a number of a row, as PostgreSQL's int holds it. */
type Kind = 'string' | 'number';
type ValueOf<One extends Kind> = One extends 'string' ? string : number;
type Values<Kinds extends readonly Kind[]> = { -readonly [Index in keyof Kinds]: ValueOf<Kinds[Index]> };

/** The place where a page ended, as a text that goes into an address. It holds nothing that the page did not show. */
export const encodeCursor = (values: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

const largestId = 2_147_483_647;

/** Whether a value from outside can stand where a value of this kind stood: anybody can write a cursor. */
const fits = (value: unknown, kind: Kind): boolean =>
  kind === 'string'
    ? typeof value === 'string' && isStorable(value)
    : typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= largestId;

/** Reads a place back. @throws ProblemError 400 `invalid-input` when it is not of these kinds */
export function decodeCursor<const Kinds extends readonly Kind[]>(text: string, kinds: Kinds): Values<Kinds> {
  let values: unknown;
  try {
    values = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    values = null;
  }
  if (
    Array.isArray(values) &&
    values.length === kinds.length &&
    kinds.every((kind, index) => fits(values[index], kind))
  ) {
    return values as Values<Kinds>; // each element was just compared with its kind
  }
  throw new ProblemError(400, 'invalid-input', { where: 'cursor' });
}
