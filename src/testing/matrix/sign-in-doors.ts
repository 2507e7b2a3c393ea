import type { Ask } from '../actor.ts';
import { people } from '../house.ts';
import { get, madeUp, ofPersons, type Place } from './calls.ts';
import { keepers, once, signedIn, type DoorPolicy } from './door-policy.ts';

const nobody = { may: signedIn, shows: [] } as const;
const proof = { method: 'POST', url: '/api/me/proof', body: { by: 'password', secret: 'nem ez az' } };
const endOfOne = { method: 'POST', url: '/api/me/sessions/nobodys/end', body: {} };
const endOfOthers = { method: 'POST', url: '/api/me/sessions/end-others', body: {} };
const factorRemoval = { method: 'POST', url: '/api/me/second-factor/remove', body: {} };
const newRecoveryCodes = { method: 'POST', url: '/api/me/recovery-codes', body: {} };
const signInPolicy = {
  method: 'PUT',
  url: '/api/sign-in-policy',
  body: { secondFactorRoles: [] },
  headers: { 'if-match': '"1"' },
};
const ofColleague = (house: Place['house'], what: string, body: object = {}): Ask => ({
  method: 'POST',
  url: `/api/people/${String(house.personId(people.kam.email))}/${what}`,
  body,
});
const invitation = (house: Place['house']): Ask => ofColleague(house, 'invitation');
const factorReset = (house: Place['house']): Ask =>
  ofColleague(house, 'second-factor/reset', { reason: 'elveszett a telefonja' });
const factorResetConfirmed = (house: Place['house']): Ask => ofColleague(house, 'second-factor/reset/confirm');

/** Doors about signing in, each by its method and address. */
export const signInPolicies: Readonly<Record<string, DoorPolicy>> = {
  'GET /api/me/sign-in': {
    ...nobody,
    calls: ofPersons(get('/api/me/sign-in'), 200),
    ...once(get('/api/me/sign-in')),
  },
  'GET /api/me/proof': { ...nobody, calls: () => [get('/api/me/proof')], ...once(get('/api/me/proof')) },
  'POST /api/me/proof': { ...nobody, calls: ofPersons(proof, 422), ...once(proof) },
  'POST /api/me/sessions/:id/end': {
    ...nobody,
    calls: () => [{ ...endOfOne, status: 404 }],
    ...once(endOfOne),
  },
  'POST /api/me/sessions/end-others': { ...nobody, calls: ofPersons(endOfOthers, 200), ...once(endOfOthers) },
  'POST /api/people/:id/sessions/end': {
    may: keepers,
    shows: [],
    calls: () => [{ method: 'POST', url: `/api/people/${String(madeUp)}/sessions/end`, body: {}, status: 404 }],
    ...once({ method: 'POST', url: `/api/people/${String(madeUp)}/sessions/end`, body: {} }),
  },
  'POST /api/me/second-factor/remove': {
    ...nobody,
    calls: ({ who }) => [{ ...factorRemoval, status: who === 'host' ? 404 : 409 }],
    ...once(factorRemoval),
  },
  'POST /api/me/recovery-codes': {
    ...nobody,
    calls: ({ who }) => [{ ...newRecoveryCodes, status: who === 'host' ? 404 : 409 }],
    ...once(newRecoveryCodes),
  },
  'GET /api/sign-in-policy': {
    may: keepers,
    shows: [],
    calls: () => [get('/api/sign-in-policy')],
    ...once(get('/api/sign-in-policy')),
  },
  'PUT /api/sign-in-policy': {
    may: keepers,
    shows: [],
    calls: () => [{ ...signInPolicy, headers: { 'if-match': '"999999"' }, status: 412 }],
    ...once(signInPolicy),
  },
  'GET /api/second-factor-resets': {
    may: keepers,
    shows: [],
    calls: () => [get('/api/second-factor-resets')],
    ...once(get('/api/second-factor-resets')),
  },
  'POST /api/people/:id/second-factor/reset': {
    may: keepers,
    shows: [],
    calls: ({ house }) => [{ ...factorReset(house), status: 409 }],
    sample: ({ house }) => factorReset(house),
  },
  'POST /api/people/:id/second-factor/reset/confirm': {
    may: keepers,
    shows: [],
    calls: ({ house }) => [{ ...factorResetConfirmed(house), status: 409 }],
    sample: ({ house }) => factorResetConfirmed(house),
  },
  'POST /api/people/:id/invitation': {
    may: keepers,
    shows: [],
    // This house has no mail server.
    calls: ({ house }) => [{ ...invitation(house), status: 409 }],
    sample: ({ house }) => invitation(house),
  },
  'GET /api/kept-mails': {
    may: keepers,
    shows: [],
    calls: () => [get('/api/kept-mails')],
    ...once(get('/api/kept-mails')),
  },
  'POST /api/people/:id/sign-in-link': {
    may: ['host'],
    shows: [],
    calls: ({ house }) => [
      { ...ofColleague(house, 'sign-in-link'), status: 201 },
      { method: 'POST', url: `/api/people/${String(madeUp)}/sign-in-link`, body: {}, status: 404 },
    ],
    sample: ({ house }) => ofColleague(house, 'sign-in-link'),
  },
};
