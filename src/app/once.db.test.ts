import { randomUUID } from 'node:crypto';
import { connect, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import pg, { type PoolClient } from 'pg';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Client, Reply } from '#testing/actor.ts';
import { expectStatus, people, testHouse } from '#testing/house.ts';
import { doorOf } from '#testing/matrix/walk.ts';
import { forgetOldAnswers } from '#platform/http/once.ts';

const house = testHouse();
let director: Client;

beforeAll(async () => {
  director = await house.asSignedIn(people.director.email);
});
afterEach(() => vi.restoreAllMocks());

/** Doors that are posted to and ask for no key, with the reason. */
const unkeyed: Readonly<Record<string, string>> = {
  'POST /api/role-requests/:roleId/decision': 'what is decided answers 409',
  'POST /api/company': 'there is one company; a second founding is refused',
  'POST /api/people/:id/sign-in-link': 'a second link is another link to the same, and the first must not be kept',
  'POST /api/me/proof': 'a proof makes nothing',
  'POST /api/me/sessions/:id/end': 'what has ended has ended',
  'POST /api/me/sessions/end-others': 'what has ended has ended',
  'POST /api/webhooks/:id/trial': 'each trial is one of its own',
  'POST /api/webhooks/:id/replay': 'a message keeps its id, by which its receiver knows it again',
  'POST /api/webhooks/:id/deliveries/:delivery/replay': 'a message keeps its id, by which its receiver knows it again',
  'POST /api/company-webhooks/:id/off': 'what is off is off; a second time answers 409',
  'POST /api/people/:id/sessions/end': 'what has ended has ended',
  'POST /api/me/second-factor/remove': 'what is gone is gone',
  'POST /api/me/recovery-codes': 'new codes take the place of those before, which must not be shown again',
  'POST /api/people/:id/second-factor/reset': 'a reset that waits already is the same one',
  'POST /api/people/:id/second-factor/reset/confirm': 'a reset is confirmed once; then there is none',
  'POST /api/accounts/:id/looks': 'each look is a look of its own, decided by the rights of that moment',
  'POST /api/me/mentions/read': 'what is read is read',
  'POST /api/facts/:id/restore': 'what is there again stays there',
  'POST /api/notes/:id/restore': 'what is there again stays there',
  'POST /api/attachments/:id/restore': 'what is there again stays there',
  'POST /api/accounts/:id/attachments': 'a file is the body; it can be removed',
  'POST /api/views/accounts/default': 'sets one thing, as often as one likes',
  'POST /api/views/products/default': 'sets one thing, as often as one likes',
  'POST /api/account-distinctions': 'sets one thing, as often as one likes',
  'POST /api/account-merges/:id/undo': 'what is taken apart is apart; a second time answers 409',
  'POST /api/sales/attributions/:id/undo': 'what is taken back answers 409',
  'POST /api/assignment-orders': 'an account that she has is not given to her again, so there is no second order',
  'POST /api/assignment-orders/:id/undo': 'what is taken back answers 409',
  'POST /api/sales/imports/:id/undo': 'what is undone is undone; a second time answers 409',
  'POST /api/sales/imports':
    'the file tells itself by its hash: lines that are there already are not loaded again (CON-5)',
  'POST /api/sales/imports/:id/joins': 'completes an import that is still open, as often as is needed',
  'POST /api/sales/imports/:id/profile': 'a look at a file, which changes nothing but the look',
  'POST /api/sales/imports/:id/run': 'an import that runs or has run answers 409',
};

it('every door that is posted to asks for a key, or says why not', () => {
  const posted = house.house.routes.filter(({ method }) => method === 'POST');
  const without = posted.filter(({ isOnce }) => !isOnce).map(doorOf);
  expect(without.filter((door) => !(door in unkeyed))).toEqual([]);
  expect(Object.keys(unkeyed).filter((door) => !without.includes(door))).toEqual([]);
  expect(posted.length).toBeGreaterThan(without.length);
});

let made = 0;
const somebodyNew = (): { email: string; name: string; role: string } => {
  made += 1;
  return { email: `once${String(made)}@kulcs.test`, name: 'Egyszer Éva', role: 'kam' };
};
const post = (client: Client, body: object, key: string | null, url = '/api/people'): Promise<Reply> =>
  client.send({ method: 'POST', url, body, headers: { 'idempotency-key': key } });

/** How often the person was added, and how often that is on record. */
async function timesAdded(email: string): Promise<[number, number]> {
  const { rows } = await house.superuser.query<{ people: number; entries: number }>(
    `select count(*)::int as people, (select count(*)::int from audit.entry
       where action = 'person.add' and subject = any (select 'person:' || person_id from team.person where email = $1)) as entries
     from team.person where email = $1`,
    [email],
  );
  return [rows[0]?.people ?? -1, rows[0]?.entries ?? -1];
}

describe('a key', () => {
  it.each([
    [null, 'key-missing'],
    ['', 'key-unreadable'],
    ['too-short', 'key-unreadable'],
    ['with a blank in its middle', 'key-unreadable'],
    ['x'.repeat(201), 'key-unreadable'],
  ])('%j is refused, and nothing is done', async (key, code) => {
    const body = somebodyNew();
    expect((await post(director, body, key)).json).toMatchObject({ status: 400, code });
    expect(await timesAdded(body.email)).toEqual([0, 0]);
  });

  it('that was answered is answered the same, marked as such, and nothing is done', async () => {
    const body = somebodyNew();
    const key = randomUUID();
    const first = expectStatus(await post(director, body, key), 201);
    const again = expectStatus(await post(director, body, key), 201);
    expect(again.text).toBe(first.text);
    expect([first.headers['idempotency-replayed'], again.headers['idempotency-replayed']]).toEqual([undefined, 'true']);
    expect(await timesAdded(body.email)).toEqual([1, 1]);
  });

  it('also where the answer is empty', async () => {
    await house.loadLines('document,date,account,quantity,unitPrice\nO1,2026-01-05,ONCE,1,5\n', 'once');
    const key = randomUUID();
    const body = { name: 'Egyszer', accounts: ['ONCE'] };
    for (const replayed of [undefined, 'true']) {
      const reply = await post(director, body, key, '/api/account-groups');
      expect([reply.status, reply.text, reply.headers['idempotency-replayed']]).toEqual([204, '', replayed]);
    }
  });

  it('with another content is refused', async () => {
    const key = randomUUID();
    expectStatus(await post(director, somebodyNew(), key), 201);
    const other = somebodyNew();
    expect((await post(director, other, key)).json).toMatchObject({ status: 422, code: 'key-reused' });
    expect(await timesAdded(other.email)).toEqual([0, 0]);
  });

  it('is a person’s own: another one’s request under it is another one', async () => {
    const key = randomUUID();
    const [hers, his] = [somebodyNew(), somebodyNew()];
    expectStatus(await post(director, hers, key), 201);
    expectStatus(await post(await house.asSignedIn(people.admin.email), his, key), 201);
    expect([await timesAdded(hers.email), await timesAdded(his.email)]).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it('of a refused request can be used again: nothing of it was kept', async () => {
    const superior = somebodyNew();
    const body = { ...somebodyNew(), reportsTo: superior.email };
    const key = randomUUID();
    expectStatus(await post(director, body, key), 422);
    expectStatus(await post(director, superior, randomUUID()), 201);
    expectStatus(await post(director, body, key), 201);
    expect(await timesAdded(body.email)).toEqual([1, 1]);
  });

  it('whose request is still running is told so, and answered when it has ended', async () => {
    const body = somebodyNew();
    const key = randomUUID();
    // Whoever holds the end of the audit chain holds up everybody who writes.
    const blocker = await house.superuser.connect();
    await blocker.query('begin; select from audit.head for update');
    const running = post(director, body, key);
    let second = await post(director, body, key);
    for (let tries = 0; second.status !== 409 && tries < 50; tries += 1) {
      await wait(20);
      second = await post(director, body, key);
    }
    expect(second.json).toMatchObject({ status: 409, code: 'key-running' });
    await blocker.query('commit');
    blocker.release();
    const first = expectStatus(await running, 201);
    expect((await post(director, body, key)).text).toBe(first.text);
    expect(await timesAdded(body.email)).toEqual([1, 1]);
  });

  it('and its answer cannot be read from the table', async () => {
    const body = somebodyNew();
    const key = randomUUID();
    await post(director, body, key);
    const { rows } = await house.superuser.query<{ row: string; reply: Buffer }>(
      'select t::text as row, reply from platform.answered_request t',
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { row, reply } of rows) {
      expect(row).not.toContain(key);
      expect(reply.toString('latin1')).not.toContain(body.email);
    }
  });

  it('is forgotten after thirty days', async () => {
    const body = somebodyNew();
    const key = randomUUID();
    expectStatus(await post(house.host, body, key), 201);
    house.clock.advance(30 * 86_400_000 - 1000);
    await forgetOldAnswers(house.house.database, house.clock);
    expect((await post(house.host, body, key)).headers['idempotency-replayed']).toBe('true');
    house.clock.advance(2000);
    expect(await forgetOldAnswers(house.house.database, house.clock)).toBeGreaterThan(0);
    expect((await post(house.host, body, key)).json).toMatchObject({ code: 'person-exists' });
  });
});

describe('a connection that is cut', () => {
  let port = 0;
  beforeAll(async () => {
    await house.house.app.listen({ host: '127.0.0.1', port: 0 });
    port = (house.house.app.server.address() as AddressInfo).port; // it listens on a port, not on a pipe
  });

  const requestOf = (body: object, key: string): string => {
    const text = JSON.stringify(body);
    return [
      'POST /api/people HTTP/1.1',
      `Host: ${house.house.host}`,
      `Authorization: Bearer ${house.house.hostKey}`,
      `Idempotency-Key: ${key}`,
      'Content-Type: application/json',
      `Content-Length: ${String(Buffer.byteLength(text))}`,
      'Connection: close',
      '',
      text,
    ].join('\r\n');
  };

  /** Sends so many bytes, reads so many, and is gone. @returns what came */
  const exchange = (request: string, sent: number, read: number): Promise<string> =>
    new Promise((resolve) => {
      let got = '';
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(request.slice(0, sent));
        if (sent < request.length || read === 0) socket.end().destroySoon();
      });
      socket.on('data', (chunk) => {
        got += chunk.toString('latin1');
        if (got.length >= read) socket.destroy();
      });
      socket.on('close', () => resolve(got));
      socket.on('error', () => resolve(got));
    });

  it('at any byte of request or answer, and retried: done once, and answered', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ sent: fc.double({ min: 0, max: 1.5, noNaN: true }), read: fc.nat(900) }), {
          maxLength: 4,
        }),
        async (cuts) => {
          const body = somebodyNew();
          const request = requestOf(body, randomUUID());
          for (const { sent, read } of cuts)
            await exchange(request, Math.min(request.length, Math.floor(sent * request.length)), read);
          let answer = '';
          for (let tries = 0; !answer.startsWith('HTTP/1.1 201') && tries < 100; tries += 1) {
            answer = await exchange(request, request.length, Number.MAX_SAFE_INTEGER);
            // What was cut off may still be at work.
            if (!answer.startsWith('HTTP/1.1 201')) await wait(20);
          }
          expect(answer).toMatch(/^HTTP\/1\.1 201/);
          expect(answer).toContain(body.email);
          expect(await timesAdded(body.email)).toEqual([1, 1]);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the n-th call to the database fails', () => {
  type Query = PoolClient['query'];

  /** From now on the n-th statement of the pool fails, before or after the database has done it. @returns how many came */
  function failNth(n: number, when: 'before' | 'after'): () => number {
    let count = 0;
    const connect = house.pool.connect.bind(house.pool) as () => Promise<PoolClient>; // the form without a callback
    const failing = async (): Promise<PoolClient> => {
      const client = await connect();
      const query = client.query.bind(client) as (...all: unknown[]) => Promise<unknown>; // Kysely uses the promise
      const broken = Object.assign(new Error('Connection terminated unexpectedly'), { code: '08006' });
      const failed = async (all: readonly unknown[]): Promise<never> => {
        if (when === 'after') await query(...all);
        else client.release(new Error('broken'));
        throw broken;
      };
      client.query = ((...all: unknown[]) => {
        count += 1;
        if (count !== n) return query(...all);
        const [asked] = all;
        if (!(asked instanceof pg.Query)) return failed(all);
        // A statement that goes out with others is told by its callback, as the driver does it.
        const said = asked as unknown as { callback: (error: Error) => void }; // the driver's typings leave it out
        const { callback } = said;
        said.callback = () => callback(broken);
        if (when === 'after') return query(asked);
        client.release(new Error('broken'));
        setImmediate(() => callback(broken));
        return asked;
      }) as Query;
      return client;
    };
    vi.spyOn(house.pool, 'connect').mockImplementation(failing as never); // the form without a callback
    return () => count;
  }

  it.each(['before', 'after'] as const)(
    '%s it is done: with retries it is done once',
    { timeout: 120_000 },
    async (when) => {
      for (let n = 1; ; n += 1) {
        const body = somebodyNew();
        const key = randomUUID();
        const count = failNth(n, when);
        const broken = await post(house.host, body, key);
        vi.restoreAllMocks();
        if (count() < n) break;
        expect(broken.status, `statement ${String(n)}`).toBeGreaterThanOrEqual(500);
        let retried = await post(house.host, body, key);
        // The server of the database may still be taking back what was broken off.
        for (let tries = 0; retried.status === 409 && tries < 50; tries += 1) {
          await wait(20);
          retried = await post(house.host, body, key);
        }
        expectStatus(retried, 201);
        expect(await timesAdded(body.email), `statement ${String(n)}`).toEqual([1, 1]);
        expect(n).toBeLessThan(60);
      }
    },
  );
});
