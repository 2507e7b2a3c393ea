import { sql } from 'kysely';
import { toDecimal } from '#kernel/money.ts';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { accountByCode } from '#slices/accounts/public.ts';
import type {
  Attribution,
  AttributionOrder,
  UnattributedDocument,
  UnattributedQuery,
  UnattributedReply,
} from './attribution-contract.ts';
import { takeTurn } from './imports.ts';
import { applyChanges, createChanges, sumsOf } from './roll-ups.ts';

/** Account 0 holds what names no account. */
const nobody = 0;

type Document = Omit<UnattributedDocument, 'net'> & { net: bigint };

/** Documents that name no account, the newest first, and what all of them come to. */
export async function unattributedDocuments(
  tx: Tx,
  query: UnattributedQuery,
  currency: string,
): Promise<UnattributedReply> {
  const filtered = sql`document.account_id = ${nobody}
    and (${query.source ?? null}::text is null or source.name = ${query.source ?? null})
    and (${query.import ?? null}::int is null or document.batch_id = ${query.import ?? null})
    and (${query.number ?? null}::text is null or starts_with(document.number, ${query.number ?? null}))`;
  const [day, last] = query.cursor === undefined ? [null, null] : decodeCursor(query.cursor, ['string', 'number']);
  const { rows } = await sql<Document>`
    select document_id::float8 as id, source.name as source, number, document.day::text as day, document.lines, batch_id as import,
      (select sum(net)::bigint from sales.line
        where line.account_id = ${nobody} and line.document_id = document.document_id) as net
    from sales.document join sales.source using (source_id)
    where ${filtered} and (${day}::text is null or (document.day, document_id) < (${day}::date, ${last}::bigint))
    order by document.day desc, document_id desc limit ${query.limit + 1}`.execute(tx);
  const totals = await sql<{ documents: number; lines: number; net: bigint }>`
    with chosen as (select document_id, document.lines from sales.document join sales.source using (source_id) where ${filtered})
    select (select count(*)::int from chosen) as documents, (select coalesce(sum(lines), 0)::int from chosen) as lines,
      (select coalesce(sum(net), 0)::bigint from sales.line join chosen using (document_id)
        where line.account_id = ${nobody}) as net`.execute(tx);
  const sources = await sql<{ name: string }>`
    select name from sales.source where exists (select from sales.document
      where document.source_id = source.source_id and document.account_id = ${nobody})
    order by name collate "hu-x-icu"`.execute(tx);
  const page = rows.slice(0, query.limit);
  const end = page.at(-1);
  const total = totals.rows[0] ?? { documents: 0, lines: 0, net: 0n };
  return {
    documents: page.map((row) => ({ ...row, net: toDecimal(row.net, currency) })),
    nextCursor: rows.length > query.limit && end ? encodeCursor([end.day, end.id]) : null,
    total: { ...total, net: toDecimal(total.net, currency) },
    sources: sources.rows.map(({ name }) => name),
    currency,
  };
}

type Row = Omit<Attribution, 'account' | 'net' | 'undone'> & {
  accountId: number;
  code: string;
  name: string;
  net: bigint;
  undoneBy: string | null;
  undoneAt: string | null;
};

const kept = sql`
  select attribution_id as id, account_id as "accountId", code, account.name, source.name as source, reason, documents, lines, net,
    made_as as "madeBy", made_at as "madeAt", undone_as as "undoneBy", undone_at as "undoneAt"
  from sales.attribution join accounts.account using (account_id) join sales.source using (source_id)`;

const toAttribution = (row: Row, currency: string): Attribution => ({
  id: row.id,
  account: { id: row.accountId, code: row.code, name: row.name },
  source: row.source,
  reason: row.reason,
  documents: row.documents,
  lines: row.lines,
  net: toDecimal(row.net, currency),
  madeBy: row.madeBy,
  madeAt: row.madeAt,
  undone: row.undoneAt === null ? null : { by: row.undoneBy ?? '', at: row.undoneAt },
});

/** The newest hundred attributions. */
export async function attributions(tx: Tx, currency: string): Promise<Attribution[]> {
  const { rows } = await sql<Row>`${kept} order by attribution_id desc limit 100`.execute(tx);
  return rows.map((row) => toAttribution(row, currency));
}

async function attributionById(tx: Tx, id: number, currency: string): Promise<Attribution> {
  const { rows } = await sql<Row>`${kept} where attribution_id = ${id}`.execute(tx);
  if (!rows[0]) throw notFound();
  return toAttribution(rows[0], currency);
}

/**
 * Gives documents that name no account to one, with the roll-ups. A file that brings them again finds them unchanged; one that
 * brings them with other lines replaces them by what it says itself.
 * @throws ProblemError 404 `not-found` (account, source); 409 `nothing-unattributed`
 */
export async function attribute(
  tx: Tx,
  actor: Pick<Actor, 'name'>,
  order: AttributionOrder,
  currency: string,
): Promise<Attribution> {
  await takeTurn(tx);
  const account = await accountByCode(tx, order.account);
  const source = await tx
    .selectFrom('sales.source')
    .select('source_id')
    .where('name', '=', order.source)
    .executeTakeFirst();
  if (!source) throw notFound();
  const numbers = order.documents ? [...order.documents] : null;
  await sql`
    create temporary table moved_document on commit drop as
    select document_id from sales.document
    where account_id = ${nobody} and source_id = ${source.source_id}
      and (${numbers}::text[] is null or number = any (${numbers}::text[]))
      and (${order.import ?? null}::int is null or batch_id = ${order.import ?? null})`.execute(tx);
  const made = await sql<{ id: number }>`
    insert into sales.attribution (account_id, source_id, reason, documents, lines, net, made_as)
    select ${account.id}, ${source.source_id}, ${order.reason}, (select count(*) from pg_temp.moved_document),
      count(*), coalesce(sum(net), 0), ${actor.name}
    from sales.line join pg_temp.moved_document using (document_id) where line.account_id = ${nobody}
    having count(*) > 0
    returning attribution_id as id`.execute(tx);
  const id = made.rows[0]?.id;
  if (id === undefined) throw new ProblemError(409, 'nothing-unattributed');
  await moveDocuments(tx, nobody, account.id, id);
  const attribution = await attributionById(tx, id, currency);
  await record(tx, 'sales.attribute', `account:${account.code}`, {
    attribution: id,
    source: order.source,
    reason: order.reason,
    documents: attribution.documents,
    lines: attribution.lines,
  });
  return attribution;
}

/**
 * Takes an attribution back: its documents name no account again.
 * @throws ProblemError 404; 409 `attribution-undone`, `attribution-built-on` with the import that has replaced a document of it
 */
export async function undoAttribution(
  tx: Tx,
  actor: Pick<Actor, 'name'>,
  id: number,
  currency: string,
): Promise<Attribution> {
  await takeTurn(tx);
  const attribution = await attributionById(tx, id, currency);
  if (attribution.undone !== null) throw new ProblemError(409, 'attribution-undone');
  const later = await sql<{ later: number; file: string; example: string }>`
    select replaced_by as later, batch.file_name as file, min(number) as example
    from sales.former_document former join sales.batch on batch.batch_id = former.replaced_by
    where attribution_id = ${id} group by 1, 2 order by 1 limit 1`.execute(tx);
  if (later.rows[0]) throw new ProblemError(409, 'attribution-built-on', later.rows[0]);
  await sql`create temporary table moved_document on commit drop as
    select document_id from sales.document where attribution_id = ${id}`.execute(tx);
  await moveDocuments(tx, attribution.account.id, nobody, null);
  await sql`update sales.attribution set undone_as = ${actor.name}, undone_at = now() where attribution_id = ${id}`.execute(
    tx,
  );
  await record(tx, 'sales.attribute-undo', `account:${attribution.account.code}`, {
    attribution: id,
    source: attribution.source,
    documents: attribution.documents,
  });
  return attributionById(tx, id, currency);
}

/** Moves the documents of `moved_document` with their lines, and what they add up to. */
async function moveDocuments(tx: Tx, from: number, to: number, attributionId: number | null): Promise<void> {
  await createChanges(tx);
  await sql`
    with moved as (
      update sales.line set account_id = ${to} from pg_temp.moved_document moved
      where line.account_id = ${from} and line.document_id = moved.document_id
      returning line.account_id, day, product_id, quantity, net, cost
    ), summed as (${sumsOf(sql`moved`)}), put as (
      insert into pg_temp.added (account_id, month, product_id, quantity, net, costed_net, cost, lines)
      select account_id, month, product_id, quantity, net, costed_net, cost, lines from summed
    )
    insert into pg_temp.taken (account_id, month, product_id, quantity, net, costed_net, cost, lines)
    select ${from}::int, month, product_id, quantity, net, costed_net, cost, lines from summed`.execute(tx);
  await sql`
    update sales.document set account_id = ${to}, attribution_id = ${attributionId}::int from pg_temp.moved_document moved
    where document.account_id = ${from} and document.document_id = moved.document_id`.execute(tx);
  await applyChanges(tx, true);
}

/** Forgets attributions that were taken back, of accounts in `leaving_account`: nothing of them is left but the audit. */
export async function forgetUndone(tx: Tx): Promise<void> {
  await sql`delete from sales.attribution using pg_temp.leaving_account leaving
    where attribution.account_id = leaving.account_id and undone_at is not null`.execute(tx);
}
