import { expect, it } from 'vitest';
import { refusalOfConfirming, wallOf } from './second-factor.ts';

it.each([
  [false, false, false, 'open'],
  [false, false, true, 'set-up'],
  [true, false, false, 'second-factor'],
  [true, false, true, 'second-factor'],
  [true, true, false, 'open'],
  [true, true, true, 'open'],
  // Taken away while she was in: set up another one.
  [false, true, true, 'set-up'],
  [false, true, false, 'open'],
])('has one: %s, has shown it: %s, demanded: %s: %s', (hasSecondFactor, isPastSecondFactor, isDemanded, wall) => {
  expect(wallOf({ hasSecondFactor, isPastSecondFactor }, isDemanded)).toBe(wall);
});

const asked = { personId: 7, askedBy: 1, askedAt: 1_000_000 };
const day = 86_400_000;

it.each([
  ['another one', asked, 2, 1_000_000, null],
  ['another one, just within a day', asked, 2, 1_000_000 + day - 1, null],
  ['another one, a day later', asked, 2, 1_000_000 + day, 'reset-too-old'],
  ['the one who asked', asked, 1, 1_000_000, 'reset-second-person'],
  ['the person herself', asked, 7, 1_000_000, 'reset-second-person'],
  ['anybody, where nobody asked', null, 2, 1_000_000, 'reset-not-asked'],
] as const)('confirmed by %s', (_who, request, by, now, refusal) => {
  expect(refusalOfConfirming(request, by, now)).toBe(refusal);
});
