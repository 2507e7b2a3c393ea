import { aboutEach, get, whole } from './calls.ts';
import { business, once, sellers, type DoorPolicy } from './door-policy.ts';
import type { ThingName } from './world.ts';

const lines = (format: string): DoorPolicy['calls'] => {
  const url = `/api/sales/lines.${format}`;
  return (place) => [
    get(url),
    get(`${url}?${whole}`),
    get(`${url}?from=2023-01-01&to=2025-01-01`),
    get(`${url}?from=2025-02-10&to=2025-02-10`, 400),
    get(`${url}?limit=1`, 400),
    ...aboutEach(place, (_id, code) => get(`${url}?account=${code}`)),
  ];
};
const facts = (format: string): DoorPolicy['calls'] => {
  const url = `/api/facts.${format}`;
  return (place) => {
    const isTold = sellers.includes(place.who) && place.who !== 'finance';
    return [
      get(url),
      get(`${url}?class=internal`),
      get(`${url}?class=public&topic=needs`),
      get(`${url}?class=confidential&purpose=meeting`, isTold ? 200 : 403),
      get(`${url}?class=confidential`, isTold ? 422 : 403),
      get(`${url}?class=personal&purpose=meeting`, 400),
      ...aboutEach(place, (_id, code) => get(`${url}?account=${code}`)),
    ];
  };
};
const leavesOut = (thing: ThingName): boolean => thing === 'unattributed';

/** Doors by which lines and facts go out. What a workbook lets out is seen in the same rows as CSV. */
export const exportDoors: Readonly<Record<string, DoorPolicy>> = Object.fromEntries(
  ['csv', 'xlsx', 'json'].flatMap((format): [string, DoorPolicy][] => {
    const isPacked = format === 'xlsx';
    return [
      [
        `GET /api/sales/lines.${format}`,
        {
          may: business,
          shows: isPacked ? [] : ['name', 'code', 'document', 'product', 'productName'],
          leavesOut: (thing, facet) => thing === 'unattributed' && ['name', 'code'].includes(facet),
          calls: lines(format),
          ...once(get(`/api/sales/lines.${format}`)),
        },
      ],
      [
        `GET /api/facts.${format}`,
        {
          may: business,
          shows: isPacked ? [] : ['name', 'code', 'fact', 'confidential'],
          leavesOut,
          calls: facts(format),
          ...once(get(`/api/facts.${format}`)),
        },
      ],
    ];
  }),
);
