import { expect, test } from 'vitest';
import { mayWrite } from './acceptance.ts';

test.each([
  // read, rejected, asked and said yes, may be written
  [10, 0, false, true],
  [10, 2, false, true], // exactly a fifth
  [10, 3, false, false],
  [10, 3, true, true],
  [10, 10, false, false],
  [10, 10, true, true],
  [5, 1, false, true],
  [4, 1, false, false], // a quarter
  [0, 0, false, true],
  [541_909, 108_381, false, true], // a fifth is 108,381.8
  [541_909, 108_382, false, false],
])('of %i rows %i rejected, yes said: %s', (read, rejected, acceptRejected, may) => {
  expect(mayWrite({ read, rejected }, acceptRejected)).toBe(may);
});
