import fc from 'fast-check';
import type { ApiDescription, Operation } from '#platform/http/openapi.ts';
import type { Ask, Reply } from '../actor.ts';
import { fitter, valuesOf, type Schema } from '../json-schema.ts';
import { codeOf, madeUp } from './calls.ts';
import { faultsOfReply } from './reply-rules.ts';
import type { World } from './world.ts';

/** A door as our own description of the API has it. */
export interface Door {
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

/** All doors of a description. */
export const doorsOf = (api: ApiDescription): Door[] =>
  Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );

const parametersOf = ({ operation }: Door, place: string): Parameter[] =>
  // The description gives each parameter these fields.
  ((operation.parameters ?? []) as unknown as Parameter[]).filter((one) => one.in === place);
const contentOf = (part: unknown): Record<string, { schema?: Schema }> =>
  ((part ?? {}) as { content?: Record<string, { schema?: Schema }> }).content ?? {}; // as above

/** The shape of the body that a door takes; undefined where it takes none, or a file. */
const bodyOf = ({ operation }: Door): Schema | undefined =>
  contentOf(operation.requestBody)['application/json']?.schema;

/** What stands in an address: things that there are, things that there are not, and anything of the shape. */
function placesOf({ name, schema }: Parameter, world: World): fc.Arbitrary<unknown> {
  if (schema.type === 'integer')
    return fc.oneof(fc.constantFrom(world.accountId('mine'), world.batchId, 1, 2, madeUp), valuesOf(schema));
  if (name === 'code') return fc.oneof(fc.constantFrom(codeOf('mine'), 'ZqMineProduct', 'Nobody'), valuesOf(schema));
  return valuesOf(schema);
}

const recordOf = (parameters: readonly Parameter[], world: World): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(Object.fromEntries(parameters.map((one) => [one.name, placesOf(one, world)])), {
    requiredKeys: parameters.filter(({ required }) => required).map(({ name }) => name),
  });

// Half of a surrogate pair has no form in an address.
const encode = (value: unknown): string => encodeURIComponent(String(value).toWellFormed());

function withQuery(path: string, query: Readonly<Record<string, unknown>>): string {
  const words = Object.entries(query).map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return words.length === 0 ? path : `${path}?${words.join('&')}`;
}

/** What comes instead of the version and of the key that a client sends by itself. */
const oddHeaders: fc.Arbitrary<Readonly<Record<string, string>>> = fc.oneof(
  fc.constantFrom(
    { 'if-match': '*' },
    { 'if-match': 'W/"1"' },
    { 'if-match': '"1", "2"' },
    { 'if-match': '"0"' },
    { 'if-match': '"99999999999999999999"' },
    { 'idempotency-key': '' },
    { 'idempotency-key': 'x'.repeat(201) },
    { 'idempotency-key': 'the same for all of these' },
  ),
  // Letters that a header may hold.
  fc.stringMatching(/^[\x20-\x7e]{0,40}$/).map((text) => ({ 'if-match': text, 'idempotency-key': text })),
);

const bytesOf = (body: unknown): Buffer =>
  Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : '');

/** Bytes that are a file, or were one. */
function bytesLike(right: Buffer): fc.Arbitrary<Buffer> {
  const wild = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
  const torn = fc
    .tuple(fc.nat(right.length), fc.nat(right.length), fc.uint8Array({ maxLength: 8 }))
    .map(([one, other, put]) => Buffer.concat([right.subarray(0, one), Buffer.from(put), right.subarray(other)]));
  return fc.oneof(wild, torn);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);

/**
 * Requests that the description allows: made of nothing but the description, and made of a right one with parts of it changed,
 * so that what lies behind the first checks is reached as well.
 * @param right a request to this door that is right
 */
export function requestsTo(door: Door, right: Ask, world: World): fc.Arbitrary<Ask> {
  const schema = bodyOf(door);
  const takesFile = 'application/octet-stream' in contentOf(door.operation.requestBody);
  const query = recordOf(parametersOf(door, 'query'), world);
  const [rightPath = door.path] = right.url.split('?', 1);
  const values: fc.Arbitrary<unknown> = schema ? valuesOf(schema) : fc.constant(undefined);
  const body = takesFile ? bytesLike(bytesOf(right.body)) : values;
  const type = takesFile ? { 'content-type': 'application/octet-stream' } : {};
  const method = door.method;

  const anything = fc
    .tuple(recordOf(parametersOf(door, 'path'), world), query, body)
    .map(([places, words, value]): Ask => {
      const path = door.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encode(places[name]) || '%20');
      return { method, url: withQuery(path, words), headers: type, ...(value === undefined ? {} : { body: value }) };
    });
  const nearlyRight = fc
    .tuple(fc.boolean(), query, body, fc.infiniteStream(fc.boolean()))
    .map(([keepsQuery, words, value, coins]): Ask => {
      const kept = isObject(right.body) && isObject(value) ? partly(right.body, value, coins) : value;
      const url = keepsQuery ? right.url : withQuery(rightPath, words);
      return { method, url, headers: { ...right.headers, ...type }, ...(kept === undefined ? {} : { body: kept }) };
    });
  const odd = fc
    .tuple(fc.oneof(anything, nearlyRight), oddHeaders)
    .map(([ask, headers]): Ask => ({ ...ask, headers: { ...ask.headers, ...headers } }));
  return fc.oneof(
    { weight: 3, arbitrary: anything },
    { weight: 5, arbitrary: nearlyRight },
    { weight: method === 'GET' ? 0 : 1, arbitrary: odd },
  );
}

/** A right body with some fields taken from another. */
function partly(
  right: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
  coins: Iterator<boolean>,
): Record<string, unknown> {
  const names = [...new Set([...Object.keys(right), ...Object.keys(other)])];
  const fromRight = (name: string): boolean => name in right && (!(name in other) || coins.next().value === true);
  return Object.fromEntries(names.map((name) => [name, fromRight(name) ? right[name] : other[name]]));
}

/** The same request with one thing in it that the description does not allow; null where nothing can be spoilt. */
export function spoilt(door: Door, ask: Ask, turn: number): Ask | null {
  const schema = bodyOf(door);
  if (turn % 3 === 0 || !schema || !isObject(ask.body)) {
    const separator = ask.url.includes('?') ? '&' : '?';
    return { ...ask, url: `${ask.url}${separator}zq=1` };
  }
  const names = Object.keys(ask.body);
  const name = names[turn % Math.max(names.length, 1)];
  const wrong = turn % 3 === 1 || name === undefined ? { ...ask.body, zq: 1 } : { ...ask.body, [name]: { zq: [1] } };
  return fitter(schema)(wrong) ? null : { ...ask, body: wrong };
}

const fitters = new Map<Schema, (value: unknown) => boolean>();
function fits(schema: Schema, value: unknown): boolean {
  const known = fitters.get(schema) ?? fitter(schema);
  fitters.set(schema, known);
  return known(value);
}

/** What is wrong with an answer, whatever was asked. */
export function faultsOf({ operation }: Door, reply: Reply): string[] {
  const isProblem = reply.status >= 400;
  const faults = faultsOfReply(reply);
  if (reply.status >= 500) faults.push(`is ${String(reply.status)}: ${reply.text}`);
  const declared =
    operation.responses[String(reply.status)] ?? (isProblem ? operation.responses['default'] : undefined);
  if (!declared) return [...faults, `is ${String(reply.status)}, which is not declared`];
  if (isProblem || reply.status === 204) return faults;
  const schema = contentOf(declared)['application/json']?.schema;
  if (schema && !fits(schema, reply.json)) faults.push(`is not of its shape: ${reply.text.slice(0, 300)}`);
  return faults;
}
