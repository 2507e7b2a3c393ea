import { expect, it } from 'vitest';
import { mostTries, pauseAfter } from './schedule.ts';

const hours = (count: number): number => count * 3_600_000;

it('tries ten times, as Standard Webhooks recommends, within three to four days', () => {
  const pauses = Array.from({ length: mostTries }, (_, tries) => pauseAfter(tries + 1, null, 0));
  // 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h, and no more.
  expect(pauses).toEqual([
    5000,
    300_000,
    1_800_000,
    hours(2),
    hours(5),
    hours(10),
    hours(14),
    hours(20),
    hours(24),
    null,
  ]);
  expect(mostTries).toBe(10);
});

it.each([
  ['what failed together is spread by up to a tenth', 2, null, 1, 330_000],
  ['a receiver may ask for a longer pause', 1, 120, 0, 120_000],
  ['a shorter one does not hurry it', 2, 3, 0, 300_000],
  ['more than a day is not granted', 1, 999_999, 0, hours(24)],
])('%s', (_what, tries, wished, chance, expected) => {
  expect(pauseAfter(tries, wished, chance)).toBe(expected);
});

it('after the last try no wish of the receiver brings another', () => {
  expect(pauseAfter(mostTries, 60, 0)).toBeNull();
});
