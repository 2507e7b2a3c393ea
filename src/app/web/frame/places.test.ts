import { expect, test } from 'vitest';
import type { Me } from '#slices/team/contract.ts';
import { placesOf } from './places.ts';

const seenBy = (role: Me['person']['role'], abilities: Me['abilities']): string[] =>
  placesOf({
    abilities,
    person: { id: 1, name: 'Kovács Eszter', email: 'k@company.example', role, roles: [role] },
  }).map(({ id, isLocked }) => (isLocked ? `${id} (locked)` : id));

test('what is not hers is left out', () => {
  expect(seenBy('kam', ['accounts.read', 'portfolio.read'])).toEqual(['key-accounts', 'accounts', 'people']);
});

test('an administrator sees the business locked, and imports open', () => {
  expect(seenBy('admin', ['people.manage', 'sales.import'])).toEqual([
    'key-accounts (locked)',
    'accounts (locked)',
    'people',
    'mentions (locked)',
    'import',
    'products (locked)',
  ]);
});
