import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MadeKey } from '#slices/team/contract.ts';
import { curlLinesIn, readCurl, type CurlLine } from '#testing/curl.ts';
import { expectStatus, openTestHouse, people, type TestHouse } from '#testing/house.ts';

let house: TestHouse & { close(): Promise<void> };
let variables: Record<string, string>;

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  await new Promise((resolve) => server.close(resolve));
  return port;
};

beforeAll(async () => {
  const port = await freePort();
  house = await openTestHouse({ publicUrl: `http://127.0.0.1:${String(port)}` });
  await house.house.app.listen({ port, host: '127.0.0.1' });
  // What the guide speaks of: an account of this code that was changed twice, and more of them than a page holds.
  const rows = Array.from({ length: 120 }, (_unused, n) => `D${String(n)},2026-01-05,${String(14_600 + n)},P,1,5`);
  await house.loadLines(`document,date,account,product,quantity,unitPrice\n${rows.join('\n')}\n`);
  for (const town of ['Vác', 'Eger']) expectStatus(await house.host.patch('/api/account-codes/14646', { town }), 200);
  const director = await house.asSignedIn(people.director.email);
  const wanted = { name: 'Példák', writes: true, abilities: null, days: 1 };
  const { secret } = MadeKey.parse(expectStatus(await director.post('/api/keys', wanted), 201).json);
  variables = { KULCS: house.publicUrl, KEY: secret, uuidgen: randomUUID() };
});
afterAll(() => house.close());

const run = ({ method, url, headers, body }: CurlLine): Promise<Response> =>
  fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });

it('what the guide shows of curl is answered with the status that stands behind it', async () => {
  const guide = readFileSync(path.resolve(import.meta.dirname, '../../docs/guide/programs.md'), 'utf8');
  const lines = curlLinesIn(guide);
  expect(lines.length).toBeGreaterThan(4);
  let cursor = '';
  for (const line of lines) {
    // The cursor is that of the page before.
    const curl = readCurl(line.replace('cursor=…', `cursor=${cursor}`), variables);
    const reply = await run(curl);
    const text = await reply.text();
    expect([line, reply.status]).toEqual([line, curl.promised]);
    const content = JSON.parse(text || '{}') as { nextCursor?: string | null }; // the shape of a page, or of none
    cursor = content.nextCursor ?? cursor;
  }
  expect(cursor).not.toBe('');
});

describe('the reference', () => {
  /** Doors that have nothing to show in this house. */
  const others: Readonly<Record<string, number>> = { '/api/me/sign-in': 404 };

  it('shows curl for every door, and each that asks for nothing that only its reader knows is answered as it says', async () => {
    const page = await fetch(`${house.publicUrl}/api/reference`, {
      headers: { authorization: `Bearer ${variables['KEY'] ?? ''}` },
    });
    const entities: Readonly<Record<string, string>> = {
      '&quot;': '"',
      '&#39;': "'",
      '&amp;': '&',
      '&lt;': '<',
      '&gt;': '>',
    };
    const lines = [...(await page.text()).matchAll(/<pre class="curl">([^<]*)<\/pre>/g)].map(([, line = '']) =>
      line.replaceAll(/&(?:quot|#39|amp|lt|gt);/g, (entity) => entities[entity] ?? entity),
    );
    expect(lines).toHaveLength(house.house.routes.length);
    const whole = lines.filter((line) => !line.includes('…')).map((line) => readCurl(line, variables));
    const read = whole.filter(({ method }) => method === 'GET');
    expect(read.length).toBeGreaterThan(25);
    const proven = new Set(
      house.house.routes.filter(({ method, stepUp }) => method === 'GET' && stepUp).map(({ url }) => url),
    );
    const faults: string[] = [];
    for (const curl of read) {
      const reply = await run(curl);
      await reply.arrayBuffer();
      const { pathname } = new URL(curl.url);
      // What asks for a fresh proof no key can do.
      const expected = proven.has(pathname) ? 401 : (others[pathname] ?? 200);
      if (reply.status !== expected) faults.push(`${curl.url}: ${String(reply.status)}`);
    }
    expect(faults).toEqual([]);
    // Doors that write would change the house; that their examples fit is tried by the description's own test.
    for (const { body } of whole) if (body !== undefined) expect(() => JSON.parse(body) as unknown).not.toThrow();
  });
});

describe('reading curl', () => {
  it('knows quotes, variables and what is promised', () => {
    const line = `curl -s -X PUT -H "Authorization: Bearer $KEY" -H 'If-Match: "3"' -d '{"a":"it'\\''s $KEY"}' "$KULCS/x?a=1&b=2" # 204`;
    expect(readCurl(line, { KEY: 'k', KULCS: 'http://h' })).toEqual({
      method: 'PUT',
      url: 'http://h/x?a=1&b=2',
      headers: { authorization: 'Bearer k', 'if-match': '"3"' },
      body: `{"a":"it's $KEY"}`,
      promised: 204,
    });
  });

  it('refuses what it does not know', () => {
    expect(() => readCurl('curl -k "$KULCS"', { KULCS: 'h' })).toThrow(/no option/);
    expect(() => readCurl('curl "$OTHER"', {})).toThrow(/not known/);
  });
});
