import { get, madeUp } from './calls.ts';
import { once, type DoorPolicy } from './door-policy.ts';
import type { Who } from './world.ts';

let added = 0;

/** Doors of the kept views of a list. The host keeps none. */
export const viewDoors = (list: string, may: readonly Who[]): Record<string, DoorPolicy> => {
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
          body: { name: `V${String((added += 1))}`, query: '' },
          status: who === 'host' ? 404 : 201,
        },
      ],
      sample: () => ({ method: 'POST', url, body: { name: `V${String((added += 1))}`, query: '' } }),
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
