import { expect, it } from 'vitest';
import type { Person } from '#slices/team/contract.ts';
import { ownersBelow } from './people-below.ts';

const person = (id: number, above: number | null, accounts: number): Person => ({
  id,
  name: `P${id}`,
  email: `p${id}@example.com`,
  role: 'kam',
  reportsTo: above === null ? null : { id: above, name: `P${above}` },
  accounts,
  roles: ['kam'],
  isDisabled: false,
  away: null,
  version: 1,
});

it('finds the owners of the line, at any depth, and nobody beside it', () => {
  const people = [person(5, 3, 4), person(1, null, 0), person(2, 1, 1), person(3, 2, 0), person(4, 1, 9)];
  expect(ownersBelow(people, 2).map(({ id }) => id)).toEqual([5, 2]);
  expect(ownersBelow(people, 1).map(({ id }) => id)).toEqual([5, 2, 4]);
});

it('ends where people report in a circle', () => {
  expect(ownersBelow([person(1, 2, 1), person(2, 1, 1)], 1).map(({ id }) => id)).toEqual([1, 2]);
});
