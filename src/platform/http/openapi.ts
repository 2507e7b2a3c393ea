import { z } from 'zod';
import type { Route } from './route.ts';

/** What is said of a door to whoever writes a program. */
export interface DoorWords {
  readonly summary: string;
  readonly description?: string;
  /** A body that is right. */
  readonly example?: unknown;
}

type Json = Readonly<Record<string, unknown>>;

/** One door as OpenAPI has it. */
export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly parameters?: readonly Json[];
  readonly requestBody?: Json;
  readonly responses: Readonly<Record<string, Json>>;
}

export interface ApiDescription {
  readonly openapi: string;
  readonly info: Json;
  readonly servers: readonly Json[];
  readonly security: readonly Json[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  /** What is posted to those who asked to be told, by kind of event. */
  readonly webhooks: Readonly<Record<string, { readonly post: Json }>>;
  readonly components: Json;
}

interface DescriptionInput {
  readonly routes: readonly Route[];
  /** By method and address of the door. */
  readonly words: Readonly<Record<string, DoorWords>>;
  /** Kinds of events that webhooks are told of. */
  readonly events: readonly { readonly type: string; readonly summary: string; readonly data: z.ZodType }[];
  /** Codes of refusals with their sentences. */
  readonly problems: ReadonlyMap<string, string>;
  readonly publicUrl: string;
  readonly version: string;
}

/** The API as an OpenAPI 3.1 document, made of the doors themselves, so that it cannot differ from them. */
export function describeApi({ routes, words, events, problems, publicUrl, version }: DescriptionInput): ApiDescription {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const one of routes) {
    const url = one.url.replaceAll(/:(\w+)/g, '{$1}');
    const path = (paths[url] ??= {});
    path[one.method.toLowerCase()] = operationOf(one, words[`${one.method} ${one.url}`]);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Kulcs',
      version,
      summary: 'Key account management',
      description: introduction,
      license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
    },
    servers: [{ url: publicUrl }],
    security: [{ apiKey: [] }, { session: [] }],
    tags: [...new Set(routes.map(tagOf))].sort().map((name) => ({ name })),
    paths,
    webhooks: Object.fromEntries(events.map((event) => [event.type, messageOf(event)])),
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'A key made under Settings, API keys: kulcs_…' },
        session: { type: 'apiKey', in: 'cookie', name: 'kulcs-session', description: 'The sign-in of the page.' },
      },
      schemas: { Problem: problemSchema(problems) },
    },
  };
}

/** A message of a webhook, by the convention of Standard Webhooks. */
function messageOf({ type, summary, data }: DescriptionInput['events'][number]): { readonly post: Json } {
  const properties = {
    type: { type: 'string', const: type },
    timestamp: { type: 'string', format: 'date-time' },
    data: {
      ...schemaOf(data, 'output'),
      description: 'Numbers and codes of what it is about; ask the API for the rest.',
    },
  };
  const schema = { type: 'object', properties, required: Object.keys(properties) };
  return {
    post: {
      operationId: `told-${type}`,
      summary,
      parameters: [
        told('webhook-id', 'The same at each try of this message.'),
        told('webhook-timestamp', 'Seconds since 1970, of this try.'),
        told(
          'webhook-signature',
          '`v1,` and base64 of HMAC-SHA256 over `id.timestamp.body`; several with blanks between.',
        ),
      ],
      requestBody: { required: true, content: { 'application/json': { schema } } },
      responses: { '2XX': { description: 'Taken. Everything else is tried again.' } },
    },
  };
}

const told = (name: string, description: string): Json => header(name, description, {});

const introduction = [
  'Send `Authorization: Bearer kulcs_…`. A key has the rights of its owner as they are at each request, and no more than its own scope.',
  'Refusals are problem details (RFC 9457) with a stable `code`.',
  'What is changed has a `version`: send it back as `If-Match: "7"`, else 428; when somebody else was faster, 412.',
  'What is made asks for an `Idempotency-Key`: a retry with the same key is answered the same, marked `idempotency-replayed`.',
  'Lists are read page by page: give `nextCursor` back as `cursor` until it is null. Amounts are decimal strings, days are YYYY-MM-DD.',
].join('\n\n');

/** The part of the API that a door belongs to: the word after `/api/`. */
const tagOf = ({ url }: Pick<Route, 'url'>): string => url.split('/')[2] ?? 'api';

/** `GET /api/accounts/:id/sales` is `getAccountsByIdSales`. */
function idOf({ method, url }: Pick<Route, 'method' | 'url'>): string {
  const parts = url.split('/').slice(2);
  const words = parts.flatMap((part) => (part.startsWith(':') ? ['by', part.slice(1)] : part.split(/\W/)));
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** JSON Schema of a shape; what a shape checks by a function cannot be said there. */
function schemaOf(shape: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: 'any', reused: 'inline' });
  return schema;
}

function parametersOf(shape: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!shape) return [];
  const { properties = {}, required = [] } = schemaOf(shape, 'input') as {
    properties?: Record<string, Json>;
    required?: readonly string[];
  }; // shapes of addresses and queries are objects
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema,
  }));
}

const header = (name: string, description: string, schema: Json): Json => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string', ...schema },
});

function operationOf(one: Route, words: DoorWords | undefined): Operation {
  const parameters = [
    ...parametersOf(one.params, 'path'),
    ...parametersOf(one.query, 'query'),
    ...(one.isVersioned
      ? [header('If-Match', 'The version that you have seen, in quotes.', { pattern: '^"[1-9][0-9]{0,8}"$' })]
      : []),
    ...(one.isOnce
      ? [
          header('Idempotency-Key', 'Made up for this request, the same for each retry of it.', {
            pattern: '^[!-~]{16,200}$',
          }),
        ]
      : []),
  ];
  const body = bodyOf(one, words?.example);
  const needs =
    one.ability === 'signed-in' ? 'Open to everybody who is signed in.' : `Needs the ability \`${one.ability}\`.`;
  return {
    operationId: idOf(one),
    tags: [tagOf(one)],
    summary: words?.summary ?? idOf(one),
    description: [words?.description, needs].filter((part) => part !== undefined).join('\n\n'),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: body } : {}),
    responses: responsesOf(one),
  };
}

function bodyOf({ body }: Route, example: unknown): Json | undefined {
  if (body === undefined) return undefined;
  if (body === 'file') return { required: true, content: { 'application/octet-stream': {} } };
  const media = { schema: schemaOf(body, 'input'), ...(example === undefined ? {} : { example }) };
  return { required: true, content: { 'application/json': media } };
}

const refusals: Readonly<Record<number, string>> = {
  400: 'Something is missing, unknown or of the wrong form.',
  401: 'Not signed in, or the key is not valid; `step-up`: prove again who you are.',
  403: 'Not allowed, or sent from a foreign origin.',
  404: 'Nothing here, or not yours to see.',
  409: 'Not possible in this state.',
  412: 'Somebody else changed it meanwhile.',
  415: 'Another type of content is expected.',
  422: 'Understood, and against a rule.',
  428: 'If-Match is missing.',
};

function responsesOf(one: Route): Record<string, Json> {
  const writes = one.method !== 'GET';
  const statuses = [
    ...(one.params || one.query || writes ? [400] : []),
    401,
    403,
    ...(one.params || !writes ? [404] : []),
    ...(writes ? [409, 415, 422] : []),
    ...(one.isVersioned ? [412, 428] : []),
  ];
  const done =
    one.reply !== undefined
      ? {
          [one.status]: {
            description: 'Done.',
            content: { 'application/json': { schema: schemaOf(one.reply, 'output') } },
          },
        }
      : writes
        ? { 204: { description: 'Done.' } }
        : { [one.status]: { description: 'A file.', content: { '*/*': {} } } };
  const refused = Object.fromEntries(statuses.map((status) => [status, problem(refusals[status] ?? '')]));
  return { ...done, ...refused, default: problem('Another refusal, or an error of ours.') };
}

const problem = (description: string): Json => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

function problemSchema(problems: ReadonlyMap<string, string>): Json {
  const codes = [...problems].filter(([code]) => !code.startsWith('title.')).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    type: 'object',
    description: codes.map(([code, text]) => `- \`${code}\`: ${text}`).join('\n'),
    properties: {
      type: { type: 'string' },
      title: { type: 'string' },
      status: { type: 'integer' },
      code: { type: 'string', enum: codes.map(([code]) => code) },
      detail: { type: 'string', description: 'What happened and what to do, in the language of the person.' },
      facts: { type: 'object', description: 'What the sentence names.' },
      requestId: { type: 'string', description: 'Tell it to whoever keeps the installation.' },
    },
    required: ['type', 'title', 'status', 'code', 'detail', 'facts', 'requestId'],
    additionalProperties: false,
    example: {
      type: 'about:blank#not-found',
      title: 'Not found',
      status: 404,
      code: 'not-found',
      detail: 'There is nothing here, or it is not yours to see.',
      facts: {},
      requestId: '0f3c5a7be210',
    },
  };
}
