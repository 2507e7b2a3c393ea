import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdDue } from '#platform/webhooks/attempts.ts';
import { expectStatus, people } from '#testing/house.ts';
import { codeOf } from '#testing/matrix/calls.ts';
import { startReceiver, type WebhookReceiver } from '#testing/webhook-receiver.ts';
import { day, hour, urlOf, webhookWorld } from '#testing/webhook-world.ts';

const w = webhookWorld();
const { house, run, subscribe, standing, log, change, about } = w;

/** From a failed try to the next one, with the tenth that chance may add. */
const pauses = [5000, 300_000, 30 * 60_000, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, day].map(
  (pause) => pause * 1.1,
);

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
    const made = await subscribe(w.kam);
    w.receiver.answer = answer;
    await change('mine');
    await run();
    for (const pause of pauses.slice(0, 3)) {
      house.clock.advance(pause);
      await run();
    }
    expect((await standing(w.kam, made))?.failingSince).not.toBeNull();
    w.receiver.answer = 204;
    house.clock.advance(3 * hour);
    await run();
    expect(w.receiver.messages).toHaveLength(5);
    expect(new Set(w.receiver.messages.map(({ id }) => id)).size).toBe(1);
    expect(new Set(w.receiver.messages.map(({ body }) => body)).size).toBe(1);
    const [delivery] = await log(w.kam, made);
    expect(delivery).toMatchObject({
      state: 'delivered',
      attempts: [attempt, attempt, attempt, attempt, { status: 204 }],
    });
    expect(JSON.stringify(delivery)).not.toContain('not to be shown');
    expect(await standing(w.kam, made)).toMatchObject({ state: 'on', failingSince: null, waiting: 0 });
  });

  it('is not there at all: nothing is lost', async () => {
    const away = await startReceiver();
    await away.close();
    const made = await subscribe(w.kam, { url: away.url });
    await change('mine');
    await run();
    expect(await log(w.kam, made)).toMatchObject([{ state: 'waiting', attempts: [{ outcome: 'no-connection' }] }]);
  });

  it('is slow: it is given up for now, and the others do not wait for it', async () => {
    const slow = await startReceiver();
    slow.answer = () => undefined;
    const made = await subscribe(w.kam, { url: slow.url });
    await subscribe(w.director);
    await change('mine');
    await run();
    expect(w.receiver.messages).toHaveLength(1);
    expect(await log(w.kam, made)).toMatchObject([{ state: 'waiting', attempts: [{ outcome: 'late', status: null }] }]);
    await slow.close();
  });

  it('wants to be left alone for a while: it is', async () => {
    const made = await subscribe(w.kam);
    w.receiver.answer = (reply) => void reply.writeHead(429, { 'retry-after': '7200' }).end();
    await change('mine');
    const began = house.clock.now();
    await run();
    expect((await log(w.kam, made))[0]?.nextAt).toBe(new Date(began + 2 * hour).toISOString());
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
    const made = await subscribe(w.kam);
    w.receiver.answer = 503;
    await change('mine');
    await failForDays();
    expect(w.receiver.messages).toHaveLength(10);
    expect(await standing(w.kam, made)).toMatchObject({ state: 'failures', waiting: 0 });
    expect(await log(w.kam, made)).toMatchObject([{ state: 'failed', nextAt: null }]);
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
    expect(w.receiver.messages).toHaveLength(10);
    w.receiver.answer = 204;
    expect((await w.kam.post(urlOf(made, '/replay'))).json).toMatchObject({ code: 'webhook-off' });
    expectStatus(await w.kam.patch(urlOf(made), { isOn: true }), 200);
    await run();
    expect(w.receiver.messages.slice(10).map(({ data }) => data)).toEqual([about('mineToo')]);
    expect(expectStatus(await w.kam.post(urlOf(made, '/replay')), 200).json).toEqual({ replayed: 1 });
    await run();
    expect(w.receiver.messages.at(-1)?.id).toBe(w.receiver.messages[0]?.id);
    expect(await log(w.kam, made, '?state=failed')).toEqual([]);
  });

  it('while something else arrives it stays on, though one message is given up', async () => {
    const made = await subscribe(w.kam);
    w.receiver.answer = 500;
    await change('mine');
    await run();
    for (const pause of pauses) {
      w.receiver.answer = 204;
      await change('mineToo');
      await run();
      w.receiver.answer = 500;
      house.clock.advance(pause);
      await run();
    }
    expect((await standing(w.kam, made))?.state).toBe('on');
    expect(await log(w.kam, made, '?state=failed')).toHaveLength(1);
  });

  it('who says that it is gone is not called again', async () => {
    const made = await subscribe(w.kam);
    w.receiver.answer = 410;
    await change('mine');
    await run();
    await change('mine');
    house.clock.advance(day);
    await run();
    expect(w.receiver.messages).toHaveLength(1);
    expect(await standing(w.kam, made)).toMatchObject({ state: 'gone' });
  });
});

describe('killed in the middle', () => {
  const later = 300_000;

  it('before a message went out, it goes out later; after it went out, it goes out again with the same id', async () => {
    const made = await subscribe(w.kam);
    await change('mine');
    expectStatus(await w.kam.post(urlOf(made, '/trial')), 204);
    // A process that has taken what is due, and is no more.
    const held = await holdDue(house.house.database, [], house.clock.now());
    expect(held).toHaveLength(1);
    await run();
    expect(w.receiver.messages.map(({ type }) => type)).toEqual(['account.change']);
    house.clock.advance(later);
    await run();
    expect(w.receiver.messages).toHaveLength(2);
    expect(w.receiver.messages[1]).toMatchObject({ id: held[0]?.messageId, type: 'webhook.trial' });
  });

  it('while the receiver had it already, it comes a second time with the same id', async () => {
    await subscribe(w.kam);
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
    expect(w.receiver.messages).toHaveLength(2);
    expect(w.receiver.messages[1]?.id).toBe(w.receiver.messages[0]?.id);
    house.clock.advance(later);
    await run();
    expect(w.receiver.messages).toHaveLength(2);
  });

  it('what was taken back is told to nobody: a change and its event stand together or not at all', async () => {
    await subscribe(w.director);
    expect(
      (await house.host.put(`/api/account-codes/${codeOf('mine')}/owner`, { owner: 'senki@kulcs.test' })).status,
    ).toBe(422);
    await run();
    expect(w.receiver.messages).toEqual([]);
  });
});

it('several at once send each message once', async () => {
  await subscribe(w.kam);
  await subscribe(w.director);
  for (let n = 0; n < 10; n += 1) await change('mine');
  await Promise.all([run(), run(), run(), run()]);
  await run();
  expect(w.receiver.messages).toHaveLength(20);
  expect(new Set(w.receiver.messages.map(({ id }) => id)).size).toBe(20);
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
        const made = await subscribe(w.kam, { url: fresh.url });
        for (const one of story) {
          if (one.kind === 'event') await change('mine');
          if (one.kind === 'answer') fresh.answer = one.status;
          if (one.kind === 'later') house.clock.advance(one.milliseconds);
          if (one.kind === 'kill') await holdDue(house.house.database, [], house.clock.now());
          else await run();
        }
        fresh.answer = 204;
        expectStatus(await w.kam.patch(urlOf(made), { isOn: true }), 200);
        await w.kam.post(urlOf(made, '/replay'));
        house.clock.advance(2 * day);
        await run();
        const ids = new Set((await log(w.kam, made, '?limit=200')).map(({ messageId }) => messageId));
        expect(ids.size).toBe(story.filter(({ kind }) => kind === 'event').length);
        expect(new Set(fresh.messages.map(({ id }) => id))).toEqual(ids);
        expect(await standing(w.kam, made)).toMatchObject({ state: 'on', waiting: 0 });
      } finally {
        await fresh.close();
      }
    }),
    { numRuns: 10 },
  );
});
