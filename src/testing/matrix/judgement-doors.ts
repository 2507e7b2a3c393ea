import { aboutEach, codeOf, get, madeUp, whole, type Call } from './calls.ts';
import { once, sellers, type DoorPolicy } from './door-policy.ts';
import { sight } from './sight.ts';
import { markerOf, type ThingName, type Who } from './world.ts';

const deciders: readonly Who[] = sellers.filter((who) => who !== 'finance');
const cardInForce = {
  criteria: [
    { id: 1, axis: 'attractiveness', part: 'growth', weight: 20 },
    { id: 2, axis: 'attractiveness', part: 'growth', weight: 25 },
    { id: 5, axis: 'attractiveness', part: 'harmony', weight: 15 },
    { id: 3, axis: 'attractiveness', part: 'value', weight: 15 },
    { id: 4, axis: 'strength', part: 'harmony', weight: 25 },
  ],
  attractivenessEdge: 5.5,
  strengthEdge: 5.5,
  proposedFrom: 75,
};
/** What every account is projected with; saved again it changes nothing. */
const projection = (thing: ThingName | null) => ({
  name: (thing && markerOf(thing, 'scenario')) ?? 'Zq',
  rate: 0.1,
  years: [{ contribution: '1000', investment: '500', staying: 1 }],
});
const nomination = { act: 'nominate', reason: 'Zq' };
/** The same with another answer where it is let through. */
const instead = (calls: readonly Call[], status: number): Call[] =>
  calls.map((call) => (call.status === 200 ? { ...call, status } : call));
/** Doors of judgement and decisions. */
export const judgementDoors: Readonly<Record<string, DoorPolicy>> = {
  'GET /api/portfolio/score-card': {
    may: sellers,
    shows: [],
    calls: () => [get('/api/portfolio/score-card')],
    ...once(get('/api/portfolio/score-card')),
  },
  'PUT /api/portfolio/score-card': {
    may: ['director', 'host'],
    shows: [],
    calls: () => [{ method: 'PUT', url: '/api/portfolio/score-card', body: cardInForce, status: 200 }],
    ...once({ method: 'PUT', url: '/api/portfolio/score-card', body: cardInForce }),
  },
  'GET /api/portfolio/matrix': {
    may: sellers,
    shows: ['name', 'town', 'code'],
    calls: () => [get('/api/portfolio/matrix'), get('/api/portfolio/matrix?owner=1', 400)],
    ...once(get('/api/portfolio/matrix')),
  },
  'GET /api/portfolio/standings': {
    may: sellers,
    shows: [],
    calls: () => [get('/api/portfolio/standings')],
    ...once(get('/api/portfolio/standings')),
  },
  'GET /api/portfolio/decisions': {
    may: sellers,
    shows: ['name', 'town', 'code', 'decided'],
    calls: () => [
      get('/api/portfolio/decisions'),
      get('/api/portfolio/decisions?on=2026-03-02'),
      get('/api/portfolio/decisions?on=2020-01-01'),
      get('/api/portfolio/decisions?on=2026-02-30', 400),
      get('/api/portfolio/decisions?owner=1', 400),
    ],
    ...once(get('/api/portfolio/decisions')),
  },
  'GET /api/account-codes/:code/decision': {
    may: sellers,
    shows: ['name', 'code', 'decided'],
    calls: (place) => aboutEach(place, (_id, code) => get(`/api/account-codes/${code}/decision`)),
    ...once(get(`/api/account-codes/${codeOf('mine')}/decision`)),
  },
  'PUT /api/account-codes/:code/decision': {
    may: deciders,
    shows: [],
    calls: (place) =>
      instead(
        aboutEach(place, (_id, code) => ({
          method: 'PUT',
          url: `/api/account-codes/${code}/decision`,
          body: nomination,
        })),
        // It is nominated already.
        409,
      ),
    ...once({ method: 'PUT', url: `/api/account-codes/${codeOf('mine')}/decision`, body: nomination }),
  },
  'GET /api/accounts/:id/leaving': {
    may: sellers,
    shows: ['product', 'productName', 'net', 'margin'],
    leavesOut: (thing) => thing === 'unattributed',
    calls: (place) => [
      ...aboutEach(place, (id) => get(`/api/accounts/${String(id)}/leaving?${whole}`)),
      get(`/api/accounts/0/leaving?${whole}`, 400),
    ],
    sample: ({ world }) => get(`/api/accounts/${String(world.accountId('mine'))}/leaving`),
  },
  'GET /api/accounts/:id/judgement': {
    may: sellers,
    shows: ['scored'],
    calls: (place) => aboutEach(place, (id) => get(`/api/accounts/${String(id)}/judgement`)),
    sample: ({ world }) => get(`/api/accounts/${String(world.accountId('mine'))}/judgement`),
  },
  'PUT /api/accounts/:id/scores': {
    may: deciders,
    shows: ['scored'],
    calls: (place) =>
      aboutEach(place, (id, _code, thing) => ({
        method: 'PUT',
        url: `/api/accounts/${String(id)}/scores`,
        body: { scores: [{ criterion: 1, value: 7, reason: (thing && markerOf(thing, 'scored')) ?? 'Zq' }] },
      })),
    sample: ({ world }) => ({
      method: 'PUT',
      url: `/api/accounts/${String(world.accountId('mine'))}/scores`,
      body: { scores: [{ criterion: 1, value: 7, reason: 'Zq' }] },
    }),
  },
  'GET /api/accounts/:id/scenarios': {
    may: sellers,
    shows: ['scenario'],
    calls: (place) => aboutEach(place, (id) => get(`/api/accounts/${String(id)}/scenarios`)),
    sample: ({ world }) => get(`/api/accounts/${String(world.accountId('mine'))}/scenarios`),
  },
  'POST /api/accounts/:id/scenarios': {
    may: deciders,
    shows: [],
    calls: (place) =>
      instead(
        aboutEach(place, (id) => ({
          method: 'POST',
          url: `/api/accounts/${String(id)}/scenarios`,
          // Forints carry no decimals.
          body: { ...projection(null), years: [{ contribution: '0.5', investment: '0', staying: 1 }] },
        })),
        422,
      ),
    sample: ({ world }) => ({
      method: 'POST',
      url: `/api/accounts/${String(world.accountId('mine'))}/scenarios`,
      body: projection(null),
    }),
  },
  'PUT /api/accounts/:id/scenarios/:scenarioId': {
    may: deciders,
    shows: ['scenario'],
    calls: (place) => [
      ...aboutEach(place, (id, _code, thing) => ({
        method: 'PUT',
        url: `/api/accounts/${String(id)}/scenarios/${String(thing ? place.world.scenarioId(thing) : madeUp)}`,
        body: projection(thing),
      })),
      // A projection of another account than the one named.
      {
        method: 'PUT',
        url: `/api/accounts/${String(place.world.accountId('mine'))}/scenarios/${String(madeUp)}`,
        body: projection('mine'),
        status: 404,
      },
    ],
    sample: ({ world }) => ({
      method: 'PUT',
      url: `/api/accounts/${String(world.accountId('mine'))}/scenarios/${String(world.scenarioId('mine'))}`,
      body: projection('mine'),
    }),
  },
  'DELETE /api/accounts/:id/scenarios/:scenarioId': {
    may: deciders,
    shows: [],
    calls: (place) =>
      instead(
        aboutEach(place, (id) => ({
          method: 'DELETE',
          url: `/api/accounts/${String(id)}/scenarios/${String(madeUp)}`,
        })),
        404,
      ),
    sample: ({ world }) => ({
      method: 'DELETE',
      url: `/api/accounts/${String(world.accountId('mine'))}/scenarios/${String(world.scenarioId('mine'))}`,
    }),
  },
  'GET /api/accounts/:id/scenarios/:scenarioId/former': {
    may: sellers,
    shows: [],
    calls: (place) =>
      aboutEach(place, (id, _code, thing) => {
        const scenario = thing && sight[place.who].includes(thing) ? place.world.scenarioId(thing) : madeUp;
        return get(`/api/accounts/${String(id)}/scenarios/${String(scenario)}/former`);
      }),
    sample: ({ world }) =>
      get(`/api/accounts/${String(world.accountId('mine'))}/scenarios/${String(world.scenarioId('mine'))}/former`),
  },
};
