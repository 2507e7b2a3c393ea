import { people, type TestHouse } from '../house.ts';
import { codeOf, get, madeUp, type Call } from './calls.ts';
import { keepers, once, signedIn, type DoorPolicy } from './door-policy.ts';
import { accountNames, type Who } from './world.ts';

const leaders: readonly Who[] = ['director', 'host', 'manager', 'otherManager'];
const nobody = { may: signedIn, shows: [] } as const;
const ifMatch = (version: number) => ({ 'if-match': `"${String(version)}"` });
const ofKam = (house: Pick<TestHouse, 'personId'>, method: string, end: string) => ({
  method,
  url: `/api/people/${String(house.personId(people.kam.email))}${end}`,
  headers: method === 'POST' ? {} : ifMatch(1),
});
const endOfRole = {
  method: 'PATCH',
  url: `/api/roles/${String(madeUp)}`,
  body: { until: '2030-01-01' },
  headers: ifMatch(1),
};
const endOfTerritory = {
  method: 'PATCH',
  url: `/api/territories/${String(madeUp)}`,
  body: { until: '2030-01-01' },
  headers: ifMatch(1),
};
const decision = { method: 'POST', url: `/api/role-requests/${String(madeUp)}/decision`, body: { give: true } };
const standIn = (more: object) => ({
  method: 'POST',
  url: '/api/substitutions',
  body: {
    for: people.kam.email,
    by: people.colleague.email,
    from: '2030-01-01',
    until: '2030-01-08',
    reason: 'szabadság',
    ...more,
  },
});
/** Whether the key account manager stands in the line of this one, who leads. */
const leadsKam = (who: Who): boolean => who !== 'otherManager';
const back = {
  method: 'PATCH',
  url: `/api/substitutions/${String(madeUp)}`,
  body: { until: '2030-01-05' },
  headers: ifMatch(1),
};
const audits = (path: string): Call[] => [
  get(path),
  ...['change', 'look', 'export', 'rights'].map((kind) => get(`${path}?kind=${kind}`)),
  ...accountNames.map((thing) => get(`${path}?record=account:${codeOf(thing)}`)),
  get(`${path}?person=1&from=2020-01-01&to=2030-01-01`),
  get(`${path}?kind=zq`, 400),
];

/** Doors of people's rights, of substitutions and of the audit. */
export const rightsDoors: Readonly<Record<string, DoorPolicy>> = {
  'GET /api/people/:id': {
    may: signedIn,
    shows: [],
    calls: ({ house }) => [
      get(`/api/people/${String(house.personId(people.kam.email))}`),
      get(`/api/people/${String(madeUp)}`, 404),
    ],
    sample: ({ house }) => get(`/api/people/${String(house.personId(people.kam.email))}`),
  },
  'PATCH /api/people/:id': {
    may: keepers,
    shows: [],
    calls: ({ house }) => [
      { ...ofKam(house, 'PATCH', ''), body: { name: people.kam.name }, status: 200 },
      { ...ofKam(house, 'PATCH', ''), body: { superior: { email: 'senki@kulcs.test' } }, status: 422 },
      { ...ofKam(house, 'PATCH', ''), body: { superior: { email: people.kam.email } }, status: 422 },
      { ...ofKam(house, 'PATCH', ''), body: { name: 'X' }, headers: ifMatch(999), status: 412 },
      { method: 'PATCH', url: `/api/people/${String(madeUp)}`, body: {}, headers: ifMatch(1), status: 404 },
    ],
    sample: ({ house }) => ({ ...ofKam(house, 'PATCH', ''), body: { name: people.kam.name } }),
  },
  'PUT /api/people/:id/disabled': {
    may: keepers,
    shows: [],
    calls: ({ house }) => [
      { ...ofKam(house, 'PUT', '/disabled'), body: { disabled: false }, status: 200 },
      { ...ofKam(house, 'PUT', '/disabled'), body: { disabled: true }, headers: ifMatch(999), status: 412 },
    ],
    sample: ({ house }) => ({ ...ofKam(house, 'PUT', '/disabled'), body: { disabled: false } }),
  },
  'POST /api/people/:id/roles': {
    may: keepers,
    shows: [],
    calls: ({ house }) => [
      { ...ofKam(house, 'POST', '/roles'), body: { role: 'kam' }, status: 409 },
      { ...ofKam(house, 'POST', '/roles'), body: { role: 'support', from: '2020-01-01' }, status: 422 },
      { method: 'POST', url: `/api/people/${String(madeUp)}/roles`, body: { role: 'kam' }, status: 404 },
    ],
    sample: ({ house }) => ({ ...ofKam(house, 'POST', '/roles'), body: { role: 'kam' } }),
  },
  'POST /api/people/:id/territories': {
    may: keepers,
    shows: [],
    // Past days only: a territory that was given would be in everybody's way.
    calls: ({ house }) => [
      { ...ofKam(house, 'POST', '/territories'), body: { territory: 'Zq', from: '2020-01-01' }, status: 422 },
      { method: 'POST', url: `/api/people/${String(madeUp)}/territories`, body: { territory: 'Zq' }, status: 404 },
    ],
    sample: ({ house }) => ({ ...ofKam(house, 'POST', '/territories'), body: { territory: 'Zq', from: '2020-01-01' } }),
  },
  'PATCH /api/territories/:territoryId': {
    may: keepers,
    shows: [],
    calls: () => [{ ...endOfTerritory, status: 404 }],
    ...once(endOfTerritory),
  },
  'PATCH /api/roles/:roleId': {
    may: keepers,
    shows: [],
    calls: () => [{ ...endOfRole, status: 404 }],
    ...once(endOfRole),
  },
  'GET /api/role-requests': {
    may: keepers,
    shows: [],
    calls: () => [get('/api/role-requests')],
    ...once(get('/api/role-requests')),
  },
  'POST /api/role-requests/:roleId/decision': {
    may: keepers,
    shows: [],
    calls: () => [{ ...decision, status: 404 }],
    ...once(decision),
  },
  'GET /api/substitutions': { ...nobody, calls: () => [get('/api/substitutions')], ...once(get('/api/substitutions')) },
  'POST /api/substitutions': {
    may: leaders,
    shows: [],
    calls: (place) => [
      { ...standIn({ accounts: ['ZqNobodysCode'] }), status: leadsKam(place.who) ? 404 : 422 },
      { ...standIn({ by: people.support.email }), status: 422 },
      { ...standIn({ from: '2020-01-01' }), status: 422 },
      { ...standIn({ for: 'senki@kulcs.test' }), status: 422 },
    ],
    ...once(standIn({ accounts: ['ZqNobodysCode'] })),
  },
  'PATCH /api/substitutions/:id': {
    may: leaders,
    shows: [],
    calls: () => [{ ...back, status: 404 }],
    ...once(back),
  },
  'GET /api/substitutions/:id/report': {
    ...nobody,
    calls: () => [get(`/api/substitutions/${String(madeUp)}/report`, 404)],
    ...once(get(`/api/substitutions/${String(madeUp)}/report`)),
  },
  // Whoever administers reads that something happened; what is about the business only those who see all of it.
  'GET /api/audit/entries': {
    may: keepers,
    shows: ['code'],
    leavesOut: (thing) => thing === 'unattributed' || thing === 'unowned',
    calls: () => audits('/api/audit/entries'),
    ...once(get('/api/audit/entries')),
  },
  'GET /api/audit/entries.csv': {
    may: keepers,
    shows: ['code'],
    leavesOut: (thing) => thing === 'unattributed' || thing === 'unowned',
    calls: () => audits('/api/audit/entries.csv'),
    ...once(get('/api/audit/entries.csv')),
  },
};
