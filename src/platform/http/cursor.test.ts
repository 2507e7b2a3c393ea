import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { ProblemError } from './problem.ts';

const raw = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

it('gives back what was put in, whatever letters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 2_147_483_647 }), (name, id) => {
      fc.pre(!name.includes('\0'));
      expect(decodeCursor(encodeCursor([name, id]), ['string', 'number'] as const)).toEqual([name, id]);
    }),
  );
});

it('can stand in an address as it is', () => {
  expect(encodeCursor(['Őrség?&=/+', 7])).toMatch(/^[\w-]+$/);
});

it.each([
  ['nothing', ''],
  ['no base64', '%%%'],
  ['no JSON', Buffer.from('[1,').toString('base64url')],
  ['no list', raw({ 0: 'a', 1: 1, length: 2 })],
  ['too little', raw(['a'])],
  ['too much', raw(['a', 1, 2])],
  ['kinds the other way round', raw([1, 'a'])],
  ['a list as a text', raw([['a'], 1])],
  ['nothing as a number', raw(['a', null])],
  ['a fraction, which no row has as its number', raw(['a', 1.5])],
  ['a number beyond those of rows', raw(['a', 2_147_483_648])],
  ['a number far beyond', raw(['a', 1e300])],
  ['a character that the database does not know', raw(['a\0', 1])],
  ['half of a character', raw(['a\ud800', 1])],
])('refuses %s', (_what, text) => {
  expect(() => decodeCursor(text, ['string', 'number'] as const)).toThrow(ProblemError);
});
