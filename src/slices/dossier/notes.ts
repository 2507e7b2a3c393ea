import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { checkVersion } from '#platform/http/version.ts';
import { accountById } from '#slices/accounts/public.ts';
import { listPeople, sightOf } from '#slices/team/public.ts';
import type { Asking } from './asking.ts';
import type { ColleaguesReply, NewNote, Note } from './contract.ts';

/** Who sees an account that the actor sees, by name. @throws ProblemError 404 `not-found` */
export async function colleaguesOf(tx: Tx, accountId: number): Promise<ColleaguesReply['colleagues']> {
  if (!(await accountById(tx, accountId))) throw notFound();
  const { rows } = await sql<{ id: number }>`select person_id as id from dossier.seers(${accountId})`.execute(tx);
  const seers = new Set(rows.map(({ id }) => id));
  const people = await listPeople(tx);
  return people
    .filter(({ id, roles }) => seers.has(id) || roles.some((role) => sightOf(role) === 'company'))
    .map(({ id, name }) => ({ id, name }));
}

interface NoteRow {
  readonly id: number;
  readonly version: number;
  readonly account_id: number;
  readonly text: string;
  readonly author_id: number | null;
  readonly author_name: string | null;
  readonly written_at: string;
  readonly removed_at: string | null;
}

async function holdNote(tx: Tx, id: number): Promise<{ row: NoteRow; note: Note; code: string }> {
  await sql`select from dossier.note where note_id = ${id} for update`.execute(tx);
  const { rows } = await sql<NoteRow>`select note_id as id, note.version, note.account_id, note.text, note.author_id,
      author.name as author_name, note.written_at, note.removed_at
    from dossier.note left join team.person author on author.person_id = note.author_id where note_id = ${id}`.execute(
    tx,
  );
  const [row] = rows;
  const account = row && (await accountById(tx, row.account_id));
  if (!row || !account) throw notFound();
  const { rows: mentions } = await sql<Note['mentions'][number]>`select person.person_id as id, person.name
    from dossier.mention join team.person using (person_id) where mention.note_id = ${id}
    order by person.name collate "hu-x-icu", person.person_id`.execute(tx);
  const note: Note = {
    id: row.id,
    version: row.version,
    text: row.text,
    mentions,
    author: row.author_id === null ? null : { id: row.author_id, name: row.author_name ?? '' },
    writtenAt: row.written_at,
  };
  return { row, note, code: account.code };
}

/** Of which account a note is, and whom it mentions so far. @throws ProblemError 404 `not-found` */
export async function noteBefore(
  tx: Tx,
  id: number,
): Promise<{ readonly accountId: number; readonly mentions: readonly number[] }> {
  const { row, note } = await holdNote(tx, id);
  return { accountId: row.account_id, mentions: note.mentions.map((person) => person.id) };
}

/** A note is its author's: others may answer by one of their own. */
function checkAuthor(row: NoteRow, actor: Actor): void {
  if (row.author_id !== actor.personId) throw new ProblemError(403, 'not-your-note', { author: row.author_name ?? '' });
}

/** Writes a note on the timeline. @throws ProblemError 404 `not-found`; 422 `mention-unseen` */
export async function addNote(tx: Tx, { actor, now }: Asking, accountId: number, given: NewNote): Promise<Note> {
  await checkMentions(tx, accountId, given.mentions);
  const { rows } = await sql<{ id: number }>`insert into dossier.note (account_id, text, author_id, written_at)
    values (${accountId}, ${given.text}, ${actor.personId}, ${now}) returning note_id as id`.execute(tx);
  const id = rows[0]?.id ?? 0;
  await keepMentions(tx, accountId, id, given.mentions);
  const { note, code } = await holdNote(tx, id);
  await record(tx, 'note.add', `account:${code}`, { note: id, mentions: note.mentions.map((person) => person.id) });
  return note;
}

/**
 * Writes a note of one's own anew.
 * @throws ProblemError 404 `not-found`; 403 `not-your-note`; 412 `version-stale`; 422 `mention-unseen`
 */
export async function changeNote(
  tx: Tx,
  { actor }: Asking,
  id: number,
  seenVersion: number,
  given: NewNote,
): Promise<Note> {
  const { row, note: before } = await holdNote(tx, id);
  if (row.removed_at !== null) throw notFound();
  checkAuthor(row, actor);
  checkVersion(row.version, seenVersion);
  await checkMentions(tx, row.account_id, given.mentions);
  const same =
    JSON.stringify([...given.mentions].sort()) === JSON.stringify(before.mentions.map((one) => one.id).sort());
  if (given.text === before.text && same) return before;
  await sql`update dossier.note set text = ${given.text}, version = version + 1 where note_id = ${id}`.execute(tx);
  await sql`delete from dossier.mention
    where note_id = ${id} and person_id <> all (${[...given.mentions]}::int[])`.execute(tx);
  await keepMentions(tx, row.account_id, id, given.mentions);
  const { note, code } = await holdNote(tx, id);
  await record(tx, 'note.change', `account:${code}`, {
    note: id,
    before: { text: before.text },
    after: { text: note.text },
  });
  return note;
}

/** Takes a note of one's own away, or puts it back. @throws ProblemError as `changeNote` */
export async function removeNote(tx: Tx, { actor, now }: Asking, id: number, seenVersion: number): Promise<void> {
  const { row, code } = await holdNote(tx, id);
  if (row.removed_at !== null) throw notFound();
  checkAuthor(row, actor);
  checkVersion(row.version, seenVersion);
  await sql`update dossier.note set removed_at = ${now}, version = version + 1 where note_id = ${id}`.execute(tx);
  await record(tx, 'note.remove', `account:${code}`, { note: id });
}

/** Puts a removed note of one's own back; one that stands stays. @throws ProblemError 404 `not-found`; 403 `not-your-note` */
export async function restoreNote(tx: Tx, { actor }: Asking, id: number): Promise<Note> {
  const { row, note: before, code } = await holdNote(tx, id);
  checkAuthor(row, actor);
  if (row.removed_at === null) return before;
  await sql`update dossier.note set removed_at = null, version = version + 1 where note_id = ${id}`.execute(tx);
  const { note } = await holdNote(tx, id);
  await record(tx, 'note.restore', `account:${code}`, { note: id });
  return note;
}

async function checkMentions(tx: Tx, accountId: number, mentions: readonly number[]): Promise<void> {
  const seers = new Set((await colleaguesOf(tx, accountId)).map(({ id }) => id));
  // Whoever is no colleague, and whoever does not see the account, are answered alike.
  if (mentions.some((person) => !seers.has(person))) throw new ProblemError(422, 'mention-unseen');
}

async function keepMentions(tx: Tx, accountId: number, id: number, mentions: readonly number[]): Promise<void> {
  await sql`insert into dossier.mention (account_id, note_id, person_id)
    select ${accountId}, ${id}, person from unnest(${[...new Set(mentions)]}::int[]) person
    on conflict (note_id, person_id) do nothing`.execute(tx);
}
