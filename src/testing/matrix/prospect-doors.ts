import { aboutEach, get, madeUp } from './calls.ts';
import { business, once, type DoorPolicy } from './door-policy.ts';
import { sight } from './sight.ts';
import { accountNames, things, type Who } from './world.ts';

/** Those who look after accounts. */
export const finders: readonly Who[] = ['director', 'host', 'manager', 'otherManager', 'kam', 'colleague', 'otherKam'];
const prospect = { name: 'Zq', reason: 'Zq', source: 'Zq' };

/** Doors of prospects and of codes in other sources. What is added stays out of this world, which the other doors count. */
export const prospectDoors: Readonly<Record<string, DoorPolicy>> = {
  'POST /api/prospects': {
    may: finders,
    shows: [],
    calls: () => [
      { method: 'POST', url: '/api/prospects', body: { ...prospect, owner: 'senki@kulcs.test' }, status: 422 },
      { method: 'POST', url: '/api/prospects', body: { name: 'Zq', reason: 'Zq' }, status: 400 },
    ],
    sample: () => ({ method: 'POST', url: '/api/prospects', body: { ...prospect, owner: 'senki@kulcs.test' } }),
  },
  'PUT /api/accounts/:id/stage': {
    may: finders,
    shows: [],
    calls: (place) =>
      // They were clients from the first day on.
      aboutEach(place, (id) => ({
        method: 'PUT',
        url: `/api/accounts/${String(id)}/stage`,
        body: { stage: 'prospect' },
      })).map((call) => (call.status === 200 ? { ...call, status: 409 } : call)),
    sample: ({ world }) => ({
      method: 'PUT',
      url: `/api/accounts/${String(world.accountId('mine'))}/stage`,
      body: { stage: 'dropped', reason: 'Zq' },
    }),
  },
  'GET /api/prospect-policy': {
    may: business,
    shows: [],
    calls: () => [get('/api/prospect-policy')],
    ...once(get('/api/prospect-policy')),
  },
  'PUT /api/prospect-policy': {
    may: ['director', 'host'],
    shows: [],
    calls: () => [
      { method: 'PUT', url: '/api/prospect-policy', body: { most: 30 }, status: 200 },
      { method: 'PUT', url: '/api/prospect-policy', body: { most: -1 }, status: 400 },
    ],
    ...once({ method: 'PUT', url: '/api/prospect-policy', body: { most: 30 } }),
  },
  'POST /api/accounts/:id/codes': {
    may: finders,
    shows: [],
    calls: (place) =>
      aboutEach(place, (id) => ({
        method: 'POST',
        url: `/api/accounts/${String(id)}/codes`,
        body: { source: 'Zq', code: `Zq${String(id)}` },
      })).map((call) => (call.status === 200 ? { ...call, status: 201 } : call)),
    sample: ({ world }) => ({
      method: 'POST',
      url: `/api/accounts/${String(world.accountId('mine'))}/codes`,
      body: { source: 'Zq', code: 'ZqSample' },
    }),
  },
  'DELETE /api/accounts/:id/codes/:codeId': {
    may: finders,
    shows: [],
    calls: ({ world }) => [
      {
        method: 'DELETE',
        url: `/api/accounts/${String(world.accountId('mine'))}/codes/${String(madeUp)}`,
        status: 404,
      },
    ],
    sample: ({ world }) => ({
      method: 'DELETE',
      url: `/api/accounts/${String(world.accountId('mine'))}/codes/${String(madeUp)}`,
    }),
  },
  'GET /api/account-duplicates': {
    may: finders,
    shows: [],
    calls: ({ world }) => [
      get('/api/account-duplicates'),
      get(`/api/account-duplicates?account=${String(world.accountId('mine'))}`),
      get('/api/account-duplicates?account=me', 400),
    ],
    ...once(get('/api/account-duplicates')),
  },
  'GET /api/account-groups': {
    may: business,
    shows: ['group'],
    calls: () => [get('/api/account-groups')],
    ...once(get('/api/account-groups')),
  },
  'GET /api/account-groups/:id': {
    may: business,
    shows: ['group'],
    calls: ({ who, world }) => [
      ...accountNames.flatMap((thing) => {
        const { group } = things[thing];
        if (group === null) return [];
        // Of a group is told to whoever sees one of its companies.
        const isSeen = sight[who].some((other) => things[other].group === group);
        return [get(`/api/account-groups/${String(world.groupId(thing))}`, isSeen ? 200 : 404)];
      }),
      get(`/api/account-groups/${String(madeUp)}`, 404),
      get('/api/account-groups/me', 400),
    ],
    ...once(get(`/api/account-groups/${String(madeUp)}`)),
  },
  'PUT /api/account-groups/:id/parent': {
    may: ['director', 'host'],
    shows: [],
    calls: () => [
      { method: 'PUT', url: `/api/account-groups/${String(madeUp)}/parent`, body: { parent: null }, status: 404 },
    ],
    ...once({ method: 'PUT', url: `/api/account-groups/${String(madeUp)}/parent`, body: { parent: null } }),
  },
  'POST /api/account-distinctions': {
    may: finders,
    shows: [],
    calls: (place) =>
      aboutEach(place, (id) => ({
        method: 'POST',
        url: '/api/account-distinctions',
        body: { accounts: [id, madeUp], distinct: true },
      })).map((call) => ({ ...call, status: 404 })),
    sample: ({ world }) => ({
      method: 'POST',
      url: '/api/account-distinctions',
      body: { accounts: [world.accountId('mine'), madeUp], distinct: false },
    }),
  },
  // That two become one is tried where it is undone, too (merge.db.test.ts): here it would change the world of the others.
  'POST /api/account-merges': {
    may: ['director', 'host'],
    shows: [],
    calls: ({ world }) => [
      {
        method: 'POST',
        url: '/api/account-merges',
        body: { keep: world.accountId('mine'), gone: madeUp },
        status: 404,
      },
    ],
    sample: ({ world }) => ({
      method: 'POST',
      url: '/api/account-merges',
      body: { keep: world.accountId('mine'), gone: madeUp },
    }),
  },
  'POST /api/account-merges/:id/undo': {
    may: ['director', 'host'],
    shows: [],
    calls: () => [{ method: 'POST', url: `/api/account-merges/${String(madeUp)}/undo`, body: {}, status: 404 }],
    ...once({ method: 'POST', url: `/api/account-merges/${String(madeUp)}/undo`, body: {} }),
  },
};
