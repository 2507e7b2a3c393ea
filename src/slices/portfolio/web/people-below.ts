import type { Person } from '#slices/team/contract.ts';

/** Who may own accounts whose figures a person sees: herself and everybody below her in the line, owners of accounts only. */
export function ownersBelow(people: readonly Person[], personId: number): readonly Person[] {
  const below = new Set([personId]);
  // Each round adds one level of the line; a circle adds nobody and ends it.
  for (let size = 0; size !== below.size;) {
    size = below.size;
    for (const person of people) {
      if (person.reportsTo && below.has(person.reportsTo.id)) below.add(person.id);
    }
  }
  return people.filter((person) => below.has(person.id) && person.accounts > 0);
}
