import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ApiDescription, Operation } from '#platform/http/openapi.ts';
import type { Ask, Client, Reply } from '../actor.ts';
import { people, testHouse } from '../house.ts';
import { fitter, valuesOf, type Schema } from '../json-schema.ts';
import { faultsOfReply } from './reply-rules.ts';
import { codeOf, madeUp } from './calls.ts';
import { fillWorld, type World } from './world.ts';

/*
 * Every operation of our own description with generated input (reliability, INP-7). A night's run tries more:
 * KULCS_CASES=200 npx vitest run --project integration src/testing/matrix/generated
 */
const cases = Number(process.env['KULCS_CASES'] ?? '12');

const house = testHouse();
let world: World;
let director: Client;
let doors: Door[];

interface Door {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Schema;
}

beforeAll(async () => {
  world = await fillWorld(house);
  director = await house.asSignedIn(people.director.email);
  const api = (await director.get('/api/openapi.json')).json as ApiDescription; // it is what the door says
  doors = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );
});

const parametersOf = ({ operation }: Door, place: string): Parameter[] =>
  // The description gives each parameter these fields.
  ((operation.parameters ?? []) as unknown as Parameter[]).filter((one) => one.in === place);
const contentOf = (part: unknown): Record<string, { schema?: Schema }> =>
  ((part ?? {}) as { content?: Record<string, { schema?: Schema }> }).content ?? {}; // as above

/** What stands in an address: things that there are, things that there are not, and anything of the shape. */
function placesOf({ name, schema }: Parameter): fc.Arbitrary<unknown> {
  if (schema.type === 'integer')
    return fc.oneof(fc.constantFrom(world.accountId('mine'), world.batchId, 1, 2, madeUp), valuesOf(schema));
  if (name === 'code') return fc.oneof(fc.constantFrom(codeOf('mine'), 'ZqMineProduct', 'Nobody'), valuesOf(schema));
  return valuesOf(schema);
}

/** Requests that the description allows. */
function requestsTo(door: Door): fc.Arbitrary<Ask> {
  const record = (parameters: readonly Parameter[]): fc.Arbitrary<Record<string, unknown>> =>
    fc.record(Object.fromEntries(parameters.map((one) => [one.name, placesOf(one)])), {
      requiredKeys: parameters.filter(({ required }) => required).map(({ name }) => name),
    });
  const content = contentOf(door.operation.requestBody);
  const json = content['application/json']?.schema;
  const body = json ? valuesOf(json) : fc.constant(undefined);
  const file = 'application/octet-stream' in content;
  return fc
    .tuple(
      record(parametersOf(door, 'path')),
      record(parametersOf(door, 'query')),
      body,
      fc.uint8Array({ maxLength: 200 }),
    )
    .map(([places, query, value, bytes]) => ({
      method: door.method,
      url: addressOf(door.path, places, query),
      ...(file
        ? { body: Buffer.from(bytes), headers: { 'content-type': 'application/octet-stream' } }
        : value === undefined
          ? {}
          : { body: value }),
    }));
}

function addressOf(path: string, places: Record<string, unknown>, query: Record<string, unknown>): string {
  // Half of a surrogate pair has no form in an address.
  const encode = (value: unknown): string => encodeURIComponent(String(value).toWellFormed());
  const whole = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encode(places[name]) || '%20');
  const words = Object.entries(query).map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return words.length === 0 ? whole : `${whole}?${words.join('&')}`;
}

/** What is wrong with an answer, whatever was asked. */
function faultsOf({ operation }: Door, reply: Reply): string[] {
  const isProblem = reply.status >= 400;
  const faults = faultsOfReply(reply);
  if (reply.status >= 500) faults.push(`is ${String(reply.status)}: ${reply.text}`);
  const declared =
    operation.responses[String(reply.status)] ?? (isProblem ? operation.responses['default'] : undefined);
  if (!declared) return [...faults, `is ${String(reply.status)}, which is not declared`];
  if (isProblem || reply.status === 204) return faults;
  const schema = contentOf(declared)['application/json']?.schema;
  if (schema && !fitter(schema)(reply.json)) faults.push(`is not of its shape: ${reply.text.slice(0, 300)}`);
  return faults;
}

/** Sends generated requests through every door. @returns what was found, each in a line */
async function tryAll(
  client: () => Client,
  change: (door: Door, ask: Ask) => Ask | null,
  judge: (door: Door, reply: Reply) => readonly string[],
): Promise<string[]> {
  const findings = new Set<string>();
  for (const door of doors) {
    for (const ask of fc.sample(requestsTo(door), { numRuns: cases, seed: 7 })) {
      const changed = change(door, ask);
      if (changed === null) continue;
      const reply = await client().send(changed);
      for (const fault of judge(door, reply))
        findings.add(`${door.name} with ${changed.url} ${JSON.stringify(changed.body) ?? ''} ${fault}`.slice(0, 600));
    }
  }
  return [...findings];
}

const timeout = 60_000 + cases * 10_000;

describe(`${String(cases)} generated requests for each operation`, () => {
  it('that fit: no error of ours, a declared status, the declared shape', { timeout }, async () => {
    expect(
      await tryAll(
        () => director,
        (_door, ask) => ask,
        faultsOf,
      ),
    ).toEqual([]);
    expect(doors.length).toBeGreaterThan(30);
  });

  it('with one thing wrong in the body: refused', { timeout }, async () => {
    let turn = 0;
    const spoil = (door: Door, ask: Ask): Ask | null => {
      const schema = contentOf(door.operation.requestBody)['application/json']?.schema;
      if (!schema || typeof ask.body !== 'object' || ask.body === null) return null;
      turn += 1;
      const names = Object.keys(ask.body);
      const name = names[turn % Math.max(names.length, 1)];
      const wrong =
        turn % 2 === 0 || name === undefined ? { ...ask.body, zq: 1 } : { ...ask.body, [name]: { zq: [1] } };
      return fitter(schema)(wrong) ? null : { ...ask, body: wrong };
    };
    const judge = (door: Door, reply: Reply): string[] => [
      ...faultsOf(door, reply),
      ...(reply.status < 400 ? [`is taken: ${String(reply.status)}`] : []),
    ];
    expect(await tryAll(() => director, spoil, judge)).toEqual([]);
  });

  it('from nobody: 401 at every door, whatever is asked', { timeout }, async () => {
    const judge = (_door: Door, { status }: Reply): string[] => (status === 401 ? [] : [`answers ${String(status)}`]);
    expect(
      await tryAll(
        () => house.anonymous,
        (_door, ask) => ask,
        judge,
      ),
    ).toEqual([]);
  });
});

it('a method that a door does not have is answered with those that it has', async () => {
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
  for (const [path, own] of Map.groupBy(doors, (door) => door.path)) {
    const [ask] = fc.sample(requestsTo(own[0] as Door), { numRuns: 1, seed: 1 }); // a group has a member
    const url = ask?.url.split('?', 1)[0] ?? path;
    // A word may also stand where another door has a number.
    const fitting = doors.filter((door) => new RegExp(`^${door.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(url));
    for (const method of methods.filter((one) => !fitting.some((door) => door.method === one))) {
      const reply = await director.send({ method, url });
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
      ).toEqual(expect.arrayContaining(own.map((door) => door.method)));
    }
  }
});
