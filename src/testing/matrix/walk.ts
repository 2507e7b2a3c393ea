import type { Route } from '#platform/http/route.ts';
import type { Client, Reply } from '../actor.ts';
import { people, type TestHouse } from '../house.ts';
import { hasMarker, textOf } from './markers.ts';
import type { Call, Place } from './calls.ts';
import type { DoorPolicy } from './door-policy.ts';
import { policy as wholePolicy } from './policy.ts';
import { faultsOfReply } from './reply-rules.ts';
import { maySee, sight, totals } from './sight.ts';
import { everybody, facets, markerOf, thingNames, type Who, type World } from './world.ts';

/** The name of a door in the policy. */
export const doorOf = (route: Pick<Route, 'method' | 'url'>): string => `${route.method} ${route.url}`;

/** A client for each one: persons in a browser in which they have signed in, the host with its key. */
export async function clientsFor(house: TestHouse): Promise<ReadonlyMap<Who, Client>> {
  const clients = new Map<Who, Client>([
    ['host', house.host],
    ['signedOut', house.anonymous],
  ]);
  for (const [name, person] of Object.entries(people)) {
    clients.set(name as Who, await house.asSignedIn(person.email)); // the keys of `people` are in Who
  }
  return clients;
}

export interface Matrix {
  readonly house: TestHouse;
  readonly world: World;
  readonly clients: ReadonlyMap<Who, Client>;
  /** The doors that there are. */
  readonly routes: readonly Pick<Route, 'method' | 'url'>[];
  readonly policy?: Readonly<Record<string, DoorPolicy>>;
}

/** How much was tried, and what was found wrong, each in one line. */
interface Findings {
  readonly requests: number;
  readonly seen: number;
  readonly faults: readonly string[];
}

/** Doors that have no row in the policy, and rows without a door. */
export function undeclaredDoors({ routes, policy = wholePolicy }: Pick<Matrix, 'routes' | 'policy'>): string[] {
  const doors = new Set(routes.map(doorOf));
  return [
    ...[...doors].filter((door) => !(door in policy)).map((door) => `${door}: has no row in the policy`),
    ...Object.keys(policy)
      .filter((door) => !doors.has(door))
      .map((door) => `${door}: stands in the policy and is no door`),
  ];
}

/** Sends everybody through every door and compares with the policy what comes out. */
export async function walk(matrix: Matrix, visitors: readonly Who[] = everybody): Promise<Findings> {
  const { policy = wholePolicy } = matrix;
  const faults = undeclaredDoors(matrix);
  let requests = 0;
  let seen = 0;
  for (const door of matrix.routes.map(doorOf)) {
    const row = policy[door];
    if (!row) continue;
    for (const who of visitors) {
      const found = await visit(matrix, row, who);
      requests += found.requests;
      seen += found.seen;
      faults.push(...found.faults.map((fault) => `${door} for ${who}: ${fault}`));
    }
  }
  return { requests, seen, faults: [...new Set(faults)] };
}

/** The calls with the status that this one must get. */
export function callsFor(row: DoorPolicy, place: Place): readonly Call[] {
  if (row.may.includes(place.who)) return row.calls(place);
  // Whoever may not go through is refused before anything is looked at, so one try stands for all.
  const status = place.who === 'signedOut' ? 401 : 403;
  return row
    .calls(place)
    .slice(0, 1)
    .map((call) => ({ ...call, status }));
}

/**
 * Somebody with the role of a key account manager to whom no account is granted: the first calls of each door let out nothing
 * that the manager whom she stood in for may see.
 */
export async function walkWithout(matrix: Matrix, client: Client): Promise<Findings> {
  const { policy = wholePolicy, house, world } = matrix;
  const faults: string[] = [];
  let requests = 0;
  for (const door of matrix.routes.map(doorOf)) {
    const row = policy[door];
    if (!row?.may.includes('kam')) continue;
    const texts: string[] = [];
    for (const call of row.calls({ who: 'kam', world, house }).slice(0, 2)) {
      const reply = await client.send(call);
      requests += 1;
      texts.push(textOf(reply));
      if (reply.status >= 500) faults.push(`${door}: answered ${String(reply.status)}`);
    }
    const text = texts.join('\n');
    for (const thing of sight.kam) {
      for (const facet of facets) {
        const marker = markerOf(thing, facet);
        const isForAll = (row.showsOfAll ?? []).includes(facet);
        if (marker !== null && !isForAll && hasMarker(text, marker)) faults.push(`${door}: lets out ${marker}`);
      }
    }
  }
  return { requests, seen: 0, faults };
}

async function visit({ house, world, clients }: Matrix, row: DoorPolicy, who: Who): Promise<Findings> {
  const client = clients.get(who);
  if (!client) throw new Error(`There is no client for ${who}.`);
  const faults: string[] = [];
  const texts: string[] = [];
  const unknown: string[] = [];
  const asked = callsFor(row, { who, world, house });
  const [first] = asked;
  // What GET answers HEAD answers too, without the body.
  const calls = first?.method === 'GET' ? [...asked, { ...first, method: 'HEAD' }] : asked;
  for (const call of calls) {
    const reply = await client.send(call);
    const what = `${call.method} ${call.url}`;
    if (reply.status !== call.status)
      faults.push(`${what} answered ${String(reply.status)}, not ${String(call.status)}: ${reply.text}`);
    const isHead = call.method === 'HEAD';
    if (isHead && reply.text !== '') faults.push(`${what} has a body`);
    if (!isHead) faults.push(...faultsOfReply(reply).map((fault) => `${what} ${fault}`));
    if (reply.status === 404 && !isHead) unknown.push(alike(reply));
    texts.push(textOf(reply), ...(await nextPages(client, reply, call)));
  }
  // What is hidden and what does not exist are answered alike, to the letter.
  if (new Set(unknown).size > 1)
    faults.push(`answers 404 in ${String(new Set(unknown).size)} ways: ${unknown.join(' | ')}`);
  const { seen, faults: leaks } = compare(row, who, texts.join('\n'));
  return { requests: calls.length, seen, faults: [...faults, ...leaks] };
}

/** A reply without what differs each time. */
function alike(reply: Reply): string {
  const headers = Object.entries(reply.headers).filter(([name]) => name !== 'x-request-id' && name !== 'date');
  return `${JSON.stringify(headers)} ${reply.text.replace(/"requestId":"[0-9a-f]+"/, '')}`;
}

/** Walks a list to its end. */
async function nextPages(client: Client, reply: Reply, call: Call): Promise<string[]> {
  const texts: string[] = [];
  let place = placeOf(reply.json);
  while (place !== null && texts.length < 50) {
    const next = await client.get(
      `${call.url.replace(/([?&])cursor=[^&]*/, '$1')}${call.url.includes('?') ? '&' : '?'}cursor=${place}`,
    );
    texts.push(textOf(next));
    place = placeOf(next.json);
  }
  return texts;
}

function placeOf(json: unknown): string | null {
  if (typeof json !== 'object' || json === null || !('nextCursor' in json)) return null;
  return typeof json.nextCursor === 'string' ? json.nextCursor : null;
}

function compare(row: DoorPolicy, who: Who, text: string): Pick<Findings, 'seen' | 'faults'> {
  const isLetIn = row.may.includes(who);
  const faults: string[] = [];
  let seen = 0;
  // One word may stand for several things: a group is known to whoever sees one of its members.
  const expected = new Map<string, { may: boolean; must: boolean }>();
  for (const thing of thingNames) {
    for (const facet of facets) {
      const marker = markerOf(thing, facet);
      if (marker === null) continue;
      const before = expected.get(marker) ?? { may: false, must: false };
      const ofAll = isLetIn && (row.showsOfAllTo ?? row.may).includes(who) && (row.showsOfAll ?? []).includes(facet);
      const may = maySee(who, thing, facet) || ofAll;
      const must = isLetIn && may && (ofAll || (row.shows.includes(facet) && !row.leavesOut?.(thing, facet)));
      expected.set(marker, { may: before.may || may, must: before.must || must });
    }
  }
  for (const [other, total] of Object.entries(totals) as [Who, string][]) {
    const before = expected.get(total) ?? { may: false, must: false };
    const may = sight[other].every((thing) => sight[who].includes(thing));
    const must = other === who && isLetIn && row.showsTotal === true;
    expected.set(total, { may: before.may || may, must: before.must || must });
  }
  for (const [marker, { may, must }] of expected) {
    const isThere = hasMarker(text, marker);
    if (isThere && !may) faults.push(`lets out ${marker}`);
    if (!isThere && must) faults.push(`does not show ${marker}, so nothing is proven`);
    if (isThere && may) seen += 1;
  }
  return { seen, faults };
}
