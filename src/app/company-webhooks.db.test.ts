import { expect, it } from 'vitest';
import { CompanyWebhooksReply } from '#platform/webhooks/contract.ts';
import { KeptMails } from '#slices/team/contract.ts';
import { expectStatus, people } from '#testing/house.ts';
import { urlOf, webhookWorld } from '#testing/webhook-world.ts';

const w = webhookWorld();
const { house, run, subscribe, standing, change } = w;
const admin = () => house.as(people.admin.email);
const all = async () =>
  CompanyWebhooksReply.parse(expectStatus(await admin().get('/api/company-webhooks'), 200).json).webhooks;

it('those who manage people see all webhooks: whose, where they lead, whether they arrive, and nothing of what they tell', async () => {
  const made = await subscribe(w.kam, { url: `${w.receiver.url}?token=geheim`, types: ['account.change'] });
  await subscribe(w.director, { name: 'Áruház', types: ['role.give'] });
  w.receiver.answer = 500;
  await change('mine');
  await run();
  const reply = expectStatus(await admin().get('/api/company-webhooks'), 200);
  const [failing, other] = CompanyWebhooksReply.parse(reply.json).webhooks;
  expect(failing).toEqual({
    id: made.webhook.id,
    name: 'Raktár',
    owner: { id: house.personId(people.kam.email), name: people.kam.name },
    host: new URL(w.receiver.url).host,
    state: 'on',
    offAt: null,
    failingSince: new Date(house.clock.now()).toISOString(),
    waiting: 1,
    failures: [{ at: new Date(house.clock.now()).toISOString(), outcome: 'answered', status: 500 }],
  });
  expect(other).toMatchObject({ name: 'Áruház', owner: { name: people.director.name }, failures: [] });
  for (const secret of ['geheim', '/kulcs', 'account', made.secret]) expect(reply.text).not.toContain(secret);
  expect(await house.superuser.query('select 1 from platform.webhook')).toMatchObject({ rowCount: 2 });
});

it('an administrator switches one off: it is told nothing, its owner gets a mail and can switch it on again', async () => {
  const made = await subscribe(w.kam);
  const off = () => admin().post(`/api/company-webhooks/${String(made.webhook.id)}/off`, {});
  expectStatus(await off(), 204);
  await change('mine');
  await run();
  expect(w.receiver.messages).toEqual([]);
  expect(await standing(w.kam, made)).toMatchObject({ state: 'administrator', offAt: expect.any(String) as string });
  expect((await off()).json).toMatchObject({ status: 409, code: 'webhook-is-off', facts: { name: 'Raktár' } });
  const { rows } = await house.superuser.query(
    'select actor_id, capacity, subject, detail from audit.entry where action = $1 order by seq desc limit 1',
    ['webhook.switch-off'],
  );
  expect(rows).toEqual([
    {
      actor_id: house.personId(people.admin.email),
      capacity: 'host',
      subject: `webhook:${String(made.webhook.id)}`,
      detail: { reason: 'administrator' },
    },
  ]);
  await expect
    .poll(async () => KeptMails.parse((await house.host.get('/api/kept-mails')).json).mails?.map(({ to }) => to))
    .toEqual(expect.arrayContaining([people.kam.email]));
  const { version } = (await standing(w.kam, made)) ?? {};
  const headers = { 'if-match': `"${String(version)}"` };
  expectStatus(await w.kam.send({ method: 'PATCH', url: urlOf(made), headers, body: { isOn: true } }), 200);
  await run();
  expect(w.receiver.messages).toHaveLength(1);
  expect((await all()).map(({ state }) => state)).toEqual(['on']);
});

it('whoever does not manage people neither sees nor switches off any, not even behind the doors', async () => {
  const made = await subscribe(w.director);
  const url = `/api/company-webhooks/${String(made.webhook.id)}/off`;
  expect((await w.kam.get('/api/company-webhooks')).status).toBe(403);
  expect((await w.kam.post(url, {})).status).toBe(403);
  const client = await house.pool.connect();
  try {
    await client.query('begin; set local role kulcs_app');
    expect((await client.query('select * from platform.company_webhooks()')).rows).toEqual([]);
    await expect(client.query('select platform.switch_off_webhook($1, now())', [made.webhook.id])).rejects.toThrow(
      /who manage people/,
    );
  } finally {
    await client.query('rollback');
    client.release();
  }
});
