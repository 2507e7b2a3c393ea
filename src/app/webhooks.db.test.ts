import { describe, expect, it } from 'vitest';
import { forgetOldDeliveries } from '#platform/webhooks/log.ts';
import { DeliveriesReply, MadeWebhook, WebhooksReply } from '#platform/webhooks/contract.ts';
import type { Client } from '#testing/actor.ts';
import { expectStatus, people } from '#testing/house.ts';
import { day, hour, urlOf, webhookWorld } from '#testing/webhook-world.ts';

const w = webhookWorld();
const { house, run, subscribe, standing, log, change, give, about } = w;

describe('a webhook is told', () => {
  it('what happened to what, signed, and nothing of its content', async () => {
    const made = await subscribe(w.kam);
    await change('mine');
    await run();
    const [message, ...others] = w.receiver.messages;
    expect(others).toEqual([]);
    expect(message).toMatchObject({ type: 'account.change', data: about('mine') });
    expect(message?.body).not.toContain('Város');
    expect(message?.id).toMatch(/^msg_[0-9a-f-]{36}$/);
    expect(message?.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'Kulcs' });
    expect(w.receiver.isSigned(message, made.secret)).toBe(true);
    expect(w.receiver.isSigned(message, (await subscribe(w.kam)).secret)).toBe(false);
    await run();
    expect(w.receiver.messages).toHaveLength(1);
    expect(await log(w.kam, made)).toMatchObject([
      { messageId: message?.id, type: 'account.change', state: 'delivered', nextAt: null, payload: message?.body },
    ]);
  });

  it('of what came after it was made, in the order in which it happened', async () => {
    await change('mine');
    await subscribe(w.kam);
    await change('mineToo');
    await change('mine');
    await run();
    expect(w.receiver.messages.map(({ data }) => data)).toHaveLength(2);
    expect(new Set(w.receiver.messages.map(({ data }) => JSON.stringify(data)))).toEqual(
      new Set([JSON.stringify(about('mineToo')), JSON.stringify(about('mine'))]),
    );
  });

  it('of the kinds that it asked for', async () => {
    const made = await subscribe(w.director, { types: ['product.kind'] });
    await change('mine');
    const product = '/api/product-codes/ZqMineProduct/kind';
    expectStatus(await house.host.put(product, { kind: 'service' }), 200);
    await run();
    expect(w.receiver.messages).toMatchObject([{ type: 'product.kind', data: { product: { code: 'ZqMineProduct' } } }]);
    expect(await log(w.director, made)).toHaveLength(1);
    expectStatus(await house.host.put(product, { kind: 'goods' }), 200);
  });
});

describe('of what its owner does not see it is told nothing', () => {
  it('of accounts of others', async () => {
    await subscribe(w.kam);
    await change('colleagues');
    await change('otherRegions');
    await change('unowned');
    await run();
    expect(w.receiver.messages).toEqual([]);
  });

  it('an administrator of people and not of business, a KAM the other way round', async () => {
    const admin = house.as(people.admin.email);
    await subscribe(admin, { url: `${w.receiver.url}/admin` });
    await subscribe(w.kam, { url: `${w.receiver.url}/kam` });
    await change('mine');
    const person = `/api/people/${String(house.personId(people.otherKam.email))}`;
    expectStatus(await house.host.patch(person, { name: 'Zólyomi Cecília' }), 200);
    await run();
    expect(w.receiver.messages.map(({ type }) => type).sort()).toEqual(['account.change', 'person.change']);
    const told = w.receiver.messages.find(({ type }) => type === 'person.change');
    expect(told?.data).toEqual({ person: { id: house.personId(people.otherKam.email) } });
    expect(told?.body).not.toContain('Cecília');
    expectStatus(await house.host.patch(person, { name: people.otherKam.name }), 200);
  });

  it('of confidential and personal facts nobody, not even their authors', async () => {
    await subscribe(w.kam);
    await subscribe(w.director);
    const facts = `/api/accounts/${String(w.world.accountId('mine'))}/facts`;
    const fact = { value: 'Zq', source: 'látogatás', knownOn: '2026-02-01' };
    expectStatus(await w.kam.post(facts, { ...fact, topic: 'needs', class: 'confidential' }), 201);
    await run();
    expect(w.receiver.messages).toEqual([]);
    expectStatus(await w.kam.post(facts, { ...fact, topic: 'needs', class: 'internal' }), 201);
    await run();
    expect(w.receiver.messages.map(({ type }) => type)).toEqual(['fact.add', 'fact.add']);
    expect(w.receiver.messages[0]?.data).toMatchObject({
      ...about('mine'),
      fact: { id: expect.any(Number) as number },
    });
  });

  it('once an account is another’s, what still waited is withheld, and its content is gone', async () => {
    const made = await subscribe(w.kam);
    w.receiver.answer = 500;
    await change('mine');
    await run();
    expect(w.receiver.messages).toHaveLength(1);
    await give('mine', people.otherKam.email);
    w.receiver.answer = 204;
    house.clock.advance(hour);
    await run();
    expect(w.receiver.messages).toHaveLength(1);
    const [withheld] = await log(w.kam, made, '?state=withheld');
    expect(withheld).toMatchObject({ type: 'account.change', payload: null, nextAt: null });
    const { rows } = await house.superuser.query('select payload from platform.webhook_delivery');
    expect(rows).toEqual([{ payload: '{}' }]);
    await give('mine', people.kam.email);
  });

  it('whoever is let in no more is told nothing, neither of what waits nor of what comes', async () => {
    await subscribe(house.as(people.otherKam.email));
    w.receiver.answer = 500;
    await change('otherRegions');
    await run();
    expect(w.receiver.messages).toHaveLength(1);
    const url = `/api/people/${String(house.personId(people.otherKam.email))}/disabled`;
    expectStatus(await house.host.put(url, { disabled: true }), 200);
    await change('otherRegions');
    house.clock.advance(hour);
    await run();
    expect(w.receiver.messages).toHaveLength(1);
    expectStatus(await house.host.put(url, { disabled: false }), 200);
  });
});

describe('one’s own webhooks', () => {
  it('a new secret signs at once, and the one before for a day more', async () => {
    const first = await subscribe(w.kam);
    const second = MadeWebhook.parse(expectStatus(await w.kam.post(urlOf(first, '/secret')), 200).json);
    expect(second.webhook.formerSecretUntil).toBe(new Date(house.clock.now() + day).toISOString());
    await change('mine');
    await run();
    house.clock.advance(day);
    await change('mine');
    await run();
    const signed = [first, second].map(({ secret }) =>
      w.receiver.messages.map((one) => w.receiver.isSigned(one, secret)),
    );
    // The library of the convention compares with its own clock, which is that of the second message.
    expect(signed.map((one) => one[1])).toEqual([false, true]);
    expect(w.receiver.messages[0]?.headers['webhook-signature']?.split(' ')).toHaveLength(2);
    expect((await standing(w.kam, second))?.formerSecretUntil).toBeNull();
  });

  it('no secret is kept, neither in the store nor in the audit nor in the log', async () => {
    const made = await subscribe(w.kam);
    await change('mine');
    await run();
    const bytes = Buffer.from(made.secret.replace('whsec_', ''), 'base64');
    for (const table of ['platform.webhook', 'platform.webhook_delivery', 'platform.webhook_attempt', 'audit.entry']) {
      const { rows } = await house.superuser.query<{ text: string }>(`select t::text as text from ${table} t`);
      const all = rows.map(({ text }) => text).join('\n');
      expect(all).not.toContain(made.secret);
      expect(all).not.toContain(bytes.toString('hex'));
    }
    expect(JSON.stringify((await w.kam.get('/api/webhooks')).json)).not.toContain(made.secret);
  });

  it('are nobody else’s, not even the director’s', async () => {
    const made = await subscribe(w.kam);
    expect((await house.host.get('/api/webhooks')).status).toBe(404);
    for (const client of [w.director, house.as(people.admin.email), house.host]) {
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
    expect((await w.kam.post('/api/webhooks', { name: 'x', url })).json).toMatchObject({ status: 422, code });
    const made = await subscribe(w.kam);
    expect((await w.kam.patch(urlOf(made), { url })).json).toMatchObject({ status: 422, code });
  });

  it('are told of what one may be told of: each role is offered its kinds, and no other is taken', async () => {
    const offered = async (client: Client) => WebhooksReply.parse((await client.get('/api/webhooks')).json).types;
    const admin = await offered(house.as(people.admin.email));
    expect(admin).toContain('role.give');
    expect(admin.filter((type) => /^(account|fact|note|file|product|sales|portfolio)\./.test(type))).toEqual([]);
    const seller = await offered(w.kam);
    expect(seller).toContain('account.assign');
    expect(seller.filter((type) => /^(person|role|sales)\./.test(type))).toEqual([]);
    const refused = await w.kam.post('/api/webhooks', { name: 'x', url: w.receiver.url, types: ['role.give'] });
    expect(refused.json).toMatchObject({ status: 422, code: 'webhook-types', facts: { types: 'role.give' } });
  });

  it('are ten at most', async () => {
    for (let n = 0; n < 10; n += 1) await subscribe(w.kam);
    const reply = await w.kam.post('/api/webhooks', { name: 'x', url: w.receiver.url });
    expect([reply.status, reply.json]).toMatchObject([429, { code: 'too-many-webhooks' }]);
  });

  it('each change of one is on record, with where it leads but not with what an address may hide', async () => {
    const { rows: before } = await house.superuser.query<{ seq: bigint }>('select seq from audit.head');
    const made = await subscribe(w.kam, { url: `${w.receiver.url}?token=geheim` });
    const to = new URL(w.receiver.url).origin;
    expectStatus(await w.kam.patch(urlOf(made), { name: 'Bolt', types: ['account.change'] }), 200);
    expectStatus(await w.kam.post(urlOf(made, '/secret')), 200);
    expectStatus(await w.kam.post(urlOf(made, '/trial')), 204);
    await run();
    const [delivery] = await log(w.kam, made);
    expectStatus(await w.kam.post(urlOf(made, `/deliveries/${String(delivery?.id)}/replay`)), 204);
    await run();
    expect(w.receiver.messages).toHaveLength(2);
    expectStatus(await w.kam.remove(urlOf(made)), 204);
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
    const made = await subscribe(w.kam);
    const key = expectStatus(await w.kam.post('/api/keys', { name: 'x', writes: true, abilities: null, days: 1 }), 201);
    const { secret } = key.json as { secret: string };
    const headers = { authorization: `Bearer ${secret}` };
    const asked = [
      { method: 'POST', url: '/api/webhooks', body: { name: 'x', url: w.receiver.url } },
      { method: 'PATCH', url: urlOf(made), body: { url: w.receiver.url } },
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
    const made = await subscribe(w.kam);
    for (let n = 0; n < 5; n += 1) await change('mine');
    await run();
    const seen: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const url: string = urlOf(made, `/deliveries?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      const page = DeliveriesReply.parse(expectStatus(await w.kam.get(url), 200).json);
      seen.push(...page.deliveries.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual((await log(w.kam, made)).map(({ id }) => id));
    expect(seen).toHaveLength(5);
    house.clock.advance(30 * day);
    expect(await forgetOldDeliveries(house.house.database, house.clock)).toBe(0);
    house.clock.advance(1);
    expect(await forgetOldDeliveries(house.house.database, house.clock)).toBe(5);
    expect(await log(w.kam, made)).toEqual([]);
  });

  it('removed while a message is on its way, nothing breaks', async () => {
    const made = await subscribe(w.kam);
    await change('mine');
    w.receiver.answer = (reply) => {
      void w.kam.remove(urlOf(made)).then(() => reply.writeHead(500).end());
    };
    await run();
    expect(w.receiver.messages).toHaveLength(1);
    expect(await standing(w.kam, made)).toBeUndefined();
  });
});
