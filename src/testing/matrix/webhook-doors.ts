import type { Ask } from '../actor.ts';
import { get, madeUp, ofPersons } from './calls.ts';
import { keepers, once, signedIn, type DoorPolicy } from './door-policy.ts';

const nobody = { may: signedIn, shows: [] } as const;
const url = `/api/webhooks/${String(madeUp)}`;
const newWebhook = {
  method: 'POST',
  url: '/api/webhooks',
  body: { name: 'Raktár', url: 'https://hooks.example/kulcs' },
};

/** Webhooks of others are as unknown as those that there are not. */
const ofNobody = (ask: Ask): DoorPolicy => ({ ...nobody, calls: () => [{ ...ask, status: 404 }], ...once(ask) });
const turnedOff = { method: 'POST', url: `/api/company-webhooks/${String(madeUp)}/off`, body: {} };
const versioned = { headers: { 'if-match': '"1"' } };

/** Doors of one's own webhooks, each by its method and address. */
export const webhookDoors: Readonly<Record<string, DoorPolicy>> = {
  'GET /api/webhooks': { ...nobody, calls: ofPersons(get('/api/webhooks'), 200), ...once(get('/api/webhooks')) },
  'POST /api/webhooks': { ...nobody, calls: ofPersons(newWebhook, 201), ...once(newWebhook) },
  'PATCH /api/webhooks/:id': ofNobody({ method: 'PATCH', url, body: { name: 'Másik' }, ...versioned }),
  'DELETE /api/webhooks/:id': ofNobody({ method: 'DELETE', url, ...versioned }),
  'POST /api/webhooks/:id/secret': ofNobody({ method: 'POST', url: `${url}/secret`, body: {} }),
  'POST /api/webhooks/:id/trial': ofNobody({ method: 'POST', url: `${url}/trial`, body: {} }),
  'GET /api/webhooks/:id/deliveries': ofNobody(get(`${url}/deliveries`)),
  'POST /api/webhooks/:id/replay': ofNobody({ method: 'POST', url: `${url}/replay`, body: {} }),
  'POST /api/webhooks/:id/deliveries/:delivery/replay': ofNobody({
    method: 'POST',
    url: `${url}/deliveries/${String(madeUp)}/replay`,
    body: {},
  }),
  'GET /api/company-webhooks': {
    may: keepers,
    shows: [],
    calls: () => [get('/api/company-webhooks')],
    ...once(get('/api/company-webhooks')),
  },
  'POST /api/company-webhooks/:id/off': {
    may: keepers,
    shows: [],
    calls: () => [{ ...turnedOff, status: 404 }],
    ...once(turnedOff),
  },
};
