import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import { asActor, type Database } from '#platform/access/transaction.ts';
import type { EventKind, Identifiers, Recorded } from './events.ts';
import { messageOf, newMessageId } from './log.ts';
import { keptDays } from './store.ts';

/** What telling needs: what there is to tell, and who a webhook's owner is by now. */
export interface OutboxRules {
  readonly database: Database;
  readonly kinds: readonly EventKind[];
  /** A person with the rights of this moment; null when she is let in no more. */
  readonly actorFor: (personId: number) => Promise<Actor | null>;
}

interface Behind {
  readonly id: number;
  readonly personId: number;
  readonly types: readonly string[] | null;
  readonly toldSeq: bigint;
  /** The newest entry: no older one can come later, for they are numbered in the order of their commits. */
  readonly end: bigint;
}

interface Entry extends Recorded {
  readonly seq: bigint;
  readonly at: string;
}

const entriesAtOnce = 200;
const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** What a person is told of an entry; null when it is none of her business. */
export async function toldTo(
  { database, kinds }: OutboxRules,
  actor: Actor | null,
  recorded: Recorded,
): Promise<Identifiers | null> {
  const kind = kinds.find(({ type }) => type === recorded.action);
  if (!kind || !actor || (kind.ability !== null && !actor.abilities.has(kind.ability))) return null;
  return asActor(database, actor, (tx) => kind.tell(tx, recorded));
}

/**
 * Turns entries of the audit that webhooks have not been told of into messages that wait, for as many entries as one look
 * takes. Of two processes that do the same one wins, and the other's work is thrown away.
 * @returns whether there is more
 */
export async function fillOutbox(rules: OutboxRules, now: number): Promise<boolean> {
  const { database } = rules;
  const { rows } = await sql<Behind>`
    select webhook_id as id, person_id as "personId", types, told_seq as "toldSeq", head.seq as "end"
    from platform.webhook cross join audit.head where state = 'on' and told_seq < head.seq`.execute(database);
  let hasMore = false;
  for (const webhook of rows) hasMore = (await tellOne(rules, webhook, now)) || hasMore;
  return hasMore;
}

async function tellOne(rules: OutboxRules, webhook: Behind, now: number): Promise<boolean> {
  const { database, kinds } = rules;
  const wanted = kinds.map(({ type }) => type).filter((type) => webhook.types?.includes(type) ?? true);
  const { rows } = await sql<Entry>`
    select entry.seq, entry.at, entry.action, entry.subject, entry.detail from audit.entry
    where seq > ${webhook.toldSeq} and seq <= ${webhook.end} and action = any (${wanted}::text[]) and at >= ${instant(now - keptDays * 86_400_000)}
    order by seq limit ${entriesAtOnce}`.execute(database);
  const hasMore = rows.length === entriesAtOnce;
  const toldSeq = hasMore ? (rows.at(-1)?.seq ?? webhook.end) : webhook.end;
  const actor = await rules.actorFor(webhook.personId);
  const messages: { seq: bigint; id: string; type: string; payload: string }[] = [];
  for (const entry of rows) {
    const data = await toldTo(rules, actor, entry);
    if (data === null) continue;
    const payload = messageOf(entry.action, entry.at, data);
    messages.push({ seq: entry.seq, id: newMessageId(), type: entry.action, payload });
  }
  await database.transaction().execute(async (tx) => {
    const told = await sql`update platform.webhook set told_seq = ${toldSeq}
      where webhook_id = ${webhook.id} and told_seq = ${webhook.toldSeq}`.execute(tx);
    // Another process has told it, or it was removed.
    if (told.numAffectedRows !== 1n) return;
    for (const { seq, id, type, payload } of messages) {
      await sql`insert into platform.webhook_delivery (webhook_id, message_id, seq, type, payload, made_at, next_at)
        values (${webhook.id}, ${id}, ${seq}, ${type}, ${payload}, ${instant(now)}, ${instant(now)})`.execute(tx);
    }
  });
  return hasMore;
}
