import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHouse, people, type PersonName, type TestHouse } from '../house.ts';
import type { Call } from './calls.ts';
import { policy } from './policy.ts';
import { sight } from './sight.ts';
import { callsFor, doorOf } from './walk.ts';
import { fillWorld, thingNames, type ThingName, type World } from './world.ts';

type Opened = Awaited<ReturnType<typeof openTestHouse>>;

/** Those whose sight is a part, and the part of the world that they see. */
const restricted: readonly { readonly part: readonly ThingName[]; readonly persons: readonly PersonName[] }[] = [
  { part: ['mine', 'mineToo'], persons: ['kam'] },
  { part: ['mine', 'mineToo', 'colleagues'], persons: ['manager', 'support'] },
];

let whole: Opened;
let world: World;

beforeAll(async () => {
  whole = await openTestHouse();
  world = await fillWorld(whole);
});
afterAll(() => whole.close());

/** Replies to everything that this person may ask, by what was asked. */
async function replies(house: TestHouse, who: PersonName): Promise<Map<string, string>> {
  const client = house.as(people[who].email);
  const found = new Map<string, string>();
  const reading = house.house.routes.filter(({ method }) => method === 'GET');
  for (const route of reading) {
    const row = policy[doorOf(route)];
    if (!row) throw new Error(`${doorOf(route)} has no row in the policy.`);
    const calls: readonly Call[] = callsFor(row, { who, world, house });
    for (const call of calls) {
      const { status, text } = await client.send(call);
      found.set(call.url, `${String(status)} ${comparable(text)}`);
    }
  }
  return found;
}

// The number of a request and the moment of a change differ each time; numbers of products come with the order in which lines
// name them.
const comparable = (text: string): string =>
  text
    .replaceAll(/"(at|changedAt)":"[^"]*"/g, '"$1":""')
    // Where a stream goes on is a moment, too.
    .replaceAll(/"nextCursor":"(?=WyIyMDI)[^"]*"/g, '"nextCursor":""')
    .replace(/"requestId":"[0-9a-f]{12}"/, '')
    .replaceAll(/"id":\d+(?=,"code":"[^"]*","name":"[^"]*","kind")/g, '"id":0')
    .replaceAll(/(?<="kind":"product",)"id":\d+/g, '"id":0');

describe.each(restricted)('a world with only what $persons see', ({ part, persons }) => {
  let small: Opened;
  beforeAll(async () => {
    small = await openTestHouse();
    await fillWorld(small, part);
  });
  afterAll(() => small.close());

  it('lacks the rest', async () => {
    const count = async (house: TestHouse): Promise<number> =>
      (await house.superuser.query<{ count: number }>('select count(*)::int as count from sales.line')).rows[0]
        ?.count ?? 0;
    // Two lines a thing.
    expect([await count(whole), await count(small)]).toEqual([thingNames.length * 2, part.length * 2]);
  });

  it.each(persons)('answers %s as the whole world does: sums, counts, order, filters, periods, files', async (who) => {
    expect(sight[who]).toEqual(part);
    const here = await replies(small, who);
    const there = await replies(whole, who);
    expect(here.size).toBeGreaterThan(100);
    expect([...there.keys()]).toEqual([...here.keys()]);
    expect([...there].filter(([url, reply]) => here.get(url) !== reply)).toEqual([]);
  });

  it('answers the director otherwise, or nothing would be proven', async () => {
    const url = '/api/portfolio/key-accounts?all=true';
    const director = people.director.email;
    expect((await small.as(director).get(url)).text).not.toBe((await whole.as(director).get(url)).text);
  });
});
