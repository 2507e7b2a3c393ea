import { people } from '../house.ts';
import { aboutEach, codeOf, cursorAt, get, lists, ofPersons, rankings, whole, words, madeUp } from './calls.ts';
import { business, company, keepers, once, sellers, signedIn, type DoorPolicy } from './door-policy.ts';
import { importDoors } from './import-doors.ts';
import { judgementDoors } from './judgement-doors.ts';
import { dossierDoors } from './dossier-doors.ts';
import { exportDoors } from './export-doors.ts';
import { assignmentDoors } from './assignment-doors.ts';
import { listDoors } from './list-doors.ts';
import { finders, prospectDoors } from './prospect-doors.ts';
import { rightsDoors } from './rights-doors.ts';
import { sight } from './sight.ts';
import { signInPolicies } from './sign-in-doors.ts';
import { webhookDoors } from './webhook-doors.ts';
import { commonProduct, markerOf, thingNames, things, type ThingName } from './world.ts';

/*
 * Who may go through which door, and what it shows: the table of reliability.md, part 5, as data. It repeats nothing of the
 * product's own rules on purpose, so that a right given by mistake there stands against what is written here.
 */

let added = 0;
const newPerson = (): object => {
  added += 1;
  return { email: `uj${String(added)}@kulcs.test`, name: 'Új Ember', role: 'kam', reportsTo: people.manager.email };
};

const nobody = { may: signedIn, shows: [] } as const;
const policyInForce = { shareThreshold: 0.1, firstAccounts: 10, standOut: 5, classA: 0.8, classB: 0.95 };
const settings = { method: 'PATCH', url: '/api/me/settings', body: { density: 'comfortable' } };
const password = { method: 'PUT', url: '/api/me/password', body: { password: 'hosszú és mondható jelszó' } };
const newKey = { method: 'POST', url: '/api/keys', body: { name: 'Éjszakai kivitel' } };
const companyLanguage = {
  method: 'PATCH',
  url: '/api/company',
  headers: { 'if-match': '"1"' },
  body: { language: 'en' },
};
/** The doors, each by its method and address. A door without a row here is a fault. */
export const policy: Readonly<Record<string, DoorPolicy>> = {
  ...assignmentDoors,
  ...listDoors,
  'GET /api/me': { ...nobody, calls: ofPersons(get('/api/me'), 200), ...once(get('/api/me')) },
  'PATCH /api/me/settings': { ...nobody, calls: ofPersons(settings, 204), ...once(settings) },
  'PUT /api/me/password': { ...nobody, calls: ofPersons(password, 204), ...once(password) },
  ...signInPolicies,
  'GET /api/people': { ...nobody, calls: () => [get('/api/people')], ...once(get('/api/people')) },
  'POST /api/people': {
    may: keepers,
    shows: [],
    calls: () => [
      { method: 'POST', url: '/api/people', body: newPerson(), status: 201 },
      { method: 'POST', url: '/api/people', body: people.kam, status: 409 },
      { method: 'POST', url: '/api/people', body: { ...newPerson(), reportsTo: 'senki@kulcs.test' }, status: 422 },
    ],
    sample: () => ({ method: 'POST', url: '/api/people', body: newPerson() }),
  },
  'GET /api/keys': { ...nobody, calls: ofPersons(get('/api/keys'), 200), ...once(get('/api/keys')) },
  'POST /api/keys': { ...nobody, calls: ofPersons(newKey, 201), ...once(newKey) },
  'DELETE /api/keys/:id': {
    ...nobody,
    // Keys of others are as unknown as those that there are not.
    calls: () => [{ method: 'DELETE', url: `/api/keys/${String(madeUp)}`, status: 404 }],
    ...once({ method: 'DELETE', url: `/api/keys/${String(madeUp)}` }),
  },
  'GET /api/openapi.json': {
    ...nobody,
    calls: () => [get('/api/openapi.json')],
    ...once(get('/api/openapi.json')),
  },
  'GET /api/reference': { ...nobody, calls: () => [get('/api/reference')], ...once(get('/api/reference')) },
  'GET /api/company': { ...nobody, calls: () => [get('/api/company')], ...once(get('/api/company')) },
  'PATCH /api/company': {
    may: keepers,
    shows: [],
    calls: () => [{ ...companyLanguage, headers: { 'if-match': '"999999"' }, status: 412 }],
    ...once(companyLanguage),
  },
  'POST /api/company': {
    may: ['host'],
    shows: [],
    calls: () => [
      {
        method: 'POST',
        url: '/api/company',
        body: { name: 'Másik Kft.', currency: 'EUR', adminEmail: null },
        status: 409,
      },
    ],
    ...once({ method: 'POST', url: '/api/company', body: { name: 'Másik Kft.', currency: 'EUR', adminEmail: null } }),
  },
  'GET /api/audit/verification': {
    may: keepers,
    shows: [],
    calls: () => [get('/api/audit/verification')],
    ...once(get('/api/audit/verification')),
  },
  'GET /api/doctor': { may: keepers, shows: [], calls: () => [get('/api/doctor')], ...once(get('/api/doctor')) },

  'GET /api/products': {
    may: business,
    shows: [],
    // What the company sells is known to all who sell it, whoever buys it.
    showsOfAll: ['product', 'productName'],
    calls: () => [
      ...lists(
        '/api/products',
        words.filter((word) => word.includes('Product')),
      ),
      get('/api/products?kind=goods'),
      get(`/api/products?cursor=${cursorAt('Zq')}`),
    ],
    ...once(get('/api/products')),
  },
  'PUT /api/product-codes/:code/kind': {
    may: company,
    shows: ['product', 'productName'],
    calls: () => [
      ...thingNames.map((thing) => ({
        method: 'PUT',
        url: `/api/product-codes/${markerOf(thing, 'product') ?? ''}/kind`,
        body: { kind: 'goods' },
        status: 200,
      })),
      { method: 'PUT', url: '/api/product-codes/ZqNobodysProduct/kind', body: { kind: 'goods' }, status: 404 },
    ],
    ...once({ method: 'PUT', url: `/api/product-codes/${commonProduct}/kind`, body: { kind: 'goods' } }),
  },

  'GET /api/accounts/:id': {
    may: business,
    shows: ['name', 'town', 'code', 'group'],
    calls: (place) => [
      ...aboutEach(place, (id) => get(`/api/accounts/${String(id)}`)),
      // Account 0 stands for lines without an account, and is nobody's to see.
      get('/api/accounts/0', 400),
    ],
    sample: ({ world }) => get(`/api/accounts/${String(world.accountId('mine'))}`),
  },
  'PUT /api/account-codes/:code/owner': {
    may: ['director', 'host', 'manager', 'otherManager'],
    shows: ['name', 'town', 'code', 'group'],
    leavesOut: (thing) => thing === 'unowned',
    calls: (place) => {
      const to = (thing: ThingName | null): string => people[(thing && things[thing].owner) ?? 'director'].email;
      const each = aboutEach(place, (_id, code, thing) => ({
        method: 'PUT',
        url: `/api/account-codes/${code}/owner`,
        body: { owner: to(thing) },
      }));
      const outside = place.who === 'manager' || place.who === 'otherManager' ? sight[place.who].slice(0, 1) : [];
      return [
        // The account that nobody owns stays so: those who see it would change the world for the rest.
        ...each.filter(({ url, status }) => status !== 200 || !url.includes(codeOf('unowned'))),
        ...outside.map((thing) => ({
          method: 'PUT',
          url: `/api/account-codes/${codeOf(thing)}/owner`,
          body: { owner: people.director.email },
          status: 422,
        })),
      ];
    },
    sample: () => ({
      method: 'PUT',
      url: `/api/account-codes/${codeOf('mine')}/owner`,
      body: { owner: people.kam.email },
    }),
  },
  'PATCH /api/account-codes/:code': {
    may: finders,
    shows: ['name', 'town', 'code', 'group'],
    calls: (place) =>
      aboutEach(place, (_id, code) => ({
        method: 'PATCH',
        url: `/api/account-codes/${code}`,
        body: { country: 'HU' },
      })),
    ...once({ method: 'PATCH', url: `/api/account-codes/${codeOf('mine')}`, body: { country: 'HU' } }),
  },
  'POST /api/account-groups': {
    may: ['director', 'host'],
    shows: [],
    calls: () => [
      {
        method: 'POST',
        url: '/api/account-groups',
        body: { name: 'ZqSharedGroup', accounts: [codeOf('mine')] },
        status: 204,
      },
      {
        method: 'POST',
        url: '/api/account-groups',
        body: { name: 'ZqSharedGroup', accounts: ['ZqNobodysCode'] },
        status: 404,
      },
    ],
    ...once({
      method: 'POST',
      url: '/api/account-groups',
      body: { name: 'ZqSharedGroup', accounts: [codeOf('mine')] },
    }),
  },

  ...dossierDoors,

  ...importDoors,
  ...exportDoors,

  'GET /api/accounts/:id/sales': {
    may: business,
    shows: ['product', 'productName', 'net', 'margin'],
    leavesOut: (thing) => thing === 'unattributed',
    calls: (place) => [
      ...aboutEach(place, (id) => get(`/api/accounts/${String(id)}/sales`)),
      ...aboutEach(place, (id) => get(`/api/accounts/${String(id)}/sales?${whole}`)),
      get(`/api/accounts/0/sales?${whole}`, 400),
    ],
    sample: ({ world }) => get(`/api/accounts/${String(world.accountId('mine'))}/sales`),
  },
  'GET /api/portfolio/key-accounts': {
    may: sellers,
    shows: ['name', 'town', 'code', 'group', 'net', 'margin'],
    leavesOut: (thing, facet) => thing === 'unattributed' && facet === 'margin',
    showsTotal: true,
    calls: (place) => rankings('/api/portfolio/key-accounts', place),
    ...once(get('/api/portfolio/key-accounts')),
  },
  'GET /api/portfolio/key-accounts.csv': {
    may: sellers,
    shows: ['name', 'town', 'code', 'group', 'net', 'margin'],
    leavesOut: (thing) => thing === 'unattributed',
    calls: (place) => rankings('/api/portfolio/key-accounts.csv', place),
    ...once(get('/api/portfolio/key-accounts.csv')),
  },
  // The rows of the CSV, packed: what they let out is seen there.
  'GET /api/portfolio/key-accounts.xlsx': {
    may: sellers,
    shows: [],
    calls: (place) => rankings('/api/portfolio/key-accounts.xlsx', place),
    ...once(get('/api/portfolio/key-accounts.xlsx')),
  },
  'GET /api/portfolio/policy': {
    may: sellers,
    shows: [],
    calls: () => [get('/api/portfolio/policy')],
    ...once(get('/api/portfolio/policy')),
  },
  'PUT /api/portfolio/policy': {
    may: ['director', 'host'],
    shows: [],
    calls: () => [{ method: 'PUT', url: '/api/portfolio/policy', body: policyInForce, status: 200 }],
    ...once({ method: 'PUT', url: '/api/portfolio/policy', body: policyInForce }),
  },
  ...judgementDoors,
  ...prospectDoors,
  ...rightsDoors,
  ...webhookDoors,
};
