import { people } from '../house.ts';
import { aboutEachOf, codeOf, get, madeUp } from './calls.ts';
import { business, once, type DoorPolicy } from './door-policy.ts';
import { sight } from './sight.ts';
import { accountNames, things, type ThingName, type Who } from './world.ts';

const url = '/api/assignment-orders';
const assigners: readonly Who[] = ['director', 'host', 'manager', 'otherManager'];
/** Nobody has given the one that nobody owns, and lines without an account cannot be given. */
const leavesOut = (thing: ThingName): boolean => thing === 'unowned' || thing === 'unattributed';
const owned = accountNames.filter((thing) => !leavesOut(thing));
const orderOf = (thing: ThingName) => ({
  owner: people[things[thing].owner ?? 'director'].email,
  reason: 'próba',
  accounts: [codeOf(thing)],
});

/** Doors of the orders by which accounts are given. */
export const assignmentDoors: Readonly<Record<string, DoorPolicy>> = {
  [`GET ${url}`]: {
    may: business,
    shows: ['name', 'code'],
    leavesOut,
    calls: () => [get(url), get(`${url}?limit=1`), get(`${url}?cursor=zq`, 400)],
    ...once(get(url)),
  },
  [`GET ${url}/:id`]: {
    may: business,
    shows: ['name', 'code'],
    leavesOut,
    calls: (place) =>
      aboutEachOf(place, place.world.orderId, (id) => get(`${url}/${String(id)}`)).filter(
        ({ url: asked }) => !asked.endsWith('/0'),
      ),
    sample: ({ world }) => get(`${url}/${String(world.orderId('mine'))}`),
  },
  [`POST ${url}`]: {
    may: assigners,
    shows: [],
    // Each to the one who has it already, so that the world stays as it is for the rest.
    calls: () => [
      ...owned.map((thing) => ({ method: 'POST', url, body: orderOf(thing), status: 200 })),
      { method: 'POST', url, body: { ...orderOf('mine'), from: '2020-01-01' }, status: 422 },
      { method: 'POST', url, body: { ...orderOf('mine'), reason: '' }, status: 400 },
    ],
    sample: () => ({ method: 'POST', url, body: orderOf('mine') }),
  },
  [`POST ${url}/:id/undo`]: {
    may: assigners,
    shows: [],
    // Those that this one sees would be taken back, and the world would be another.
    calls: ({ world, who }) =>
      [...owned.filter((thing) => !sight[who].includes(thing)).map(world.orderId), madeUp].map((id) => ({
        method: 'POST',
        url: `${url}/${String(id)}/undo`,
        body: {},
        status: 404,
      })),
    ...once({ method: 'POST', url: `${url}/${String(madeUp)}/undo`, body: {} }),
  },
};
