import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { people, testHouse } from '#testing/house.ts';
import { fitter } from '#testing/json-schema.ts';
import { doorOf } from '#testing/matrix/walk.ts';
import { apiWords } from './api-words.ts';

const house = testHouse();

/** The parts of OpenAPI 3.1.1 (its sections 4.8.1 to 4.8.30) that our description uses; anything else in them is a fault. */
const Schema = z.record(z.string(), z.unknown());
const Media = z.strictObject({ schema: Schema.optional(), example: z.unknown().optional() });
const Content = z.record(z.string().regex(/^[\w*]+\/[\w*.+-]+$/), Media);
const Parameter = z.strictObject({
  name: z.string().min(1),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean(),
  description: z.string().optional(),
  schema: Schema,
});
const Response = z.strictObject({ description: z.string().min(1), content: Content.optional() });
const Operation = z.strictObject({
  operationId: z.string().regex(/^[a-z]\w+$/),
  tags: z.array(z.string()).length(1),
  summary: z.string().min(5),
  description: z.string().min(5),
  parameters: z.array(Parameter).optional(),
  requestBody: z.strictObject({ required: z.boolean(), content: Content }).optional(),
  responses: z.record(z.string().regex(/^([1-5]\d\d|default)$/), Response),
});
const Document = z.strictObject({
  openapi: z.literal('3.1.1'),
  info: z.strictObject({
    title: z.string(),
    version: z.string(),
    summary: z.string(),
    description: z.string(),
    license: z.strictObject({ name: z.string(), identifier: z.string() }),
  }),
  servers: z.array(z.strictObject({ url: z.url() })),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  tags: z.array(z.strictObject({ name: z.string() })),
  paths: z.record(
    z.string().regex(/^\/api\//),
    z.partialRecord(z.enum(['get', 'post', 'put', 'patch', 'delete']), Operation),
  ),
  webhooks: z.record(
    z.string().regex(/^[a-z]+\.[a-z-]+$/),
    z.strictObject({
      post: z.strictObject({
        operationId: z.string(),
        summary: z.string().min(5),
        parameters: z.array(Parameter),
        requestBody: z.strictObject({ required: z.boolean(), content: Content }),
        responses: z.record(z.literal('2XX'), Response),
      }),
    }),
  ),
  components: z.strictObject({
    securitySchemes: z.record(z.string(), Schema),
    schemas: z.strictObject({ Problem: Schema }),
  }),
});
type Document = z.infer<typeof Document>;

let document: Document;
let operations: { path: string; method: string; operation: z.infer<typeof Operation> }[];

beforeAll(async () => {
  const reply = await (await house.asSignedIn(people.kam.email)).get('/api/openapi.json');
  document = Document.parse(reply.json);
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
});

describe('the description of the API', () => {
  it('names every door, and no other, each in words', () => {
    const described = operations.map(
      ({ path, method }) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    );
    expect(described.sort()).toEqual(house.house.routes.map(doorOf).sort());
    const without = described.filter((door) => !(door in apiWords));
    expect(without, 'doors without words in src/app/api-words.ts').toEqual([]);
    expect(Object.keys(apiWords).filter((door) => !described.includes(door))).toEqual([]);
  });

  it('has unique ids, tags that exist, and each part of an address as a parameter', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const tags = document.tags.map(({ name }) => name);
    for (const { path, operation } of operations) {
      expect(tags).toContain(operation.tags[0]);
      const named = (operation.parameters ?? []).filter((one) => one.in === 'path');
      expect(named.map(({ name }) => name)).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
      expect(named.every(({ required }) => required)).toBe(true);
      const keys = (operation.parameters ?? []).map((one) => `${one.in} ${one.name}`);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it('has shapes that are valid JSON Schema, and examples that fit them', () => {
    let examples = 0;
    for (const { operation } of operations) {
      const media = [
        ...Object.values(operation.requestBody?.content ?? {}),
        ...Object.values(operation.responses).flatMap((response) => Object.values(response.content ?? {})),
      ];
      for (const parameter of operation.parameters ?? []) fitter(parameter.schema);
      for (const { schema, example } of media) {
        if (schema === undefined || '$ref' in schema) continue;
        const fits = fitter(schema);
        if (example === undefined) continue;
        examples += 1;
        expect(fits(example), operation.operationId).toBe(true);
      }
    }
    expect(examples).toBeGreaterThan(5);
    const { example, ...problem } = document.components.schemas.Problem;
    expect(fitter(problem)(example)).toBe(true);
  });

  it('leads to schemas and ways of signing in that are there', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to]) => to);
    expect([...new Set(refs)]).toEqual(['#/components/schemas/Problem']);
    for (const need of document.security)
      for (const name of Object.keys(need)) expect(Object.keys(document.components.securitySchemes)).toContain(name);
  });

  it('says what asks for a version and what for a key', () => {
    const asking = (name: string): string[] =>
      operations
        .filter(({ operation }) => operation.parameters?.some((one) => one.name === name))
        .map(({ path, method }) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`)
        .sort();
    const { routes } = house.house;
    expect(asking('If-Match')).toEqual(
      routes
        .filter(({ isVersioned }) => isVersioned)
        .map(doorOf)
        .sort(),
    );
    expect(asking('Idempotency-Key')).toEqual(
      routes
        .filter(({ isOnce }) => isOnce)
        .map(doorOf)
        .sort(),
    );
  });

  it('as a page needs no script, escapes what it shows, and is let through by the policy of all pages', async () => {
    const reply = await (await house.asSignedIn(people.kam.email)).get('/api/reference');
    expect([reply.status, reply.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(reply.text).not.toMatch(/<script|<link|<img|src=|onclick|javascript:/i);
    expect(reply.text).toContain('/api/accounts/{id}/sales');
    for (const { operation } of operations) expect(reply.text).toContain(`id="${operation.operationId}"`);
  });
});
