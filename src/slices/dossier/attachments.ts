import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { cleanFileName } from '#platform/http/attachment.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { checkVersion } from '#platform/http/version.ts';
import { accountById } from '#slices/accounts/public.ts';
import type { Asking } from './asking.ts';
import type { Attachment } from './contract.ts';

interface AttachmentRow {
  readonly id: number;
  readonly version: number;
  readonly account_id: number;
  readonly name: string;
  readonly bytes: number;
  readonly author_id: number | null;
  readonly author_name: string | null;
  readonly added_at: string;
  readonly removed_at: string | null;
}

const selected = sql`select attachment_id as id, attachment.version, attachment.account_id, attachment.name, attachment.bytes,
    attachment.author_id, author.name as author_name, attachment.added_at, attachment.removed_at
  from dossier.attachment left join team.person author on author.person_id = attachment.author_id`;

const toAttachment = (row: AttachmentRow): Attachment => ({
  id: row.id,
  version: row.version,
  name: row.name,
  bytes: row.bytes,
  author: row.author_id === null ? null : { id: row.author_id, name: row.author_name ?? '' },
  addedAt: row.added_at,
});

/** The files of an account, newest first. @throws ProblemError 404 `not-found` */
export async function attachmentsOf(tx: Tx, accountId: number): Promise<Attachment[]> {
  if (!(await accountById(tx, accountId))) throw notFound();
  const { rows } = await sql<AttachmentRow>`${selected}
    where attachment.account_id = ${accountId} and attachment.removed_at is null
    order by attachment.added_at desc, attachment_id desc limit 1000`.execute(tx);
  return rows.map(toAttachment);
}

/** Reads what is sent, no more than is allowed. @throws ProblemError 413 `body-too-large`; 400 `upload-cut-off`, `file-empty` */
export async function receive(stream: Readable, name: string, largest: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      // the body parser of files gives bytes
      bytes += chunk.length;
      if (bytes > largest)
        throw new ProblemError(413, 'body-too-large', { limit: `${String(Math.floor(largest / 1048576))} MB` });
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError(400, 'upload-cut-off', { name: cleanFileName(name) });
  }
  if (bytes === 0) throw new ProblemError(400, 'file-empty', { where: `${cleanFileName(name)}: ` });
  return Buffer.concat(chunks);
}

/** Puts a file to an account. @throws ProblemError 404 `not-found` */
export async function addAttachment(
  tx: Tx,
  { actor, now }: Asking,
  accountId: number,
  name: string,
  content: Buffer,
): Promise<Attachment> {
  const account = await accountById(tx, accountId);
  if (!account) throw notFound();
  const sha256 = createHash('sha256').update(content).digest();
  const { rows } = await sql<{ id: number }>`
    insert into dossier.attachment (account_id, name, bytes, sha256, content, author_id, added_at)
    values (${accountId}, ${cleanFileName(name)}, ${content.length}, ${sha256}, ${content}, ${actor.personId}, ${now})
    returning attachment_id as id`.execute(tx);
  const row = await hold(tx, rows[0]?.id ?? 0);
  await record(tx, 'file.add', `account:${account.code}`, {
    file: row.id,
    name: row.name,
    sha256: sha256.toString('hex'),
  });
  return toAttachment(row);
}

async function hold(tx: Tx, id: number): Promise<AttachmentRow> {
  await sql`select from dossier.attachment where attachment_id = ${id} for update`.execute(tx);
  const { rows } = await sql<AttachmentRow>`${selected} where attachment_id = ${id}`.execute(tx);
  if (!rows[0]) throw notFound();
  return rows[0];
}

/** A file with its content; who fetched it is put on record. @throws ProblemError 404 `not-found` */
export async function fetchAttachment(
  tx: Tx,
  id: number,
): Promise<{ readonly name: string; readonly content: Buffer }> {
  const { rows } = await sql<{ name: string; content: Buffer; account_id: number }>`
    select name, content, account_id from dossier.attachment where attachment_id = ${id} and removed_at is null`.execute(
    tx,
  );
  const [row] = rows;
  const account = row && (await accountById(tx, row.account_id));
  if (!row || !account) throw notFound();
  await record(tx, 'file.fetch', `account:${account.code}`, { file: id });
  return row;
}

/** Takes a file away; it can be put back. @throws ProblemError 404 `not-found`; 412 `version-stale` */
export async function removeAttachment(tx: Tx, { now }: Asking, id: number, seenVersion: number): Promise<void> {
  const row = await hold(tx, id);
  if (row.removed_at !== null) throw notFound();
  checkVersion(row.version, seenVersion);
  await sql`update dossier.attachment set removed_at = ${now}, version = version + 1 where attachment_id = ${id}`.execute(
    tx,
  );
  const account = await accountById(tx, row.account_id);
  await record(tx, 'file.remove', `account:${account?.code ?? ''}`, { file: id });
}

/** Puts a removed file back; one that is there stays. @throws ProblemError 404 `not-found` */
export async function restoreAttachment(tx: Tx, id: number): Promise<Attachment> {
  const before = await hold(tx, id);
  if (before.removed_at === null) return toAttachment(before);
  await sql`update dossier.attachment set removed_at = null, version = version + 1 where attachment_id = ${id}`.execute(
    tx,
  );
  const account = await accountById(tx, before.account_id);
  const after = await hold(tx, id);
  await record(tx, 'file.restore', `account:${account?.code ?? ''}`, { file: id });
  return toAttachment(after);
}
