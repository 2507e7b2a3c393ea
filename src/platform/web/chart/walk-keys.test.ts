import { expect, it } from 'vitest';
import { placeAfter } from './walk-keys.ts';

it('walks through the places and stops at both ends', () => {
  expect(placeAfter('ArrowRight', null, 80)).toBe(0);
  expect(placeAfter('ArrowRight', 0, 80)).toBe(1);
  expect(placeAfter('ArrowLeft', 0, 80)).toBe(0);
  expect(placeAfter('ArrowRight', 79, 80)).toBe(79);
  expect(placeAfter('PageUp', 75, 80)).toBe(79);
  expect(placeAfter('PageDown', 25, 80)).toBe(15);
  expect(placeAfter('Home', 40, 80)).toBe(0);
  expect(placeAfter('End', null, 80)).toBe(79);
});

it('leaves other keys alone', () => {
  expect(placeAfter('a', 3, 80)).toBeNull();
  expect(placeAfter('Tab', 3, 80)).toBeNull();
});
