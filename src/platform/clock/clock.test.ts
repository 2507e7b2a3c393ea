import { expect, test } from 'vitest';
import { fixedClock, systemClock } from './clock.ts';

test('a fixed clock stands still until it is moved', () => {
  const clock = fixedClock('2026-03-29T02:30:00+01:00');
  expect(clock.now()).toBe(Date.UTC(2026, 2, 29, 1, 30));
  clock.advance(-90 * 60_000);
  expect(clock.now()).toBe(Date.UTC(2026, 2, 29, 0, 0));
});

test('a text that is no instant is refused', () => {
  expect(() => fixedClock('tomorrow')).toThrow(RangeError);
});

test("the system's clock tells the machine's time", () => {
  const before = Date.now();
  const now = systemClock.now();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});
