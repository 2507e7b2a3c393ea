import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import type { Mention, MentionsQuery, MentionsReply } from './contract.ts';

/** Mentions of a person in notes that stand, of accounts that she sees now: row-level security leaves out the others. */
const mine = (personId: number | null) => sql`
  dossier.mention join dossier.note using (note_id) join accounts.account on account.account_id = note.account_id
  left join team.person author on author.person_id = note.author_id
  where mention.person_id = ${personId} and note.removed_at is null`;

/** How many mentions of her the actor has not read. */
export async function unreadMentions(tx: Tx, actor: Actor): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${mine(actor.personId)} and read_at is null`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Where the actor is mentioned, the newest first. */
export async function mentionsOf(
  tx: Tx,
  actor: Actor,
  { unread, limit, cursor }: MentionsQuery,
): Promise<MentionsReply> {
  const after = cursor === undefined ? null : decodeCursor(cursor, ['number'] as const)[0];
  const { rows } = await sql<Mention>`
    select note_id as note, json_build_object('id', account.account_id, 'name', account.name) as account, note.text,
      case when author.person_id is not null then json_build_object('id', author.person_id, 'name', author.name) end as author,
      note.written_at as at, read_at is not null as "isRead"
    from ${mine(actor.personId)} and (${unread !== 'true'} or read_at is null)
      and (${after}::int is null or note_id < ${after})
    order by note_id desc limit ${limit + 1}`.execute(tx);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    mentions: page,
    unread: await unreadMentions(tx, actor),
    nextCursor: rows.length > limit && last ? encodeCursor([last.note]) : null,
  };
}

/** Says that mentions of the actor are read, or that they are not; of none else, and of none that she does not see. */
export async function markMentions(
  tx: Tx,
  actor: Actor,
  notes: readonly number[] | null,
  isRead: boolean,
): Promise<void> {
  await sql`
    update dossier.mention set read_at = case when ${isRead} then coalesce(read_at, now()) end
    where person_id = ${actor.personId} and (${notes === null} or note_id = any (${[...(notes ?? [])]}::int[]))`.execute(
    tx,
  );
}
