import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiDescription } from '#platform/http/openapi.ts';
import { Me } from '#slices/team/contract.ts';
import type { Ask, Client, Reply } from '../actor.ts';
import { openTestHouse, people, type TestHouse } from '../house.ts';
import { codeOf } from './calls.ts';
import { doorsOf, faultsOf, requestsTo, spoilt, type Door } from './generated.ts';
import { policy } from './policy.ts';
import { fillWorld, type World } from './world.ts';

/*
 * Every operation of our own description with generated input (reliability, INP-7). The short form tries a dozen requests a
 * door, always the same ones. The long form, for a night, tries as many as it is told, other ones each time, and prints its seed:
 *   KULCS_CASES=5000 npx vitest run --project integration src/testing/matrix/generated
 * KULCS_DOORS narrows it to doors whose names fit a pattern (`^POST /api/accounts`), KULCS_TEST_SEED repeats one.
 */
const cases = Number(process.env['KULCS_CASES'] ?? '12');
const isLong = process.env['KULCS_CASES'] !== undefined;
const seed = Number(process.env['KULCS_TEST_SEED'] ?? (isLong ? randomInt(2 ** 31 - 1) : 7));
const wanted = new RegExp(process.env['KULCS_DOORS'] ?? '');

interface Place {
  readonly house: TestHouse & { close(): Promise<void> };
  readonly world: World;
  readonly director: Client;
}

let place: Place;
let doors: Door[];

async function open(): Promise<Place> {
  const house = await openTestHouse();
  const world = await fillWorld(house);
  return { house, world, director: await house.asSignedIn(people.director.email) };
}

beforeAll(async () => {
  place = await open();
  const api = (await place.director.get('/api/openapi.json')).json as ApiDescription; // it is what the door says
  doors = doorsOf(api).filter(({ name }) => wanted.test(name));
  if (isLong) console.log(`seed ${String(seed)}: KULCS_TEST_SEED=${String(seed)}`);
}, 120_000);
afterAll(() => place.house.close());

/** Whether the one who tries can still do and see what she could: what went through may have ended her rights or her world. */
async function isAsBefore({ director, world }: Place): Promise<boolean> {
  const me = Me.safeParse((await director.get('/api/me')).json);
  const mine = await director.get(`/api/accounts/${String(world.accountId('mine'))}`);
  const { json } = mine as { json: { account?: { code?: string } } }; // the shape of the door
  return me.success && me.data.abilities.includes('people.manage') && json.account?.code === codeOf('mine');
}

async function restore(): Promise<void> {
  if (await isAsBefore(place)) return;
  await place.house.close();
  place = await open();
}

const rightFor = (door: Door): Ask => {
  const row = policy[door.name];
  if (!row) throw new Error(`${door.name} has no row in the policy.`);
  return row.sample(place);
};

/** Sends generated requests through every door. @returns what was found, each in a line, and the doors that something went through */
async function tryAll(
  client: (at: Place) => Client,
  change: (door: Door, ask: Ask, turn: number) => Ask | null,
  judge: (door: Door, reply: Reply) => readonly string[],
): Promise<{ findings: string[]; passed: number; tried: number }> {
  const findings = new Set<string>();
  const passed = new Set<string>();
  let tried = 0;
  for (const door of doors) {
    await restore();
    const right = rightFor(door);
    const asked = fc.sample(requestsTo(door, right, place.world), { numRuns: cases, seed });
    for (const [turn, ask] of [right, ...asked].entries()) {
      const changed = change(door, ask, turn);
      if (changed === null) continue;
      const reply = await client(place).send(changed);
      tried += 1;
      if (reply.status < 400) passed.add(door.name);
      for (const fault of judge(door, reply))
        findings.add(`${door.name} ${fault.slice(0, 600)} with ${changed.url} ${told(changed.body)}`.slice(0, 1200));
      // Whoever tries must not stand before a closed door until the next one.
      if (reply.status === 401 && client(place) === place.director) await restore();
    }
  }
  if (isLong) console.log(`${String(tried)} requests, ${String(passed.size)} of ${String(doors.length)} doors passed`);
  return { findings: [...findings], passed: passed.size, tried };
}

const told = (body: unknown): string => (Buffer.isBuffer(body) ? body.toString('hex') : (JSON.stringify(body) ?? ''));
const timeout = 120_000 + cases * 30_000;

describe(`${String(cases)} generated requests for each operation`, () => {
  it('that fit: no error of ours, a declared status, the declared shape', { timeout }, async () => {
    const { findings, passed } = await tryAll(
      ({ director }) => director,
      (_door, ask) => ask,
      faultsOf,
    );
    expect(findings).toEqual([]);
    // Others lead to what a generated request does not find: another's key, a reset that waits.
    expect(passed).toBeGreaterThan(doors.length * 0.7);
  });

  it('with one thing wrong in the body or in the address: refused', { timeout }, async () => {
    const judge = (door: Door, reply: Reply): string[] => [
      ...faultsOf(door, reply),
      ...(reply.status < 400 ? [`is taken: ${String(reply.status)}`] : []),
    ];
    expect((await tryAll(({ director }) => director, spoilt, judge)).findings).toEqual([]);
  });

  it('from nobody: 401 at every door, whatever is asked', { timeout }, async () => {
    const judge = (_door: Door, { status }: Reply): string[] => (status === 401 ? [] : [`answers ${String(status)}`]);
    const { findings, tried } = await tryAll(
      ({ house }) => house.anonymous,
      (_door, ask) => ask,
      judge,
    );
    expect(findings).toEqual([]);
    expect(tried).toBeGreaterThan(doors.length * cases);
  });
});

it('a method that a door does not have is answered with those that it has', async () => {
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
  for (const [path, own] of Map.groupBy(doors, (door) => door.path)) {
    const [door] = own;
    if (!door) continue;
    const url = rightFor(door).url.split('?', 1)[0] ?? path;
    // A word may also stand where another door has a number.
    const fitting = doors.filter((other) => new RegExp(`^${other.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(url));
    for (const method of methods.filter((one) => !fitting.some((other) => other.method === one))) {
      const reply = await place.director.send({ method, url });
      expect([method, path, reply.status, (reply.json as { code: string }).code]).toEqual([
        method,
        path,
        405,
        'method-not-allowed',
      ]);
      expect(
        reply.headers['allow']
          ?.split(', ')
          .filter((one) => one !== 'HEAD')
          .sort(),
      ).toEqual(expect.arrayContaining(own.map((other) => other.method)));
    }
  }
});
