import { afterEach, expect, test, vi } from 'vitest';
import { addressOf, api, ApiProblem, offlineCode, unreadableCode } from './api.ts';

afterEach(() => vi.unstubAllGlobals());

const answer = (body: string, init: ResponseInit): void => {
  vi.stubGlobal('fetch', async () => new Response(body, init));
};

const problemOf = async (request: Promise<unknown>): Promise<ApiProblem> => {
  const error = await request.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ApiProblem);
  return error as ApiProblem; // just asserted
};

test('an address leaves out what was not chosen', () => {
  expect(addressOf('/api/search', { q: 'hét & hat', all: false, owner: null, from: undefined })).toBe(
    '/api/search?q=h%C3%A9t+%26+hat&all=false',
  );
  expect(addressOf('/api/me')).toBe('/api/me');
});

test('a refusal comes with its code, its sentence and the id of the request', async () => {
  answer(JSON.stringify({ code: 'not-found', detail: 'There is nothing here.', requestId: 'r-1' }), { status: 404 });
  const problem = await problemOf(api.get('/api/accounts/7'));
  expect(problem).toMatchObject({
    status: 404,
    code: 'not-found',
    message: 'There is nothing here.',
    requestId: 'r-1',
  });
});

test('an answer that is not ours still becomes a problem', async () => {
  answer('<h1>Bad gateway</h1>', { status: 502, headers: { 'retry-after': '5' } });
  expect(await problemOf(api.get('/api/me'))).toMatchObject({ status: 502, code: unreadableCode, retryAfter: 5 });
  answer('not JSON', { status: 200 });
  expect(await problemOf(api.get('/api/me'))).toMatchObject({ code: unreadableCode });
});

test('no connection', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch');
  });
  expect(await problemOf(api.get('/api/me'))).toMatchObject({ status: 0, code: offlineCode });
});

test('no content is nothing', async () => {
  vi.stubGlobal('fetch', async () => new Response(null, { status: 204 }));
  expect(await api.put('/api/me/password', {})).toBeUndefined();
});

test('what got no answer is tried again under the same key; what was answered, and something else, under another', async () => {
  const keys: string[] = [];
  let status = 0;
  vi.stubGlobal('fetch', async (_address: string, init: RequestInit) => {
    keys.push(new Headers(init.headers).get('idempotency-key') ?? 'none');
    if (status === 0) throw new TypeError('Failed to fetch');
    return new Response('{}', { status });
  });
  const post = (name: string): Promise<unknown> => api.post('/api/people', { name }).catch(() => undefined);
  await post('Anna');
  await post('Béla');
  status = 502;
  await post('Anna');
  status = 201;
  await post('Anna');
  await post('Anna');
  const [lost, other, unsure, done, again] = keys;
  expect([unsure, done]).toEqual([lost, lost]);
  expect(new Set([lost, other, again]).size).toBe(3);
  expect(lost).toMatch(/^[\x21-\x7e]{16,200}$/);
});
