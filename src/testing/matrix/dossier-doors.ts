import { aboutEach, aboutEachFact, aboutEachOf, cursorAt, get, madeUp, seen } from './calls.ts';
import { business, type DoorPolicy } from './door-policy.ts';
import { markerOf, type Who } from './world.ts';

/** Those who answer for accounts. */
const answering: readonly Who[] = ['director', 'host', 'manager', 'otherManager', 'kam', 'colleague', 'otherKam'];
const writing: readonly Who[] = [...answering, 'support'];
const octets = { 'content-type': 'application/octet-stream' };
const newFact = { topic: 'plans', value: 'bővít', class: 'internal', source: 'próba', knownOn: '2026-02-01' };

/** Doors of what is known of accounts. */
export const dossierDoors: Readonly<Record<string, DoorPolicy>> = {
  'GET /api/me/mentions': {
    may: business,
    shows: [],
    calls: () => [get('/api/me/mentions'), get('/api/me/mentions?unread=true'), get('/api/me/mentions?unread=1', 400)],
    sample: () => get('/api/me/mentions'),
  },
  'POST /api/me/mentions/read': {
    may: business,
    shows: [],
    calls: () => [
      { method: 'POST', url: '/api/me/mentions/read', body: { notes: [madeUp] }, status: 204 },
      { method: 'POST', url: '/api/me/mentions/read', body: { notes: ['x'] }, status: 400 },
    ],
    sample: () => ({ method: 'POST', url: '/api/me/mentions/read', body: { notes: [madeUp] } }),
  },
  'GET /api/accounts/:id/facts': {
    may: business,
    shows: ['fact'],
    calls: (place) => aboutEach(place, (id) => get(`/api/accounts/${String(id)}/facts`)),
    sample: ({ world }) => get(`/api/accounts/${String(world.accountId('mine'))}/facts`),
  },
  'POST /api/accounts/:id/facts': {
    may: writing,
    shows: [],
    calls: (place) =>
      aboutEach(place, (id) => ({
        method: 'POST',
        url: `/api/accounts/${String(id)}/facts`,
        // Refused for another reason where the account is seen: it would be one more each time.
        body: { ...newFact, knownOn: '2999-01-01' },
      })).map((call) => (call.status === 200 ? { ...call, status: 422 } : call)),
    sample: ({ world }) => ({
      method: 'POST',
      url: `/api/accounts/${String(world.accountId('mine'))}/facts`,
      body: newFact,
    }),
  },
  'PATCH /api/facts/:id': {
    may: writing,
    shows: ['fact'],
    calls: (place) =>
      aboutEachFact(place, (id, thing) =>
        seen({
          method: 'PATCH',
          url: `/api/facts/${String(id)}`,
          body: thing === null ? {} : { value: markerOf(thing, 'fact') },
        }),
      ).map((call) => (call.status === 404 ? { ...call, body: {} } : call)),
    sample: ({ world }) =>
      seen({ method: 'PATCH', url: `/api/facts/${String(world.factId('mine'))}`, body: { source: 'próba' } }),
  },
  'DELETE /api/facts/:id': {
    may: writing,
    shows: [],
    // Whoever sees it has seen another version of it, so that it stays.
    calls: (place) =>
      aboutEachFact(place, (id) => seen({ method: 'DELETE', url: `/api/facts/${String(id)}` }, 99), 412),
    sample: ({ world }) => seen({ method: 'DELETE', url: `/api/facts/${String(world.factId('mine'))}` }),
  },
  'POST /api/facts/:id/restore': {
    may: writing,
    shows: ['fact'],
    calls: (place) =>
      aboutEachFact(place, (id) => ({ method: 'POST', url: `/api/facts/${String(id)}/restore`, body: {} })),
    sample: ({ world }) => ({
      method: 'POST',
      url: `/api/facts/${String(world.factId('mine'))}/restore`,
      body: {},
    }),
  },
  'GET /api/facts/:id/former': {
    may: business,
    shows: [],
    calls: (place) => aboutEachFact(place, (id) => get(`/api/facts/${String(id)}/former`)),
    sample: ({ world }) => get(`/api/facts/${String(world.factId('mine'))}/former`),
  },
  'POST /api/accounts/:id/looks': {
    may: answering,
    shows: ['confidential', 'personal'],
    calls: (place) =>
      (['confidential', 'personal'] as const).flatMap((of) =>
        aboutEach(place, (id) => ({
          method: 'POST',
          url: `/api/accounts/${String(id)}/looks`,
          body: { class: of, purpose: 'meeting', reason: '' },
        })),
      ),
    sample: ({ world }) => ({
      method: 'POST',
      url: `/api/accounts/${String(world.accountId('mine'))}/looks`,
      body: { class: 'confidential', purpose: 'meeting' },
    }),
  },
  'GET /api/accounts/:id/grants': {
    may: answering,
    shows: [],
    calls: (place) => aboutEach(place, (id) => get(`/api/accounts/${String(id)}/grants`)),
    sample: ({ world }) => get(`/api/accounts/${String(world.accountId('mine'))}/grants`),
  },
  'POST /api/accounts/:id/grants': {
    may: answering,
    shows: [],
    calls: (place) =>
      aboutEach(place, (id) => ({
        method: 'POST',
        url: `/api/accounts/${String(id)}/grants`,
        body: { reason: 'próba', until: '2020-01-01' },
      })).map((call) => (call.status === 200 ? { ...call, status: 422 } : call)),
    sample: ({ world }) => ({
      method: 'POST',
      url: `/api/accounts/${String(world.accountId('mine'))}/grants`,
      body: { reason: 'próba', until: '2026-06-01' },
    }),
  },
  'PUT /api/grants/:id/decision': {
    may: ['director', 'host'],
    shows: [],
    calls: ({ world }) => [
      {
        ...seen({ method: 'PUT', url: `/api/grants/${String(world.grantId)}/decision`, body: { given: true } }, 99),
        status: 412,
      },
      {
        ...seen({ method: 'PUT', url: `/api/grants/${String(madeUp)}/decision`, body: { given: true } }),
        status: 404,
      },
    ],
    sample: ({ world }) =>
      seen({ method: 'PUT', url: `/api/grants/${String(world.grantId)}/decision`, body: { given: true } }),
  },
  'GET /api/accounts/:id/timeline': {
    may: business,
    shows: ['fact', 'note', 'file'],
    calls: (place) => [
      ...aboutEach(place, (id) => get(`/api/accounts/${String(id)}/timeline`)),
      ...aboutEach(place, (id) => get(`/api/accounts/${String(id)}/timeline?limit=1`)),
      ...aboutEach(place, (id) => get(`/api/accounts/${String(id)}/timeline?kind=note`)),
      ...aboutEach(place, (id) =>
        get(`/api/accounts/${String(id)}/timeline?cursor=${cursorAt('2026-01-01T00:00:00Z', 'fact', '1')}`),
      ),
    ],
    sample: ({ world }) => get(`/api/accounts/${String(world.accountId('mine'))}/timeline`),
  },
  'GET /api/accounts/:id/colleagues': {
    may: business,
    shows: [],
    calls: (place) => aboutEach(place, (id) => get(`/api/accounts/${String(id)}/colleagues`)),
    sample: ({ world }) => get(`/api/accounts/${String(world.accountId('mine'))}/colleagues`),
  },
  'POST /api/accounts/:id/notes': {
    may: writing,
    shows: [],
    // A mention of nobody is refused where the account is seen: it would be one more note each time.
    calls: (place) =>
      aboutEach(place, (id) => ({
        method: 'POST',
        url: `/api/accounts/${String(id)}/notes`,
        body: { text: 'szia', mentions: [madeUp] },
      })).map((call) => (call.status === 200 ? { ...call, status: 422 } : call)),
    sample: ({ world }) => ({
      method: 'POST',
      url: `/api/accounts/${String(world.accountId('mine'))}/notes`,
      body: { text: 'szia' },
    }),
  },
  'PUT /api/notes/:id': {
    may: writing,
    shows: [],
    // All are the host's.
    calls: (place) =>
      aboutEachOf(
        place,
        place.world.noteId,
        (id) => seen({ method: 'PUT', url: `/api/notes/${String(id)}`, body: { text: 'más' } }, 99),
        place.who === 'host' ? 412 : 403,
      ),
    sample: ({ world }) =>
      seen({ method: 'PUT', url: `/api/notes/${String(world.noteId('mine'))}`, body: { text: 'más' } }),
  },
  'DELETE /api/notes/:id': {
    may: writing,
    shows: [],
    calls: (place) =>
      aboutEachOf(
        place,
        place.world.noteId,
        (id) => seen({ method: 'DELETE', url: `/api/notes/${String(id)}` }, 99),
        place.who === 'host' ? 412 : 403,
      ),
    sample: ({ world }) => seen({ method: 'DELETE', url: `/api/notes/${String(world.noteId('mine'))}` }),
  },
  'POST /api/notes/:id/restore': {
    may: writing,
    shows: [],
    calls: (place) =>
      aboutEachOf(
        place,
        place.world.noteId,
        (id) => ({ method: 'POST', url: `/api/notes/${String(id)}/restore`, body: {} }),
        place.who === 'host' ? 200 : 403,
      ),
    sample: ({ world }) => ({
      method: 'POST',
      url: `/api/notes/${String(world.noteId('mine'))}/restore`,
      body: {},
    }),
  },
  'GET /api/accounts/:id/attachments': {
    may: business,
    shows: ['file'],
    calls: (place) => aboutEach(place, (id) => get(`/api/accounts/${String(id)}/attachments`)),
    sample: ({ world }) => get(`/api/accounts/${String(world.accountId('mine'))}/attachments`),
  },
  'POST /api/accounts/:id/attachments': {
    may: writing,
    shows: [],
    // An empty file is refused where the account is seen.
    calls: (place) =>
      aboutEach(place, (id) => ({
        method: 'POST',
        url: `/api/accounts/${String(id)}/attachments?name=a.txt`,
        headers: octets,
        body: '',
      })).map((call) => (call.status === 200 ? { ...call, status: 400 } : call)),
    sample: ({ world }) => ({
      method: 'POST',
      url: `/api/accounts/${String(world.accountId('mine'))}/attachments?name=a.txt`,
      headers: octets,
      body: 'a',
    }),
  },
  'GET /api/attachments/:id/content': {
    may: business,
    shows: ['file'],
    calls: (place) => aboutEachOf(place, place.world.fileId, (id) => get(`/api/attachments/${String(id)}/content`)),
    sample: ({ world }) => get(`/api/attachments/${String(world.fileId('mine'))}/content`),
  },
  'DELETE /api/attachments/:id': {
    may: writing,
    shows: [],
    calls: (place) =>
      aboutEachOf(
        place,
        place.world.fileId,
        (id) => seen({ method: 'DELETE', url: `/api/attachments/${String(id)}` }, 99),
        412,
      ),
    sample: ({ world }) => seen({ method: 'DELETE', url: `/api/attachments/${String(world.fileId('mine'))}` }),
  },
  'POST /api/attachments/:id/restore': {
    may: writing,
    shows: ['file'],
    calls: (place) =>
      aboutEachOf(place, place.world.fileId, (id) => ({
        method: 'POST',
        url: `/api/attachments/${String(id)}/restore`,
        body: {},
      })),
    sample: ({ world }) => ({
      method: 'POST',
      url: `/api/attachments/${String(world.fileId('mine'))}/restore`,
      body: {},
    }),
  },
};
