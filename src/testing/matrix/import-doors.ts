import { codeOf, get, imports, madeUp } from './calls.ts';
import { company, once, type DoorPolicy } from './door-policy.ts';
import { fileOf, thingNames } from './world.ts';

const octets = { 'content-type': 'application/octet-stream' };
const importing = { may: company, shows: [] } as const;
const upload = {
  method: 'POST',
  url: '/api/sales/imports?source=test&fileName=lines.csv',
  headers: octets,
  body: fileOf(thingNames),
};

const attribution = {
  method: 'POST',
  url: '/api/sales/attributions',
  body: { account: codeOf('mine'), reason: 'Known to be theirs.', source: 'no such source' },
} as const;

/** Doors of the import, and of what it leaves without an account. */
export const importDoors: Readonly<Record<string, DoorPolicy>> = {
  'POST /api/sales/imports': { ...importing, calls: () => [{ ...upload, status: 201 }], ...once(upload) },
  'POST /api/sales/imports/:id/joins': {
    ...importing,
    calls: (place) =>
      imports(place, '/joins?fileName=heads.csv', { method: 'POST', headers: octets, body: 'a,b\n1,2\n' }, 409),
    sample: ({ world }) => ({
      method: 'POST',
      url: `/api/sales/imports/${String(world.batchId)}/joins?fileName=heads.csv`,
      headers: octets,
      body: 'a,b\n1,2\n',
    }),
  },
  'POST /api/sales/imports/:id/profile': {
    ...importing,
    calls: (place) => imports(place, '/profile', { method: 'POST', body: {} }, 409),
    sample: ({ world }) => ({ method: 'POST', url: `/api/sales/imports/${String(world.batchId)}/profile`, body: {} }),
  },
  'POST /api/sales/imports/:id/run': {
    ...importing,
    calls: (place) => imports(place, '/run', { method: 'POST', body: { dryRun: true } }, 409),
    sample: ({ world }) => ({
      method: 'POST',
      url: `/api/sales/imports/${String(world.batchId)}/run`,
      body: { dryRun: true },
    }),
  },
  'DELETE /api/sales/imports/:id': {
    ...importing,
    calls: (place) => imports(place, '', { method: 'DELETE' }, 409),
    sample: ({ world }) => ({ method: 'DELETE', url: `/api/sales/imports/${String(world.batchId)}` }),
  },
  'POST /api/sales/imports/:id/undo': {
    ...importing,
    // The world's import has rows of documents that nothing else has changed; only what would happen is asked.
    calls: (place) => imports(place, '/undo', { method: 'POST', body: { dryRun: true } }, 409),
    sample: ({ world }) => ({
      method: 'POST',
      url: `/api/sales/imports/${String(world.batchId)}/undo`,
      body: { dryRun: true },
    }),
  },
  'GET /api/sales/unattributed': {
    ...importing,
    calls: () => [get('/api/sales/unattributed')],
    ...once(get('/api/sales/unattributed')),
  },
  'GET /api/sales/attributions': {
    ...importing,
    calls: () => [get('/api/sales/attributions')],
    ...once(get('/api/sales/attributions')),
  },
  'POST /api/sales/attributions': {
    ...importing,
    // Of a source that is not there: what is in the world stays as it is.
    calls: () => [{ ...attribution, status: 404 }],
    ...once(attribution),
  },
  'POST /api/sales/attributions/:id/undo': {
    ...importing,
    calls: () => [{ method: 'POST', url: `/api/sales/attributions/${String(madeUp)}/undo`, body: {}, status: 404 }],
    ...once({ method: 'POST', url: `/api/sales/attributions/${String(madeUp)}/undo`, body: {} }),
  },
  'GET /api/sales/imports': {
    may: company,
    shows: ['name', 'code', 'document', 'product', 'productName'],
    calls: () => [get('/api/sales/imports')],
    ...once(get('/api/sales/imports')),
  },
  'GET /api/sales/imports/:id': {
    ...importing,
    calls: (place) => imports(place, '', { method: 'GET' }, 200),
    sample: ({ world }) => get(`/api/sales/imports/${String(world.batchId)}`),
  },
  'GET /api/sales/imports/:id/rejected.csv': {
    ...importing,
    calls: (place) => imports(place, '/rejected.csv', { method: 'GET' }, 200),
    sample: ({ world }) => get(`/api/sales/imports/${String(world.batchId)}/rejected.csv`),
  },
  'GET /api/sales/imports/:id/rejected.xlsx': {
    ...importing,
    calls: (place) => imports(place, '/rejected.xlsx', { method: 'GET' }, 404),
    sample: ({ world }) => get(`/api/sales/imports/${String(world.batchId)}/rejected.xlsx`),
  },
};
