import type { Day } from '#kernel/day.ts';
import type { Role } from '../contract.ts';
import { sightOf } from './abilities.ts';
import { isOn, type RoleSpan, type Span } from './rights.ts';

export interface Member {
  readonly id: number;
  /** Her roles of the day; none: she sees nobody, and is seen from above as before. */
  readonly roles: readonly Role[];
  readonly reportsTo: number | null;
}

interface Sight {
  readonly person: number;
  readonly sees: number;
}

/** Stands for the whole company among those whom a person sees. */
export const wholeCompany = 0;

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
    if (member.roles.every((role) => role === 'admin')) return [];
    const line = lineOf(member.id);
    if (member.roles.includes('support') && member.reportsTo !== null)
      for (const person of lineOf(member.reportsTo)) line.add(person);
    return [...line].map((sees) => ({ person: member.id, sees }));
  });
}

/** A person with her roles and superiors as they follow each other. */
export interface MemberInTime {
  readonly id: number;
  readonly roles: readonly RoleSpan[];
  readonly superiors: readonly (Span & { readonly reportsTo: number | null })[];
}

/** Who sees whose accounts from which day until which. */
type SightInTime = Sight & Span;

/**
 * The same over all days: the line is looked at once for each stretch of days on which nothing changes, and what stays the
 * same over several stretches is one span.
 */
export function sightsInTime(members: readonly MemberInTime[]): SightInTime[] {
  const spans = members.flatMap(({ roles, superiors }): readonly Span[] => [...roles, ...superiors]);
  const turns = [...new Set(spans.flatMap(({ from, until }) => [from, until]).filter((day) => day !== null))].sort();
  const stretches = [null, ...turns].map((from, index) => ({ from, until: turns[index] ?? null }));
  const open = new Map<string, Sight & { from: Day | null }>();
  const closed: SightInTime[] = [];
  for (const { from } of stretches) {
    const line = members.map((member) => memberOn(member, from));
    const all = line.filter(seesCompany).map(({ id }) => ({ person: id, sees: wholeCompany }));
    const seen = new Map([...sightsOf(line), ...all].map((one) => [keyOf(one), one]));
    for (const [key, sight] of open) {
      if (seen.has(key)) continue;
      closed.push({ ...sight, until: from });
      open.delete(key);
    }
    for (const [key, sight] of seen) if (!open.has(key)) open.set(key, { ...sight, from });
  }
  return [...closed, ...[...open.values()].map((sight) => ({ ...sight, until: null }))];
}

const seesCompany = ({ roles }: Member): boolean => roles.some((role) => sightOf(role) === 'company');

const keyOf = ({ person, sees }: Sight): string => `${String(person)} ${String(sees)}`;

/** The member on the first day of a stretch; `null` is the time before all turns. */
function memberOn({ id, roles, superiors }: MemberInTime, day: Day | null): Member {
  const has = (span: Span): boolean => (day === null ? span.from === null : isOn(span, day));
  return {
    id,
    roles: roles.filter(has).map(({ role }) => role),
    reportsTo: superiors.find(has)?.reportsTo ?? null,
  };
}
