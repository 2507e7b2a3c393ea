import type { Day } from '#kernel/day.ts';
import type { Ability, Me, Role } from '../contract.ts';
import { abilitiesOf, sightOf } from './abilities.ts';

/** Half-open: the first day belongs to it, the last one does not. Null: without a beginning, without an end. */
export interface Span {
  readonly from: Day | null;
  readonly until: Day | null;
}

export interface RoleSpan extends Span {
  readonly role: Role;
}

/** An order by which a person stands in for another, who has these roles. */
export interface StandIn extends Span {
  /** Number of the order. */
  readonly substitution: number;
  readonly person: { readonly id: number; readonly name: string };
  /** All that the other sees, with what her roles may do for it; else named accounts only. */
  readonly coversAll: boolean;
  readonly roles: readonly RoleSpan[];
}

/** What a person may do and see on a day. */
export interface Rights {
  /** Her own roles of that day, widest first. */
  readonly roles: readonly Role[];
  readonly abilities: readonly Ability[];
  readonly sight: Me['sight'];
  readonly standsInFor: readonly StandIn[];
  /** Abilities that are hers only as the one who stands in for this person. */
  readonly passed: ReadonlyMap<Ability, number>;
}

/** Whether a span has this day (TIM-3: a right that ends on a day works the day before and not on the day). */
export const isOn = ({ from, until }: Span, day: Day): boolean =>
  (from === null || from <= day) && (until === null || day < until);

/** Rights over people and over the installation are a person's own; whoever stands in for her does not get them. */
const staysBehind = ['people.', 'audit.', 'health.', 'keys.', 'backup.', 'company.'];

/** Widest sight first. */
const allRoles = ['director', 'manager', 'kam', 'support', 'finance', 'admin'] as const satisfies readonly Role[];
const sightsByWidth = ['company', 'line', 'own'] as const;
const widest = (sights: readonly Me['sight'][]): Me['sight'] =>
  sightsByWidth.find((sight) => sights.includes(sight)) ?? null;

/**
 * Rights of a person on a day: the union of what her roles of that day may do, the widest of their sights, and what passes to
 * her from those for whom she stands in for everything (catalogue I4). Somebody without a role of her own gets nothing.
 */
export function rightsOn(day: Day | null, spans: readonly RoleSpan[], standIns: readonly StandIn[]): Rights {
  const none: Rights = { roles: [], abilities: [], sight: null, standsInFor: [], passed: new Map() };
  if (day === null) return none;
  const rolesOf = (held: readonly RoleSpan[]): Role[] =>
    allRoles.filter((role) => held.some((span) => span.role === role && isOn(span, day)));
  const own = rolesOf(spans);
  if (own.length === 0) return none;
  const standsInFor = standIns.filter((order) => isOn(order, day));
  const abilities = new Set(own.flatMap(abilitiesOf));
  const passed = new Map<Ability, number>();
  const sights = own.map(sightOf);
  for (const order of standsInFor.filter(({ coversAll }) => coversAll)) {
    const hers = rolesOf(order.roles);
    sights.push(...hers.map(sightOf));
    for (const ability of hers.flatMap(abilitiesOf)) {
      const isHers =
        abilities.has(ability) || passed.has(ability) || staysBehind.some((start) => ability.startsWith(start));
      if (!isHers) passed.set(ability, order.person.id);
    }
  }
  return {
    roles: own,
    abilities: [...abilities, ...passed.keys()],
    sight: widest(sights),
    standsInFor,
    passed,
  };
}

/** Roles that see the whole company or give rights: asked for by one, given by another (reliability, ACC-9). */
export const needsSecondPerson = (role: Role): boolean => sightOf(role) === 'company' || role === 'admin';

/** Roles that can hold accounts. */
export const canOwn = (roles: readonly Role[]): boolean =>
  roles.some((role) => role === 'kam' || role === 'manager' || role === 'director');
