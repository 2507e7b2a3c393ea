import type { Ask } from '../actor.ts';
import { people } from '../house.ts';
import type { Call, Place } from './calls.ts';
import type { Facet, ThingName, Who } from './world.ts';

export const company: readonly Who[] = ['director', 'finance', 'host'];
export const sellers: readonly Who[] = [...company, 'manager', 'otherManager', 'kam', 'colleague', 'otherKam'];
export const business: readonly Who[] = [...sellers, 'support'];
export const keepers: readonly Who[] = ['director', 'admin', 'host'];
const persons: readonly Who[] = Object.keys(people) as (keyof typeof people)[];
export const signedIn: readonly Who[] = [...persons, 'host'];

/** One row: a door. */
export interface DoorPolicy {
  /** Who may go through; others get 403, and 401 who is not signed in. */
  readonly may: readonly Who[];
  /** Facets that must be seen here of every thing in one's sight. */
  readonly shows: readonly Facet[];
  /** Facets that everybody who may go through sees here of everything. */
  readonly showsOfAll?: readonly Facet[];
  /** To whom, if not to all who may go through. */
  readonly showsOfAllTo?: readonly Who[];
  /** What of one's sight this door has no place for. */
  readonly leavesOut?: (thing: ThingName, facet: Facet) => boolean;
  /** Whether the total of one's sight must be seen here. */
  readonly showsTotal?: boolean;
  /** What is tried. `who` is somebody who may go through. */
  readonly calls: (place: Place) => readonly Call[];
  /** A request that is right, for somebody who may go through: the forms of wrong ones are made from it. */
  readonly sample: (place: Omit<Place, 'who'>) => Ask;
}

/** A request that is always the same. */
export const once = (ask: Ask): Pick<DoorPolicy, 'sample'> => ({ sample: () => ask });
