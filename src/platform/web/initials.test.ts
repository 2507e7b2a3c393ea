import { expect, test } from 'vitest';
import { initialsOf } from './initials.ts';

test.each([
  ['Kovács Eszter', 'KE'],
  ['Dr. Fehér Judit', 'FJ'],
  ['Őry Péter', 'ŐP'],
  ['Ács', 'Á'],
  ['', ''],
])('%s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
