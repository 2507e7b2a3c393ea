import { expect, test } from 'vitest';
import { isOwnAddress, landingOf } from './landing.ts';

test('everyone lands where the own work is', () => {
  expect(landingOf({ abilities: ['accounts.read', 'portfolio.read'] })).toBe('/key-accounts');
  expect(landingOf({ abilities: ['accounts.read'] })).toBe('/accounts');
  expect(landingOf({ abilities: ['people.manage'] })).toBe('/people');
  expect(landingOf({ abilities: [] })).toBe('/settings');
});

test.each(['/accounts/7?from=2026-01-01', '/'])('%s is ours', (address) => {
  expect(isOwnAddress(address)).toBe(true);
});

test.each([
  'https://elsewhere.example',
  '//elsewhere.example',
  '/\\elsewhere.example',
  'accounts',
  '/sign-in',
  undefined,
])('%s is nowhere to go back to', (address) => {
  expect(isOwnAddress(address)).toBe(false);
});
