import { sql } from 'kysely';
import { z } from 'zod';
import { asActor, type Database, type Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import type { Clock } from '#platform/clock/clock.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { route, type Route } from '#platform/http/route.ts';
import type { SwitchedOff } from '#platform/webhooks/attempts.ts';
import { CompanyWebhooksReply, type CompanyWebhook } from '#platform/webhooks/contract.ts';

interface CompanyWebhookDoors {
  readonly database: Database;
  readonly clock: Clock;
  /** Tells those who should know that a webhook was switched off; nobody waits for it. */
  readonly onOff: (off: SwitchedOff) => void;
}

type Row = Omit<CompanyWebhook, 'owner'> & { readonly personId: number; readonly owner: string | null };

const instant = (text: string): string => new Date(Date.parse(text)).toISOString();

/** All webhooks of the company, those that do not arrive first. Who may not manage people is shown none by the database. */
async function companyWebhooks(tx: Tx): Promise<CompanyWebhook[]> {
  const { rows } = await sql<Row>`
    select webhook_id as id, person_id as "personId", person.name as owner, found.name, host, state, off_at as "offAt",
      failing_since as "failingSince", waiting, failures
    from platform.company_webhooks() found left join team.person using (person_id)
    order by (state = 'on' and failing_since is not null) desc, found.name collate "hu-x-icu", webhook_id`.execute(tx);
  return rows.map(({ personId, owner, offAt, failingSince, failures, ...row }) => ({
    ...row,
    owner: { id: personId, name: owner ?? '' },
    offAt: offAt && instant(offAt),
    failingSince: failingSince && instant(failingSince),
    failures: failures.map((one) => ({ ...one, at: instant(one.at) })),
  }));
}

/** @throws ProblemError 404 `not-found`; 409 `webhook-is-off` */
async function switchOff(tx: Tx, id: number, now: number): Promise<SwitchedOff> {
  const webhook = (await companyWebhooks(tx)).find((one) => one.id === id);
  if (!webhook) throw notFound();
  const { rows } = await sql<{ done: boolean }>`
    select platform.switch_off_webhook(${id}, ${new Date(now).toISOString()}) as done`.execute(tx);
  if (rows[0]?.done !== true) throw new ProblemError(409, 'webhook-is-off', { name: webhook.name });
  await record(tx, 'webhook.switch-off', `webhook:${String(id)}`, { reason: 'administrator' });
  return { webhookId: id, personId: webhook.owner.id, name: webhook.name, reason: 'administrator' };
}

/** Doors by which those who manage people see whose programs are told where, and switch one off. */
export function companyWebhookRoutes({ database, clock, onOff }: CompanyWebhookDoors): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/company-webhooks',
      ability: 'people.manage',
      reply: CompanyWebhooksReply,
      handle: async ({ actor }) => ({ webhooks: await asActor(database, actor, companyWebhooks) }),
    }),
    route({
      method: 'POST',
      url: '/api/company-webhooks/:id/off',
      ability: 'people.manage',
      params: z.strictObject({ id: z.coerce.number().int().min(1).max(2_147_483_647) }),
      body: z.strictObject({}),
      async handle({ actor, params }) {
        onOff(await asActor(database, actor, (tx) => switchOff(tx, params.id, clock.now())));
      },
    }),
  ];
}
