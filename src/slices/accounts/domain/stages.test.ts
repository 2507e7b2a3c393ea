import { expect, it } from 'vitest';
import { canBecome, type Stage } from './stages.ts';

it.each<[Stage, Stage, boolean]>([
  ['prospect', 'client', true],
  ['prospect', 'dropped', true],
  ['prospect', 'prospect', false],
  ['dropped', 'prospect', true],
  ['dropped', 'client', false],
  ['dropped', 'dropped', false],
  ['client', 'prospect', true],
  ['client', 'dropped', false],
  ['client', 'client', false],
])('%s to %s: %s', (from, to, may) => {
  expect(canBecome(from, to)).toBe(may);
});
