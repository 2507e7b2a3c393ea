import { things, thingNames, type Facet, type ThingName, type Who } from './world.ts';

/** The things that each one sees. */
export const sight: Readonly<Record<Who, readonly ThingName[]>> = {
  director: thingNames,
  finance: thingNames,
  host: thingNames,
  manager: ['mine', 'mineToo', 'colleagues'],
  support: ['mine', 'mineToo', 'colleagues'],
  otherManager: ['otherRegions', 'sister'],
  kam: ['mine', 'mineToo'],
  colleague: ['colleagues'],
  otherKam: ['otherRegions', 'sister'],
  admin: [],
  signedOut: [],
};

/** Net of all accounts that each one sees, added up by hand from the sums in world.ts. */
export const totals: Readonly<Partial<Record<Who, string>>> = {
  director: '14500163',
  finance: '14500163',
  host: '14500163',
  manager: '4700065',
  support: '4700065',
  otherManager: '6700064',
  kam: '2300032',
  colleague: '2400033',
  otherKam: '6700064',
};

/** Facets that somebody does not see of what is in her sight. */
const withheld: Readonly<Partial<Record<Who, readonly Facet[]>>> = {
  support: ['margin', 'confidential'],
  finance: ['confidential'],
};

/** Whether this one may see this facet of this thing at all. */
export const maySee = (who: Who, thing: ThingName, facet: Facet): boolean =>
  sight[who].includes(thing) &&
  !(withheld[who] ?? []).includes(facet) &&
  // Without a grant what is personal is shown only to who wrote it: here the owner.
  (facet !== 'personal' || things[thing].owner === who);
