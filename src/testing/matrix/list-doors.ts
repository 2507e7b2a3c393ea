import { cursorAt, get, lists, madeUp, words } from './calls.ts';
import { business, once, signedIn, type DoorPolicy } from './door-policy.ts';
import { accountNames, markerOf, type Who } from './world.ts';

let kept = 0;

/** Doors of the kept views of a list. The host keeps none. */
const views = (list: string, may: readonly Who[]): Record<string, DoorPolicy> => {
  const url = `/api/views/${list}`;
  const ifMatch = { 'if-match': '"1"' };
  return {
    [`GET ${url}`]: { may, shows: [], calls: () => [get(url)], ...once(get(url)) },
    [`POST ${url}`]: {
      may,
      shows: [],
      calls: ({ who }) => [
        {
          method: 'POST',
          url,
          body: { name: `V${String((kept += 1))}`, query: '' },
          status: who === 'host' ? 404 : 201,
        },
      ],
      sample: () => ({ method: 'POST', url, body: { name: `V${String((kept += 1))}`, query: '' } }),
    },
    [`PATCH ${url}/:id`]: {
      may,
      shows: [],
      calls: () => [
        { method: 'PATCH', url: `${url}/${String(madeUp)}`, headers: ifMatch, body: { name: 'W' }, status: 404 },
      ],
      ...once({ method: 'PATCH', url: `${url}/${String(madeUp)}`, headers: ifMatch, body: { name: 'W' } }),
    },
    [`DELETE ${url}/:id`]: {
      may,
      shows: [],
      calls: () => [{ method: 'DELETE', url: `${url}/${String(madeUp)}`, headers: ifMatch, status: 404 }],
      ...once({ method: 'DELETE', url: `${url}/${String(madeUp)}`, headers: ifMatch }),
    },
    [`POST ${url}/default`]: {
      may,
      shows: [],
      calls: ({ who }) => [
        { method: 'POST', url: `${url}/default`, body: { view: null }, status: who === 'host' ? 404 : 204 },
        { method: 'POST', url: `${url}/default`, body: { view: madeUp }, status: 404 },
      ],
      ...once({ method: 'POST', url: `${url}/default`, body: { view: null } }),
    },
  };
};

/** Doors of lists and of searching: the table of policy.ts goes on here. */
export const listDoors: Readonly<Record<string, DoorPolicy>> = {
  'GET /api/accounts': {
    may: business,
    shows: ['name', 'town', 'code', 'group'],
    calls: ({ world, who }) => [
      ...lists('/api/accounts', words),
      ...accountNames.flatMap((thing) => {
        const name = markerOf(thing, 'name') ?? '';
        const places = [cursorAt(name, world.accountId(thing)), cursorAt(name, 0), cursorAt(name.slice(0, -1), 0)];
        return places.map((place) => get(`/api/accounts?limit=1&cursor=${place}`));
      }),
      get(`/api/accounts?cursor=${cursorAt('Zq')}`, 400),
      ...['-name', 'code', '-town', 'group', 'owner', 'created', 'net', '-net', 'change', 'first', '-last'].map(
        (sort) => get(`/api/accounts?limit=2&sort=${sort}&columns=net,change,class,trend,first,last`),
      ),
      ...['A', 'B', 'C'].map((letter) => get(`/api/accounts?class=${letter}`)),
      ...['netFrom=1', 'netTo=0', 'netFrom=-5&netTo=1000', 'owner=none', 'group=none', 'country=Zq', 'kind=Zq'].map(
        (part) => get(`/api/accounts?${part}`),
      ),
      get('/api/accounts?sort=margin&columns=margin', who === 'support' ? 403 : 200),
      ...['sort=tier&columns=tier', 'sort=-score&columns=score', 'tier=nominated', 'tier=none', 'scoreFrom=1'].map(
        (part) => get(`/api/accounts?limit=2&${part}`, who === 'support' ? 403 : 200),
      ),
      get('/api/accounts?sort=cost', 400),
      get('/api/accounts?columns=net,cost', 400),
      get(`/api/accounts?sort=net&cursor=${cursorAt('Zq', 1)}`, 400),
      get(`/api/accounts?owner=${who}`, 400),
    ],
    ...once(get('/api/accounts')),
  },
  'GET /api/accounts.csv': {
    may: business,
    shows: ['name', 'town', 'code', 'group'],
    calls: ({ who }) => [
      get('/api/accounts.csv'),
      get('/api/accounts.csv?sort=-net&columns=net,class,first,last,change,code'),
      // The file says by which words it was filtered, so only words are tried here that stand for nothing.
      get('/api/accounts.csv?search=zq'),
      get('/api/accounts.csv?columns=margin', who === 'support' ? 403 : 200),
      get('/api/accounts.csv?columns=tier,strength', who === 'support' ? 403 : 200),
      get('/api/accounts.csv?cursor=x', 400),
    ],
    ...once(get('/api/accounts.csv')),
  },
  // The rows of the CSV, packed: what they let out is seen there.
  'GET /api/accounts.xlsx': {
    may: business,
    shows: [],
    calls: () => [get('/api/accounts.xlsx'), get('/api/accounts.xlsx?cursor=x', 400)],
    ...once(get('/api/accounts.xlsx')),
  },
  'GET /api/accounts.json': {
    may: business,
    shows: ['name', 'town', 'code', 'group'],
    calls: () => [get('/api/accounts.json'), get('/api/accounts.json?cursor=x', 400)],
    ...once(get('/api/accounts.json')),
  },
  'GET /api/account-filters': {
    may: business,
    shows: ['group'],
    calls: () => [get('/api/account-filters')],
    ...once(get('/api/account-filters')),
  },
  'POST /api/account-groupings': {
    may: ['director', 'host'],
    shows: [],
    calls: () => [
      {
        method: 'POST',
        url: '/api/account-groupings',
        body: { changes: [{ code: 'ZqNobodysCode', group: null }] },
        status: 200,
      },
      { method: 'POST', url: '/api/account-groupings', body: { changes: [{ code: 'x', group: '' }] }, status: 400 },
    ],
    sample: () => ({
      method: 'POST',
      url: '/api/account-groupings',
      body: { changes: [{ code: 'ZqNobodysCode', group: null }] },
    }),
  },
  'GET /api/search': {
    may: signedIn,
    shows: ['name', 'town', 'code'],
    showsOfAll: ['product', 'productName'],
    showsOfAllTo: business,
    leavesOut: (thing) => thing === 'unattributed',
    calls: () => [...words, 'zq', 'z', '%', '_', ''].map((word) => get(`/api/search?q=${encodeURIComponent(word)}`)),
    ...once(get('/api/search?q=zq')),
  },
  ...views('accounts', business),
  ...views('products', business),
};
