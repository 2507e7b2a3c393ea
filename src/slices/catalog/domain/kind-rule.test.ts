import { expect, test } from 'vitest';
import { likePatternOf, usualCharges } from './kind-rule.ts';

test.each([
  ['POST', 'POST'],
  ['  POST ', 'POST'],
  ['*FEE', '%FEE'],
  ['gift_0001_*', String.raw`gift\_0001\_%`],
  ['50%', String.raw`50\%`],
  [String.raw`A\B`, String.raw`A\\B`],
  ['*', '%'],
  ['A*B*C', 'A%B%C'],
])('%j asks the database for %j', (pattern, like) => {
  expect(likePatternOf(pattern)).toBe(like);
});

test('the usual charges are whole words, not beginnings that goods could share', () => {
  for (const pattern of usualCharges) expect(pattern).toMatch(/^\*?[\p{L} ]{3,}$/u);
});
