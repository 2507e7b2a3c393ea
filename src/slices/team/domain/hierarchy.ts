import type { Role } from '../contract.ts';

export interface Member {
  readonly id: number;
  readonly role: Role;
  readonly reportsTo: number | null;
}

interface Sight {
  readonly person: number;
  readonly sees: number;
}

/**
 * Who sees whose accounts: everybody her own and those of all below her in the reporting line; sales support what the person
 * she reports to sees, because she enters the orders of that line; an administrator nobody's.
 * A ring in the reporting line is walked once, not forever.
 */
export function sightsOf(members: readonly Member[]): Sight[] {
  const below = new Map<number, number[]>();
  for (const member of members) {
    if (member.reportsTo !== null) below.set(member.reportsTo, [...(below.get(member.reportsTo) ?? []), member.id]);
  }
  const lineOf = (top: number): Set<number> => {
    const line = new Set([top]);
    for (const person of line) for (const report of below.get(person) ?? []) line.add(report);
    return line;
  };
  return members.flatMap((member) => {
    if (member.role === 'admin') return [];
    const line = lineOf(member.id);
    if (member.role === 'support' && member.reportsTo !== null)
      for (const person of lineOf(member.reportsTo)) line.add(person);
    return [...line].map((sees) => ({ person: member.id, sees }));
  });
}
