import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { FastifyInstance } from 'fastify';
import type { Actor } from '#platform/access/actor.ts';
import { clientOf, type Client } from '#testing/actor.ts';
import { faultsOfReply } from '#testing/matrix/reply-rules.ts';
import { ProblemError } from './problem.ts';
import { route, type Route } from './route.ts';
import { createServer, registerRoutes, type ServerOptions } from './server.ts';

const origin = 'http://kulcs.test:4600';
const somebody: Actor = {
  personId: 1,
  name: 'Anna',
  isHost: false,
  seesAll: false,
  abilities: new Set(['read']),
  today: null,
  language: 'hu',
};

const secret = 'zq-secret-of-the-inside';
const broken = (error: unknown): Route =>
  route({ method: 'GET', url: '/api/broken', ability: 'signed-in', handle: () => Promise.reject(error as Error) }); // anything may be thrown

const doors: Route[] = [
  route({
    method: 'GET',
    url: '/api/things/:code',
    ability: 'read',
    params: z.strictObject({ code: z.string() }),
    reply: z.strictObject({ code: z.string() }),
    handle: async ({ params }) => ({ code: params.code }),
  }),
  route({
    method: 'POST',
    url: '/api/things',
    ability: 'signed-in',
    body: z.strictObject({ name: z.string() }),
    handle: async ({ body }) => ({ got: body.name }),
    status: 201,
  }),
  route({ method: 'PUT', url: '/api/files', ability: 'signed-in', body: 'file', handle: async () => undefined }),
  route({
    method: 'GET',
    url: '/api/wrong',
    ability: 'signed-in',
    reply: z.strictObject({ a: z.number() }),
    handle: async () => ({ a: 'x' }) as never,
  }),
  route({ method: 'GET', url: '/api/write', ability: 'write', handle: async () => 'never' }),
];

async function server(more: readonly Route[] = [], options: Partial<ServerOptions> = {}): Promise<FastifyInstance> {
  const all: ServerOptions = {
    own: { hosts: ['kulcs.test:4600', '127.0.0.1:4600'], origins: [origin] },
    isTls: false,
    trustedProxies: [],
    logLevel: 'silent',
    once: async (_asked, work) => ({ ...(await work()), isReplayed: false }),
    carriesKey: (request) => request.headers.authorization === 'Bearer key',
    authenticate: async (request) => (request.headers.cookie === 'in' ? somebody : null),
    isProven: () => true,
    answerElse: () => false,
    checksReplies: true,
    ...options,
  };
  const app = await createServer(all);
  registerRoutes(app, [...doors, ...more], all);
  return app;
}

const browser = { host: 'kulcs.test:4600', origin, cookie: 'in' };
let app: FastifyInstance;
let client: Client;

beforeAll(async () => {
  app = await server();
  client = clientOf(app, browser);
});
afterAll(() => app.close());

describe('an answer', () => {
  it('comes to whoever may, with the headers of every reply', async () => {
    const reply = await client.get('/api/things/a');
    expect([reply.status, reply.json]).toEqual([200, { code: 'a' }]);
    expect(faultsOfReply(reply)).toEqual([]);
  });

  it('is empty where the door says nothing', async () => {
    const headers = { 'content-type': 'application/octet-stream' };
    const reply = await client.send({ method: 'PUT', url: '/api/files', headers, body: 'x' });
    expect([reply.status, reply.text]).toEqual([204, '']);
    expect(faultsOfReply(reply)).toEqual([]);
  });

  it('that is not what its contract says is an error of ours', async () => {
    expect((await client.get('/api/wrong')).status).toBe(500);
  });

  it('finds codes of a hundred letters, each of several bytes', async () => {
    const code = 'Ő'.repeat(100);
    expect((await client.get(`/api/things/${encodeURIComponent(code)}`)).json).toEqual({ code });
  });
});

describe('refusals are problem details in the words of the person', () => {
  it.each([
    { what: 'nobody is signed in', ask: { headers: { cookie: null } }, status: 401, code: 'signed-out' },
    { what: 'the ability is missing', ask: { url: '/api/write' }, status: 403, code: 'not-allowed' },
    { what: 'there is no such door', ask: { url: '/api/nothing' }, status: 404, code: 'not-found' },
    { what: 'there is no such method', ask: { method: 'PROPFIND' }, status: 405, code: 'method-not-allowed' },
    { what: 'the address cannot be decoded', ask: { url: '/api/things/%zz' }, status: 404, code: 'not-found' },
    { what: 'the address is cut off in a letter', ask: { url: '/api/things/%C5' }, status: 404, code: 'not-found' },
    { what: 'a code is far too long', ask: { url: `/api/things/${'x'.repeat(1001)}` }, status: 404, code: 'not-found' },
    { what: 'a parameter is unknown', ask: { url: '/api/things/a?sort=b' }, status: 400, code: 'invalid-input' },
    { what: 'a parameter is a trick', ask: { url: '/api/things/a?__proto__=b' }, status: 400, code: 'invalid-input' },
    { what: 'a code has a NUL character', ask: { url: '/api/things/a%00' }, status: 400, code: 'invalid-input' },
    { what: 'the host is another', ask: { headers: { host: 'evil.test' } }, status: 421, code: 'wrong-host' },
    {
      what: 'the host is another of our ports',
      ask: { headers: { host: 'kulcs.test:80' } },
      status: 421,
      code: 'wrong-host',
    },
    {
      what: 'the body is larger than a megabyte',
      ask: { method: 'POST', url: '/api/things', body: { name: 'x'.repeat(1_048_576) } },
      status: 413,
      code: 'body-too-large',
    },
  ])('$what: $status $code', async ({ ask, status, code }) => {
    const reply = await client.send({ method: 'GET', url: '/api/things/a', ...ask });
    expect([reply.status, (reply.json as { code: string }).code]).toEqual([status, code]); // a problem has a code
    expect(faultsOfReply(reply)).toEqual([]);
  });

  it('in Hungarian for whom the server knows so, in the language of the browser before that', async () => {
    const titleOf = async (headers: Record<string, string | null>): Promise<unknown> =>
      (await client.send({ method: 'GET', url: '/api/write', headers })).json;
    expect(await titleOf({})).toMatchObject({ title: 'Nem engedélyezett' });
    expect(await titleOf({ cookie: null })).toMatchObject({ title: 'Sign in first' });
    expect(await titleOf({ cookie: null, 'accept-language': 'de, hu;q=0.8' })).toMatchObject({
      title: 'Előbb jelentkezz be',
    });
  });
});

describe('errors tell nothing of the inside', () => {
  const withCode = (code: string): Error => Object.assign(new Error(`${secret} at /srv/kulcs/server.ts`), { code });
  it.each([
    ['an error', new Error(secret), 500, 'ours'],
    ['a fault of SQL', withCode('42P01'), 500, 'ours'],
    ['a broken rule of the database', withCode('23505'), 500, 'ours'],
    ['a text that was thrown', secret, 500, 'ours'],
    ['nothing that was thrown', undefined, 500, 'ours'],
    ['a database that restarts', withCode('57P01'), 503, 'store-away'],
    [
      'a database that is not there',
      Object.assign(withCode('ECONNREFUSED'), { syscall: 'connect' }),
      503,
      'store-away',
    ],
    ['a database that has no room', withCode('53300'), 503, 'store-away'],
    ['a pool that has none', new Error('timeout exceeded when trying to connect'), 503, 'store-away'],
    ['a file that is missing', withCode('ENOENT'), 500, 'ours'],
    [
      'a refusal of a part, with a status of its own',
      Object.assign(new Error(secret), { statusCode: 418 }),
      400,
      'invalid-input',
    ],
    ['a refusal of ours', new ProblemError(404, 'not-found'), 404, 'not-found'],
  ])('%s', async (_what, error, status, code) => {
    const other = await server([broken(error)]);
    const reply = await clientOf(other, browser).get('/api/broken');
    await other.close();
    expect([reply.status, (reply.json as { code: string }).code]).toEqual([status, code]); // a problem has a code
    expect(reply.text).not.toContain(secret);
    expect(faultsOfReply(reply)).toEqual([]);
    if (status === 503) expect(reply.headers['retry-after']).toBe('5');
  });
});

describe('a write', () => {
  const write = (headers: Record<string, string | null>, body: unknown = { name: 'a' }) =>
    client.send({ method: 'POST', url: '/api/things', headers, body });

  it.each([
    ['of our page', {}, 201],
    ['without an origin', { origin: null }, 403],
    ['of another site', { origin: 'http://evil.test' }, 403],
    ['of a page without an origin', { origin: 'null' }, 403],
    [
      'of a page that somebody has on her own machine',
      { host: '127.0.0.1:4600', origin: 'http://127.0.0.1:4600' },
      403,
    ],
    ['of our page, over the address of this machine', { host: '127.0.0.1:4600' }, 201],
    ['of our name at another port', { origin: 'http://kulcs.test' }, 403],
    ['of our name over another protocol', { origin: 'https://kulcs.test:4600' }, 403],
    ['of a name that begins like ours', { origin: `${origin}.evil.test` }, 403],
    ['without an origin, with the key of the host', { origin: null, authorization: 'Bearer key' }, 201],
    ['of another site, with the key of the host', { origin: 'http://evil.test', authorization: 'Bearer key' }, 403],
    ['without an origin, with a wrong key', { origin: null, authorization: 'Bearer other' }, 403],
    ['with a character set', { 'content-type': 'application/json; charset=utf-8' }, 201],
    ['in capitals', { 'content-type': 'Application/JSON' }, 201],
  ])('%s: %s gives %i', async (_what, headers, status) => {
    expect((await write(headers)).status).toBe(status);
  });

  it.each([
    ['as plain text', 'text/plain'],
    ['as a form', 'application/x-www-form-urlencoded'],
    ['as a form with files', 'multipart/form-data; boundary=x'],
    ['as a kind of JSON', 'application/merge-patch+json'],
    ['as JSON with a tab', 'application/json\t'],
    ['as JSON with a tab and text', 'application/json\t; text/plain'],
    ['as JSON with a blank before', ' application/json;'],
    ['as JSON in another character set', 'application/json; charset=utf-16'],
    ['as JSON and something', 'application/json, text/plain'],
    ['as a file', 'application/octet-stream'],
    ['as nothing', null],
    ['as an empty type', ''],
  ])('%s is refused', async (_what, type) => {
    const reply = await write({ 'content-type': type });
    expect([reply.status, reply.json]).toMatchObject([415, { code: 'content-type' }]);
    expect(faultsOfReply(reply)).toEqual([]);
  });

  it('of a file must say so', async () => {
    const reply = await client.send({ method: 'PUT', url: '/api/files', body: {} });
    expect(reply.status).toBe(415);
  });

  it('where nothing is to come takes nothing', async () => {
    const reply = await client.send({ method: 'GET', url: '/api/things/a', body: {} });
    expect(reply.status).toBe(415);
  });
});

it('with TLS every reply asks the browser to stay with it, refusals too', async () => {
  const secure = await server([], { isTls: true });
  const behind = clientOf(secure, browser);
  for (const url of ['/api/things/a', '/api/nothing', '/api/things/%zz']) {
    expect(faultsOfReply(await behind.get(url), { isTls: true })).toEqual([]);
  }
  await secure.close();
});

describe('the address of the client', () => {
  const withAddress = route({
    method: 'GET',
    url: '/api/address',
    ability: 'signed-in',
    handle: async ({ request }) => ({ ip: request.ip }),
  });
  it.each([
    ['is that of the connection', [], '10.0.0.9', '10.0.0.9'],
    ['is what a trusted proxy says', ['10.0.0.9'], '10.0.0.9', '203.0.113.7'],
    ['is not what anybody else says', ['10.0.0.1'], '10.0.0.9', '10.0.0.9'],
  ])('%s', async (_what, trustedProxies, from, seen) => {
    const other = await server([withAddress], { trustedProxies });
    const headers = { 'x-forwarded-for': '203.0.113.7' };
    const reply = await clientOf(other, browser).send({ method: 'GET', url: '/api/address', headers, from });
    await other.close();
    expect(reply.json).toEqual({ ip: seen });
  });
});

describe('the rules for replies turn red', () => {
  const good = { status: 200, headers: {}, cookies: [], text: '', json: undefined };
  it.each([
    ['without headers', {}, 'has no content-security-policy'],
    [
      'with scripts in the page',
      { 'content-security-policy': "default-src 'self' 'unsafe-inline'" },
      'lets scripts be written into the page',
    ],
    ['with the name of the server', { server: 'nginx' }, 'names its maker in server'],
    [
      'open to other sites',
      { 'access-control-allow-origin': '*' },
      'opens itself to others: access-control-allow-origin',
    ],
    ['that caches may keep', { 'cache-control': 'public' }, 'may be kept by a cache'],
    [
      'with HSTS and no TLS',
      { 'strict-transport-security': 'max-age=1' },
      'has HSTS without TLS or the other way round',
    ],
  ])('%s', (_what, headers, fault) => {
    expect(faultsOfReply({ ...good, headers })).toContain(fault);
  });

  it('with the inside in a refusal', () => {
    const problem = {
      type: 'about:blank#ours',
      title: 'Oh',
      status: 500,
      code: 'ours',
      detail: 'duplicate key value violates unique constraint',
      facts: {},
      requestId: 'a',
    };
    const headers = { 'content-type': 'application/problem+json; charset=utf-8', 'x-request-id': 'a' };
    const faults = faultsOfReply({ ...good, status: 500, headers, text: JSON.stringify(problem), json: problem });
    expect(faults.some((fault) => fault.startsWith('shows the inside'))).toBe(true);
  });
});
