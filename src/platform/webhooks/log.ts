import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Database, Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import type { Clock } from '#platform/clock/clock.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import type { DeliveriesQuery, DeliveriesReply, Delivery } from './contract.ts';
import { keptDays, webhookOf } from './store.ts';

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();
const trialType = 'webhook.trial';

/** A message as it is sent: what happened, when, and by which numbers and codes it is found. */
export const messageOf = (type: string, at: string, data: unknown): string =>
  JSON.stringify({ type, timestamp: instant(Date.parse(at)), data });

export const newMessageId = (): string => `msg_${randomUUID()}`;

interface Row extends Omit<Delivery, 'at' | 'nextAt' | 'attempts'> {
  readonly madeAt: string;
  readonly nextAt: string | null;
  readonly attempts: readonly Delivery['attempts'][number][];
}

const toDelivery = ({ madeAt, nextAt, ...row }: Row): Delivery => ({
  ...row,
  at: instant(Date.parse(madeAt)),
  nextAt: nextAt === null ? null : instant(Date.parse(nextAt)),
  payload: row.state === 'withheld' ? null : row.payload,
  attempts: row.attempts.map((attempt) => ({ ...attempt, at: instant(Date.parse(attempt.at)) })),
});

/** Messages of one's own webhook with what became of them, newest first. @throws ProblemError 404 `not-found` */
export async function deliveriesOf(
  tx: Tx,
  id: number,
  { state, limit, cursor }: DeliveriesQuery,
  now: number,
): Promise<DeliveriesReply> {
  await webhookOf(tx, id, now);
  const [before] = cursor === undefined ? [null] : decodeCursor(cursor, ['number'] as const);
  const { rows } = await sql<Row>`
    select delivery_id as id, message_id as "messageId", type, made_at as "madeAt", state, next_at as "nextAt", payload,
      coalesce((select json_agg(json_build_object('at', at, 'outcome', outcome, 'status', status, 'milliseconds', milliseconds)
          order by attempt_id) from platform.webhook_attempt where webhook_attempt.delivery_id = delivery.delivery_id), '[]') as attempts
    from platform.webhook_delivery delivery
    where webhook_id = ${id} and (${before}::int is null or delivery_id < ${before})
      and (${state ?? null}::text is null or state = ${state ?? null})
    order by delivery_id desc limit ${limit + 1}`.execute(tx);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    deliveries: page.map(toDelivery),
    nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null,
  };
}

async function switchedOn(tx: Tx, id: number, now: number): Promise<void> {
  const { state, name } = await webhookOf(tx, id, now);
  if (state !== 'on') throw new ProblemError(409, 'webhook-off', { name });
}

/** Sends a message that tells of nothing, to try the way. @throws ProblemError 404 `not-found`; 409 `webhook-off` */
export async function sendTrial(tx: Tx, id: number, now: number): Promise<void> {
  await switchedOn(tx, id, now);
  await sql`insert into platform.webhook_delivery (webhook_id, message_id, type, payload, made_at, next_at)
    values (${id}, ${newMessageId()}, ${trialType}, ${messageOf(trialType, instant(now), {})}, ${instant(now)}, ${instant(now)})`.execute(
    tx,
  );
  await record(tx, 'webhook.trial', `webhook:${String(id)}`);
}

/**
 * Sends messages once more, with the same ids: one, or all that were given up.
 * @returns how many
 * @throws ProblemError 404 `not-found`; 409 `webhook-off`
 */
export async function replay(tx: Tx, id: number, delivery: number | null, now: number): Promise<number> {
  await switchedOn(tx, id, now);
  const { rows } = await sql<{ id: number }>`
    update platform.webhook_delivery set state = 'waiting', tries = 0, next_at = ${instant(now)}
    where webhook_id = ${id} and state <> 'withheld' and case when ${delivery}::int is null then state = 'failed' else delivery_id = ${delivery} end
    returning delivery_id as id`.execute(tx);
  if (delivery !== null && rows.length === 0) throw notFound();
  if (rows.length > 0) await record(tx, 'webhook.replay', `webhook:${String(id)}`, { messages: rows.length });
  return rows.length;
}

/** Forgets messages that are older than thirty days. @returns how many */
export async function forgetOldDeliveries(database: Database, clock: Clock): Promise<number> {
  const end = instant(clock.now() - keptDays * 86_400_000);
  const gone = await sql`delete from platform.webhook_delivery where made_at < ${end}`.execute(database);
  return Number(gone.numAffectedRows ?? 0n);
}
