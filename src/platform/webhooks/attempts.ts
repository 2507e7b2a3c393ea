import { sql } from 'kysely';
import type { Database, Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import type { CallOutcome } from '#platform/outgoing/call.ts';
import { pauseAfter } from './schedule.ts';

/** A message whose turn it is, held for this process for a while. */
export interface Due {
  readonly id: number;
  readonly webhookId: number;
  readonly personId: number;
  readonly messageId: string;
  readonly url: string;
  readonly seq: bigint | null;
  readonly payload: string;
  readonly tries: number;
  readonly salt: Buffer;
  readonly formerSalt: Buffer | null;
}

/** What is told when a webhook was switched off. */
export interface SwitchedOff {
  readonly webhookId: number;
  readonly personId: number;
  readonly name: string;
  readonly reason: 'failures' | 'gone' | 'administrator';
}

const atOnce = 50;
/** A process that dies while it sends keeps its messages for so long; then another one sends them again. */
const leaseMilliseconds = 300_000;
const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** Holds messages whose turn it is, apart from those of webhooks that are being called now. */
export async function holdDue(database: Database, busy: readonly number[], now: number): Promise<readonly Due[]> {
  const { rows } = await sql<Due>`
    with due as (
      select delivery.delivery_id from platform.webhook_delivery delivery join platform.webhook using (webhook_id)
      where webhook.state = 'on' and delivery.state = 'waiting' and delivery.next_at <= ${instant(now)}
        and webhook_id <> all (${[...busy]}::int[])
      order by delivery.next_at, delivery.delivery_id limit ${atOnce} for update of delivery skip locked
    ), held as (
      update platform.webhook_delivery set next_at = ${instant(now + leaseMilliseconds)} from due
      where webhook_delivery.delivery_id = due.delivery_id returning webhook_delivery.*
    )
    select held.delivery_id as id, held.webhook_id as "webhookId", person_id as "personId", message_id as "messageId", url, held.seq,
      payload, tries, salt, case when former_until > ${instant(now)} then former_salt end as "formerSalt"
    from held join platform.webhook using (webhook_id) order by held.delivery_id`.execute(database);
  return rows;
}

/** Gives back what this process held and does not send any more, because it ends. */
export async function letGo(database: Database, messages: readonly Due[], now: number): Promise<void> {
  await sql`update platform.webhook_delivery set next_at = ${instant(now)}
    where delivery_id = any (${messages.map(({ id }) => id)}::int[]) and state = 'waiting'`.execute(database);
}

/** What a message tells is hidden from its owner by now: it is not sent, and its content is gone. */
export async function withhold(database: Database, { id }: Due): Promise<void> {
  await sql`update platform.webhook_delivery set state = 'withheld', next_at = null, payload = '{}'
    where delivery_id = ${id} and state = 'waiting'`.execute(database);
}

/**
 * Writes down what became of a try, and when the next one is. After the last one the message is given up; a webhook at which
 * nothing has arrived since that message was made is switched off then, and at once when its receiver says 410.
 * @returns the webhook, if it was switched off
 */
export async function writeAttempt(
  database: Database,
  due: Due,
  outcome: CallOutcome,
  { began, ended, chance }: { readonly began: number; readonly ended: number; readonly chance: number },
): Promise<SwitchedOff | null> {
  const status = outcome.outcome === 'answered' ? outcome.status : null;
  const isDelivered = status !== null && status >= 200 && status < 300;
  const tries = due.tries + 1;
  const pause = pauseAfter(tries, outcome.outcome === 'answered' ? outcome.retryAfterSeconds : null, chance);
  const next = isDelivered || pause === null || status === 410 ? null : instant(ended + pause);
  const state = isDelivered ? 'delivered' : next === null ? 'failed' : 'waiting';
  return database.transaction().execute(async (tx) => {
    const { rows } = await sql<{ madeAt: string }>`
      update platform.webhook_delivery set state = ${state}, tries = ${tries}, next_at = ${next}
      where delivery_id = ${due.id} returning made_at as "madeAt"`.execute(tx);
    const [delivery] = rows;
    // Its webhook was removed meanwhile.
    if (!delivery) return null;
    await sql`insert into platform.webhook_attempt (delivery_id, at, outcome, status, milliseconds)
      values (${due.id}, ${instant(began)}, ${outcome.outcome}, ${status}, ${ended - began})`.execute(tx);
    if (isDelivered) {
      await sql`update platform.webhook set failing_since = null where webhook_id = ${due.webhookId}`.execute(tx);
      return null;
    }
    await sql`update platform.webhook set failing_since = coalesce(failing_since, ${instant(began)})
      where webhook_id = ${due.webhookId}`.execute(tx);
    if (status === 410) return switchOff(tx, due, 'gone', ended);
    return state === 'failed' ? switchOff(tx, due, 'failures', ended) : null;
  });
}

async function switchOff(
  tx: Tx,
  { id, webhookId, personId }: Due,
  reason: SwitchedOff['reason'],
  now: number,
): Promise<SwitchedOff | null> {
  const { rows } = await sql<{ name: string }>`
    update platform.webhook set state = ${reason}, off_at = ${instant(now)}, version = version + 1
    where webhook_id = ${webhookId} and state = 'on' and (${reason} = 'gone' or not exists (
      select from platform.webhook_attempt join platform.webhook_delivery using (delivery_id)
      where webhook_delivery.webhook_id = ${webhookId} and status between 200 and 299
        and webhook_attempt.at >= (select min(at) from platform.webhook_attempt where delivery_id = ${id})))
    returning name`.execute(tx);
  const [off] = rows;
  if (!off) return null;
  // Nobody asked for it: the server does it by itself.
  await sql`select set_config('kulcs.host', 'on', true)`.execute(tx);
  await record(tx, 'webhook.switch-off', `webhook:${String(webhookId)}`, { reason });
  return { webhookId, personId, name: off.name, reason };
}
