import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { holdDue } from '#platform/webhooks/attempts.ts';
import { forgetOldDeliveries } from '#platform/webhooks/log.ts';
import {
  DeliveriesReply,
  MadeWebhook,
  WebhooksReply,
  type Delivery,
  type NewWebhook,
  type Webhook,
} from '#platform/webhooks/contract.ts';
import type { Client } from '#testing/actor.ts';
import { expectStatus, people, testHouse } from '#testing/house.ts';
import { codeOf } from '#testing/matrix/calls.ts';
import { fillWorld, type World } from '#testing/matrix/world.ts';
import { startReceiver, type WebhookReceiver } from '#testing/webhook-receiver.ts';

const house = testHouse({ isDemo: true });
let world: World;
let kam: Client;
let director: Client;
let receiver: WebhookReceiver;

beforeAll(async () => {
  world = await fillWorld(house);
  kam = house.as(people.kam.email);
  director = house.as(people.director.email);
});
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(async () => {
  await house.superuser.query('truncate platform.webhook cascade');
  await receiver.close();
});

const run = (): Promise<void> => house.house.courier.run();
const hour = 3_600_000;
const day = 24 * hour;
/** From a failed try to the next one, with the tenth that chance may add. */
const pauses = [5000, 300_000, 30 * 60_000, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, day].map(
  (pause) => pause * 1.1,
);

async function subscribe(client: Client, wanted: Partial<NewWebhook> = {}): Promise<MadeWebhook> {
  const body = { name: 'Raktár', url: receiver.url, ...wanted };
  return MadeWebhook.parse(expectStatus(await client.post('/api/webhooks', body), 201).json);
}
const urlOf = ({ webhook }: Pick<MadeWebhook, 'webhook'>, rest = ''): string =>
  `/api/webhooks/${String(webhook.id)}${rest}`;
const standing = async (client: Client, made: MadeWebhook): Promise<Webhook | undefined> =>
  WebhooksReply.parse(expectStatus(await client.get('/api/webhooks'), 200).json).webhooks.find(
    ({ id }) => id === made.webhook.id,
  );
async function log(client: Client, made: MadeWebhook, query = ''): Promise<readonly Delivery[]> {
  const reply = expectStatus(await client.get(urlOf(made, `/deliveries${query}`)), 200);
  return DeliveriesReply.parse(reply.json).deliveries;
}

let town = 0;
/** Something happens to an account. */
async function change(thing: Parameters<typeof codeOf>[0]): Promise<void> {
  const body = { town: `Város ${String((town += 1))}` };
  expectStatus(await house.host.patch(`/api/account-codes/${codeOf(thing)}`, body), 200);
}
const give = async (thing: Parameters<typeof codeOf>[0], owner: string): Promise<void> =>
  void expectStatus(await house.host.put(`/api/account-codes/${codeOf(thing)}/owner`, { owner }), 200);
const about = (thing: Parameters<typeof codeOf>[0]) => ({
  account: { id: world.accountId(thing), code: codeOf(thing) },
});

describe('a webhook is told', () => {
  it('what happened to what, signed, and nothing of its content', async () => {
    const made = await subscribe(kam);
    await change('mine');
    await run();
    const [message, ...others] = receiver.messages;
    expect(others).toEqual([]);
    expect(message).toMatchObject({ type: 'account.change', data: about('mine') });
    expect(message?.body).not.toContain('Város');
    expect(message?.id).toMatch(/^msg_[0-9a-f-]{36}$/);
    expect(message?.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'Kulcs' });
    expect(receiver.isSigned(message, made.secret)).toBe(true);
    expect(receiver.isSigned(message, (await subscribe(kam)).secret)).toBe(false);
    await run();
    expect(receiver.messages).toHaveLength(1);
    expect(await log(kam, made)).toMatchObject([
      { messageId: message?.id, type: 'account.change', state: 'delivered', nextAt: null, payload: message?.body },
    ]);
  });

  it('of what came after it was made, in the order in which it happened', async () => {
    await change('mine');
    await subscribe(kam);
    await change('mineToo');
    await change('mine');
    await run();
    expect(receiver.messages.map(({ data }) => data)).toHaveLength(2);
    expect(new Set(receiver.messages.map(({ data }) => JSON.stringify(data)))).toEqual(
      new Set([JSON.stringify(about('mineToo')), JSON.stringify(about('mine'))]),
    );
  });

  it('of the kinds that it asked for', async () => {
    const made = await subscribe(director, { types: ['product.kind'] });
    await change('mine');
    const product = '/api/product-codes/ZqMineProduct/kind';
    expectStatus(await house.host.put(product, { kind: 'service' }), 200);
    await run();
    expect(receiver.messages).toMatchObject([{ type: 'product.kind', data: { product: { code: 'ZqMineProduct' } } }]);
    expect(await log(director, made)).toHaveLength(1);
    expectStatus(await house.host.put(product, { kind: 'goods' }), 200);
  });
});

describe('of what its owner does not see it is told nothing', () => {
  it('of accounts of others', async () => {
    await subscribe(kam);
    await change('colleagues');
    await change('otherRegions');
    await change('unowned');
    await run();
    expect(receiver.messages).toEqual([]);
  });

  it('an administrator of people and not of business, a KAM the other way round', async () => {
    const admin = house.as(people.admin.email);
    await subscribe(admin, { url: `${receiver.url}/admin` });
    await subscribe(kam, { url: `${receiver.url}/kam` });
    await change('mine');
    const person = `/api/people/${String(house.personId(people.otherKam.email))}`;
    expectStatus(await house.host.patch(person, { name: 'Zólyomi Cecília' }), 200);
    await run();
    expect(receiver.messages.map(({ type }) => type).sort()).toEqual(['account.change', 'person.change']);
    const told = receiver.messages.find(({ type }) => type === 'person.change');
    expect(told?.data).toEqual({ person: { id: house.personId(people.otherKam.email) } });
    expect(told?.body).not.toContain('Cecília');
    expectStatus(await house.host.patch(person, { name: people.otherKam.name }), 200);
  });

  it('of confidential and personal facts nobody, not even their authors', async () => {
    await subscribe(kam);
    await subscribe(director);
    const facts = `/api/accounts/${String(world.accountId('mine'))}/facts`;
    const fact = { value: 'Zq', source: 'látogatás', knownOn: '2026-02-01' };
    expectStatus(await kam.post(facts, { ...fact, topic: 'needs', class: 'confidential' }), 201);
    await run();
    expect(receiver.messages).toEqual([]);
    expectStatus(await kam.post(facts, { ...fact, topic: 'needs', class: 'internal' }), 201);
    await run();
    expect(receiver.messages.map(({ type }) => type)).toEqual(['fact.add', 'fact.add']);
    expect(receiver.messages[0]?.data).toMatchObject({ ...about('mine'), fact: { id: expect.any(Number) as number } });
  });

  it('once an account is another’s, what still waited is withheld, and its content is gone', async () => {
    const made = await subscribe(kam);
    receiver.answer = 500;
    await change('mine');
    await run();
    expect(receiver.messages).toHaveLength(1);
    await give('mine', people.otherKam.email);
    receiver.answer = 204;
    house.clock.advance(hour);
    await run();
    expect(receiver.messages).toHaveLength(1);
    const [withheld] = await log(kam, made, '?state=withheld');
    expect(withheld).toMatchObject({ type: 'account.change', payload: null, nextAt: null });
    const { rows } = await house.superuser.query('select payload from platform.webhook_delivery');
    expect(rows).toEqual([{ payload: '{}' }]);
    await give('mine', people.kam.email);
  });

  it('whoever is let in no more is told nothing, neither of what waits nor of what comes', async () => {
    await subscribe(house.as(people.otherKam.email));
    receiver.answer = 500;
    await change('otherRegions');
    await run();
    expect(receiver.messages).toHaveLength(1);
    const url = `/api/people/${String(house.personId(people.otherKam.email))}/disabled`;
    expectStatus(await house.host.put(url, { disabled: true }), 200);
    await change('otherRegions');
    house.clock.advance(hour);
    await run();
    expect(receiver.messages).toHaveLength(1);
    expectStatus(await house.host.put(url, { disabled: false }), 200);
  });
});

describe('a receiver that fails', () => {
  it.each<[string, WebhookReceiver['answer'], object]>([
    ['answers 500', 500, { outcome: 'answered', status: 500 }],
    ['answers 404', 404, { outcome: 'answered', status: 404 }],
    [
      'sends elsewhere',
      (reply) => void reply.writeHead(302, { location: '/other' }).end(),
      { outcome: 'answered', status: 302 },
    ],
    ['hangs up', (reply) => void reply.destroy(), { outcome: 'no-connection', status: null }],
  ])('%s: it is tried again, with the same id, until it takes it', async (_what, answer, attempt) => {
    const made = await subscribe(kam);
    receiver.answer = answer;
    await change('mine');
    await run();
    for (const pause of pauses.slice(0, 3)) {
      house.clock.advance(pause);
      await run();
    }
    expect((await standing(kam, made))?.failingSince).not.toBeNull();
    receiver.answer = 204;
    house.clock.advance(3 * hour);
    await run();
    expect(receiver.messages).toHaveLength(5);
    expect(new Set(receiver.messages.map(({ id }) => id)).size).toBe(1);
    expect(new Set(receiver.messages.map(({ body }) => body)).size).toBe(1);
    const [delivery] = await log(kam, made);
    expect(delivery).toMatchObject({
      state: 'delivered',
      attempts: [attempt, attempt, attempt, attempt, { status: 204 }],
    });
    expect(JSON.stringify(delivery)).not.toContain('not to be shown');
    expect(await standing(kam, made)).toMatchObject({ state: 'on', failingSince: null, waiting: 0 });
  });

  it('is not there at all: nothing is lost', async () => {
    const away = await startReceiver();
    await away.close();
    const made = await subscribe(kam, { url: away.url });
    await change('mine');
    await run();
    expect(await log(kam, made)).toMatchObject([{ state: 'waiting', attempts: [{ outcome: 'no-connection' }] }]);
  });

  it('is slow: it is given up for now, and the others do not wait for it', async () => {
    const slow = await startReceiver();
    slow.answer = () => undefined;
    const made = await subscribe(kam, { url: slow.url });
    await subscribe(director);
    await change('mine');
    await run();
    expect(receiver.messages).toHaveLength(1);
    expect(await log(kam, made)).toMatchObject([{ state: 'waiting', attempts: [{ outcome: 'late', status: null }] }]);
    await slow.close();
  });

  it('wants to be left alone for a while: it is', async () => {
    const made = await subscribe(kam);
    receiver.answer = (reply) => void reply.writeHead(429, { 'retry-after': '7200' }).end();
    await change('mine');
    const began = house.clock.now();
    await run();
    expect((await log(kam, made))[0]?.nextAt).toBe(new Date(began + 2 * hour).toISOString());
  });
});

/** Ten tries over more than three days. */
async function failForDays(): Promise<void> {
  await run();
  for (const pause of pauses) {
    house.clock.advance(pause);
    await run();
  }
}

describe('after days of failures', () => {
  it('it is switched off, owner and administrators are told, and switched on again it gets what it missed', async () => {
    const made = await subscribe(kam);
    receiver.answer = 503;
    await change('mine');
    await failForDays();
    expect(receiver.messages).toHaveLength(10);
    expect(await standing(kam, made)).toMatchObject({ state: 'failures', waiting: 0 });
    expect(await log(kam, made)).toMatchObject([{ state: 'failed', nextAt: null }]);
    const { rows: letters } = await house.superuser.query<{ recipient: string; body: string }>(
      'select recipient, body from platform.kept_mail order by mail_id desc limit 2',
    );
    expect(letters.map(({ recipient }) => recipient).sort()).toEqual([people.admin.email, people.kam.email].sort());
    for (const { body } of letters) expect(body).toContain(`${house.publicUrl}/settings/webhooks`);
    const { rows: entries } = await house.superuser.query(
      'select capacity, actor_id, action, subject, detail from audit.entry order by seq desc limit 1',
    );
    const subject = `webhook:${String(made.webhook.id)}`;
    expect(entries).toEqual([
      { capacity: 'host', actor_id: null, action: 'webhook.switch-off', subject, detail: { reason: 'failures' } },
    ]);
    const doctor = (await house.host.get('/api/doctor')).json as { findings: { name: string; ok: boolean }[] };
    expect(doctor.findings.find(({ name }) => name === 'webhooks')?.ok).toBe(false);

    await change('mineToo');
    await run();
    expect(receiver.messages).toHaveLength(10);
    receiver.answer = 204;
    expect((await kam.post(urlOf(made, '/replay'))).json).toMatchObject({ code: 'webhook-off' });
    expectStatus(await kam.patch(urlOf(made), { isOn: true }), 200);
    await run();
    expect(receiver.messages.slice(10).map(({ data }) => data)).toEqual([about('mineToo')]);
    expect(expectStatus(await kam.post(urlOf(made, '/replay')), 200).json).toEqual({ replayed: 1 });
    await run();
    expect(receiver.messages.at(-1)?.id).toBe(receiver.messages[0]?.id);
    expect(await log(kam, made, '?state=failed')).toEqual([]);
  });

  it('while something else arrives it stays on, though one message is given up', async () => {
    const made = await subscribe(kam);
    receiver.answer = 500;
    await change('mine');
    await run();
    for (const pause of pauses) {
      receiver.answer = 204;
      await change('mineToo');
      await run();
      receiver.answer = 500;
      house.clock.advance(pause);
      await run();
    }
    expect((await standing(kam, made))?.state).toBe('on');
    expect(await log(kam, made, '?state=failed')).toHaveLength(1);
  });

  it('who says that it is gone is not called again', async () => {
    const made = await subscribe(kam);
    receiver.answer = 410;
    await change('mine');
    await run();
    await change('mine');
    house.clock.advance(day);
    await run();
    expect(receiver.messages).toHaveLength(1);
    expect(await standing(kam, made)).toMatchObject({ state: 'gone' });
  });
});

describe('killed in the middle', () => {
  const later = 300_000;

  it('before a message went out, it goes out later; after it went out, it goes out again with the same id', async () => {
    const made = await subscribe(kam);
    await change('mine');
    expectStatus(await kam.post(urlOf(made, '/trial')), 204);
    // A process that has taken what is due, and is no more.
    const held = await holdDue(house.house.database, [], house.clock.now());
    expect(held).toHaveLength(1);
    await run();
    expect(receiver.messages.map(({ type }) => type)).toEqual(['account.change']);
    house.clock.advance(later);
    await run();
    expect(receiver.messages).toHaveLength(2);
    expect(receiver.messages[1]).toMatchObject({ id: held[0]?.messageId, type: 'webhook.trial' });
  });

  it('while the receiver had it already, it comes a second time with the same id', async () => {
    await subscribe(kam);
    await change('mine');
    // What became of it cannot be written down: as if the process had been killed before it could.
    await house.superuser.query(
      `create function platform.planted() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$`,
    );
    await house.superuser.query(
      'create trigger planted before insert on platform.webhook_attempt for each row execute function platform.planted()',
    );
    try {
      await run();
    } finally {
      await house.superuser.query('drop trigger planted on platform.webhook_attempt');
      await house.superuser.query('drop function platform.planted()');
    }
    house.clock.advance(later);
    await run();
    expect(receiver.messages).toHaveLength(2);
    expect(receiver.messages[1]?.id).toBe(receiver.messages[0]?.id);
    house.clock.advance(later);
    await run();
    expect(receiver.messages).toHaveLength(2);
  });

  it('what was taken back is told to nobody: a change and its event stand together or not at all', async () => {
    await subscribe(director);
    expect(
      (await house.host.put(`/api/account-codes/${codeOf('mine')}/owner`, { owner: 'senki@kulcs.test' })).status,
    ).toBe(422);
    await run();
    expect(receiver.messages).toEqual([]);
  });
});

it('several at once send each message once', async () => {
  await subscribe(kam);
  await subscribe(director);
  for (let n = 0; n < 10; n += 1) await change('mine');
  await Promise.all([run(), run(), run(), run()]);
  await run();
  expect(receiver.messages).toHaveLength(20);
  expect(new Set(receiver.messages.map(({ id }) => id)).size).toBe(20);
});

const happening = fc.oneof(
  fc.constant({ kind: 'event' } as const),
  fc.constant({ kind: 'kill' } as const),
  fc.record({ kind: fc.constant('answer' as const), status: fc.constantFrom(204, 301, 404, 500, 503) }),
  fc.record({ kind: fc.constant('later' as const), milliseconds: fc.integer({ min: 1, max: day }) }),
);

it('whatever fails and is killed, in the end each event has arrived under one id, and nothing else has', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 15 }), async (story) => {
      await house.superuser.query('truncate platform.webhook cascade');
      const fresh = await startReceiver();
      try {
        const made = await subscribe(kam, { url: fresh.url });
        for (const one of story) {
          if (one.kind === 'event') await change('mine');
          if (one.kind === 'answer') fresh.answer = one.status;
          if (one.kind === 'later') house.clock.advance(one.milliseconds);
          if (one.kind === 'kill') await holdDue(house.house.database, [], house.clock.now());
          else await run();
        }
        fresh.answer = 204;
        expectStatus(await kam.patch(urlOf(made), { isOn: true }), 200);
        await kam.post(urlOf(made, '/replay'));
        house.clock.advance(2 * day);
        await run();
        const ids = new Set((await log(kam, made, '?limit=200')).map(({ messageId }) => messageId));
        expect(ids.size).toBe(story.filter(({ kind }) => kind === 'event').length);
        expect(new Set(fresh.messages.map(({ id }) => id))).toEqual(ids);
        expect(await standing(kam, made)).toMatchObject({ state: 'on', waiting: 0 });
      } finally {
        await fresh.close();
      }
    }),
    { numRuns: 10 },
  );
});

describe('one’s own webhooks', () => {
  it('a new secret signs at once, and the one before for a day more', async () => {
    const first = await subscribe(kam);
    const second = MadeWebhook.parse(expectStatus(await kam.post(urlOf(first, '/secret')), 200).json);
    expect(second.webhook.formerSecretUntil).toBe(new Date(house.clock.now() + day).toISOString());
    await change('mine');
    await run();
    house.clock.advance(day);
    await change('mine');
    await run();
    const signed = [first, second].map(({ secret }) => receiver.messages.map((one) => receiver.isSigned(one, secret)));
    // The library of the convention compares with its own clock, which is that of the second message.
    expect(signed.map((one) => one[1])).toEqual([false, true]);
    expect(receiver.messages[0]?.headers['webhook-signature']?.split(' ')).toHaveLength(2);
    expect((await standing(kam, second))?.formerSecretUntil).toBeNull();
  });

  it('no secret is kept, neither in the store nor in the audit nor in the log', async () => {
    const made = await subscribe(kam);
    await change('mine');
    await run();
    const bytes = Buffer.from(made.secret.replace('whsec_', ''), 'base64');
    for (const table of ['platform.webhook', 'platform.webhook_delivery', 'platform.webhook_attempt', 'audit.entry']) {
      const { rows } = await house.superuser.query<{ text: string }>(`select t::text as text from ${table} t`);
      const all = rows.map(({ text }) => text).join('\n');
      expect(all).not.toContain(made.secret);
      expect(all).not.toContain(bytes.toString('hex'));
    }
    expect(JSON.stringify((await kam.get('/api/webhooks')).json)).not.toContain(made.secret);
  });

  it('are nobody else’s, not even the director’s', async () => {
    const made = await subscribe(kam);
    expect((await house.host.get('/api/webhooks')).status).toBe(404);
    for (const client of [director, house.as(people.admin.email), house.host]) {
      if (client !== house.host) {
        expect(WebhooksReply.parse((await client.get('/api/webhooks')).json).webhooks).toEqual([]);
      }
      for (const reply of [
        await client.get(urlOf(made, '/deliveries')),
        await client.patch(urlOf(made), { isOn: false }),
        await client.remove(urlOf(made)),
        await client.post(urlOf(made, '/secret')),
        await client.post(urlOf(made, '/trial')),
        await client.post(urlOf(made, '/replay')),
        await client.post(urlOf(made, '/deliveries/1/replay')),
      ]) {
        expect([reply.status, reply.json]).toMatchObject([404, { code: 'not-found' }]);
      }
    }
  });

  it.each([
    ['http://hooks.example/kulcs', 'webhook-not-https'],
    ['https://10.0.0.1/', 'webhook-not-allowed'],
    ['https://[fd00::1]/', 'webhook-not-allowed'],
  ])('lead nowhere inside: %s', async (url, code) => {
    expect((await kam.post('/api/webhooks', { name: 'x', url })).json).toMatchObject({ status: 422, code });
    const made = await subscribe(kam);
    expect((await kam.patch(urlOf(made), { url })).json).toMatchObject({ status: 422, code });
  });

  it('are told of what one may be told of: each role is offered its kinds, and no other is taken', async () => {
    const offered = async (client: Client) => WebhooksReply.parse((await client.get('/api/webhooks')).json).types;
    const admin = await offered(house.as(people.admin.email));
    expect(admin).toContain('role.give');
    expect(admin.filter((type) => /^(account|fact|note|file|product|sales|portfolio)\./.test(type))).toEqual([]);
    const seller = await offered(kam);
    expect(seller).toContain('account.assign');
    expect(seller.filter((type) => /^(person|role|sales)\./.test(type))).toEqual([]);
    const refused = await kam.post('/api/webhooks', { name: 'x', url: receiver.url, types: ['role.give'] });
    expect(refused.json).toMatchObject({ status: 422, code: 'webhook-types', facts: { types: 'role.give' } });
  });

  it('are ten at most', async () => {
    for (let n = 0; n < 10; n += 1) await subscribe(kam);
    const reply = await kam.post('/api/webhooks', { name: 'x', url: receiver.url });
    expect([reply.status, reply.json]).toMatchObject([429, { code: 'too-many-webhooks' }]);
  });

  it('each change of one is on record, with where it leads but not with what an address may hide', async () => {
    const { rows: before } = await house.superuser.query<{ seq: bigint }>('select seq from audit.head');
    const made = await subscribe(kam, { url: `${receiver.url}?token=geheim` });
    const to = new URL(receiver.url).origin;
    expectStatus(await kam.patch(urlOf(made), { name: 'Bolt', types: ['account.change'] }), 200);
    expectStatus(await kam.post(urlOf(made, '/secret')), 200);
    expectStatus(await kam.post(urlOf(made, '/trial')), 204);
    await run();
    const [delivery] = await log(kam, made);
    expectStatus(await kam.post(urlOf(made, `/deliveries/${String(delivery?.id)}/replay`)), 204);
    await run();
    expect(receiver.messages).toHaveLength(2);
    expectStatus(await kam.remove(urlOf(made)), 204);
    const { rows } = await house.superuser.query(
      'select actor_id, action, subject, detail from audit.entry where seq > $1 order by seq',
      [before[0]?.seq],
    );
    const entry = (action: string, detail: object) => ({
      actor_id: house.personId(people.kam.email),
      action,
      subject: `webhook:${String(made.webhook.id)}`,
      detail,
    });
    expect(rows).toEqual([
      entry('webhook.add', { name: 'Raktár', to, types: null }),
      entry('webhook.change', {
        before: { name: 'Raktár', to, types: null, state: 'on' },
        after: { name: 'Bolt', to, types: ['account.change'], isOn: true },
      }),
      entry('webhook.secret', {}),
      entry('webhook.trial', {}),
      entry('webhook.replay', { messages: 1 }),
      entry('webhook.remove', { name: 'Bolt', to }),
    ]);
  });

  it('a key of hers neither makes one nor leads one elsewhere', async () => {
    const made = await subscribe(kam);
    const key = expectStatus(await kam.post('/api/keys', { name: 'x', writes: true, abilities: null, days: 1 }), 201);
    const { secret } = key.json as { secret: string };
    const headers = { authorization: `Bearer ${secret}` };
    const asked = [
      { method: 'POST', url: '/api/webhooks', body: { name: 'x', url: receiver.url } },
      { method: 'PATCH', url: urlOf(made), body: { url: receiver.url } },
      { method: 'POST', url: urlOf(made, '/secret'), body: {} },
    ];
    for (const ask of asked) {
      const reply = await house.anonymous.send({ ...ask, headers: { ...headers, 'if-match': '"1"' } });
      expect([reply.status, reply.json]).toMatchObject([401, { code: 'step-up' }]);
    }
    const list = await house.anonymous.send({ method: 'GET', url: '/api/webhooks', headers });
    expect(WebhooksReply.parse(expectStatus(list, 200).json).webhooks).toHaveLength(1);
  });

  it('the log is read page by page, and forgotten after thirty days', async () => {
    const made = await subscribe(kam);
    for (let n = 0; n < 5; n += 1) await change('mine');
    await run();
    const seen: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const url: string = urlOf(made, `/deliveries?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      const page = DeliveriesReply.parse(expectStatus(await kam.get(url), 200).json);
      seen.push(...page.deliveries.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual((await log(kam, made)).map(({ id }) => id));
    expect(seen).toHaveLength(5);
    house.clock.advance(30 * day);
    expect(await forgetOldDeliveries(house.house.database, house.clock)).toBe(0);
    house.clock.advance(1);
    expect(await forgetOldDeliveries(house.house.database, house.clock)).toBe(5);
    expect(await log(kam, made)).toEqual([]);
  });

  it('removed while a message is on its way, nothing breaks', async () => {
    const made = await subscribe(kam);
    await change('mine');
    receiver.answer = (reply) => {
      void kam.remove(urlOf(made)).then(() => reply.writeHead(500).end());
    };
    await run();
    expect(receiver.messages).toHaveLength(1);
    expect(await standing(kam, made)).toBeUndefined();
  });
});
