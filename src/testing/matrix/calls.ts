import type { Ask } from '../actor.ts';
import { people, type TestHouse } from '../house.ts';
import { sight } from './sight.ts';
import { accountNames, facets, markerOf, thingNames, type ThingName, type Who, type World } from './world.ts';

/** A request with the status that it must get. */
export interface Call extends Ask {
  readonly status: number;
}

/** Where a call is made: by whom, in which world. */
export interface Place {
  readonly who: Who;
  readonly world: World;
  readonly house: Pick<TestHouse, 'personId'>;
}

/** A number that nothing has. */
export const madeUp = 2_000_000_000;
/** The code of an account. */
export const codeOf = (thing: ThingName): string => markerOf(thing, 'code') ?? '';
/** A period in which everything lies that was ever sold. */
export const whole = 'from=2020-01-01&to=2030-01-01';

/** Every word that might be found, whoever looks for it. */
export const words = thingNames.flatMap((thing) =>
  facets.flatMap((facet) => (facet === 'net' || facet === 'margin' ? [] : [markerOf(thing, facet) ?? []].flat())),
);
/** The place where a page would have ended after these values, as anybody could write it. */
export const cursorAt = (...values: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

/** The same request about each account, and about one that does not exist. */
export function aboutEach(
  { who, world }: Place,
  of: (id: number, code: string, thing: ThingName | null) => Ask,
): Call[] {
  const real = accountNames.map((thing) => ({
    ...of(world.accountId(thing), codeOf(thing), thing),
    status: sight[who].includes(thing) ? 200 : 404,
  }));
  return [...real, { ...of(madeUp, 'ZqNobodysCode', null), status: 404 }];
}

/** The same request about the fact of each account, and about one that does not exist. */
export const aboutEachFact = (place: Place, of: (id: number, thing: ThingName | null) => Ask, ofSeen = 200): Call[] =>
  aboutEachOf(place, place.world.factId, of, ofSeen);

/** The same request about something that each account has, and about one that does not exist. */
export function aboutEachOf(
  { who }: Pick<Place, 'who'>,
  idOf: (thing: ThingName) => number,
  of: (id: number, thing: ThingName | null) => Ask,
  ofSeen = 200,
): Call[] {
  const real = accountNames.map((thing) => ({
    ...of(idOf(thing), thing),
    status: sight[who].includes(thing) ? ofSeen : 404,
  }));
  return [...real, { ...of(madeUp, null), status: 404 }];
}

/** A change by somebody who has seen this version. */
export const seen = (ask: Ask, version = 1): Ask => ({ ...ask, headers: { 'if-match': `"${String(version)}"` } });

/** A read with the status that it must get. */
export const get = (url: string, status = 200): Call => ({ method: 'GET', url, status });

/** A list that is searched: as it comes, in other pages, and for words. */
export const lists = (path: string, tried: readonly string[]): Call[] => [
  get(path),
  get(`${path}?limit=200`),
  get(`${path}?limit=1`),
  ...tried.map((word) => get(`${path}?search=${word}`)),
  get(`${path}?search=zq`),
];

/** The ranking in all its forms: periods, groups, measures, owners, and what it must not understand. */
export const rankings = (path: string, { house }: Place): Call[] => [
  get(path),
  get(`${path}?all=true`),
  get(`${path}?${whole}`),
  get(`${path}?${whole}&by=group`),
  get(`${path}?${whole}&measure=margin`),
  get(`${path}?${whole}&goodsOnly=true&trend=false`),
  get(`${path}?${whole}&offset=1&limit=1`),
  // Times in which only others bought.
  get(`${path}?from=2023-01-01&to=2025-01-01`),
  get(`${path}?from=2026-02-01&to=2026-03-01`),
  ...Object.values(people).map(({ email }) => get(`${path}?all=true&owner=${String(house.personId(email))}`)),
  get(`${path}?all=true&owner=${String(madeUp)}`),
  // Whatever is not on the list of parameters and their values.
  get(`${path}?sort=net`, 400),
  get(`${path}?by=owner`, 400),
  get(`${path}?measure=cost`, 400),
];

/** Doors of an import: of one that is loaded, and of one that there is not. */
export const imports = (place: Pick<Place, 'world'>, end: string, ask: Omit<Ask, 'url'>, status: number): Call[] => [
  { ...ask, url: `/api/sales/imports/${String(place.world.batchId)}${end}`, status },
  { ...ask, url: `/api/sales/imports/${String(madeUp)}${end}`, status: 404 },
];

/** What only persons have: the host has neither settings nor a password. */
export const ofPersons =
  (ask: Ask, status: number) =>
  ({ who }: Place): Call[] => [{ ...ask, status: who === 'host' ? 404 : status }];
