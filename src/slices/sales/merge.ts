import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { keysIn, type AccountMover, type Move } from '#slices/accounts/public.ts';
import { takeTurn } from './imports.ts';
import { applyChanges, createChanges, sumsOf } from './roll-ups.ts';

const former = ['sales.former_document', 'sales.former_line'] as const;

/** One invoice that names both shows that they are two. @throws ProblemError 409 `merge-shared-document` */
async function refuseShared(tx: Tx, { from, to }: Move): Promise<void> {
  const { rows } = await sql<{ number: string; source: string }>`
    select number, source.name as source from sales.document own join sales.document other using (source_id, number)
    join sales.source using (source_id) where own.account_id = ${from} and other.account_id = ${to}
    order by 1 limit 1`.execute(tx);
  const [shared] = rows;
  if (shared) {
    const { number, source } = shared;
    throw new ProblemError(409, 'merge-shared-document', { number, source });
  }
}

/** Gives the lines of these documents to another account, with the monthly sums that they add up to. */
async function moveLines(tx: Tx, documents: readonly string[], { from, to }: Move): Promise<void> {
  await createChanges(tx);
  await sql`
    with moved as (
      update sales.line set account_id = ${to}
      where account_id = ${from} and document_id = any (${[...documents]}::bigint[]) returning line.*
    )
    insert into pg_temp.added (account_id, month, product_id, quantity, net, costed_net, cost, lines) ${sumsOf(sql`moved`)}`.execute(
    tx,
  );
  await sql`insert into pg_temp.taken select ${from}::int, month, product_id, quantity, net, costed_net, cost, lines
    from pg_temp.added`.execute(tx);
  await applyChanges(tx, true);
}

/** Documents that were loaded since for the account that stayed may be the other's, and nobody can say which. */
async function refuseBuiltOn(tx: Tx, { to }: Move, lastBefore: string): Promise<void> {
  const { rows } = await sql<{ count: number; name: string }>`
    select count(*)::int as count, min(name) as name from sales.document join accounts.account using (account_id)
    where account_id = ${to} and document_id > ${lastBefore}::bigint`.execute(tx);
  const [later] = rows;
  if (later && later.count > 0) {
    const { count, name } = later;
    throw new ProblemError(409, 'merge-built-on', { count, name });
  }
}

/** The ledger goes along when two accounts become one: documents, lines, what they said before, and the sums of the months. */
export const salesMover: AccountMover = {
  slice: 'sales',
  tables: [
    'sales.document',
    'sales.line',
    ...former,
    'sales.attribution',
    'sales.product_month',
    'sales.account_month',
    // Which import made which account stays as it was.
    'sales.batch_account',
  ],
  async move(tx, move) {
    await takeTurn(tx);
    await refuseShared(tx, move);
    const { from, to } = move;
    const last = await sql<{
      id: string;
    }>`select coalesce(max(document_id), 0)::text as id from sales.document`.execute(tx);
    const { rows } = await sql<{ id: string }>`
      update sales.document set account_id = ${to} where account_id = ${from} returning document_id::text as id`.execute(
      tx,
    );
    const documents = rows.map(({ id }) => id);
    await moveLines(tx, documents, move);
    const formers: string[] = [];
    for (const table of former) {
      const moved = await sql<{ id: string }>`
        update ${sql.table(table)} set account_id = ${to} where account_id = ${from} returning document_id::text as id`.execute(
        tx,
      );
      formers.push(...moved.rows.map(({ id }) => id));
    }
    const given = await sql<{ id: string }>`
      update sales.attribution set account_id = ${to} where account_id = ${from} returning attribution_id::text as id`.execute(
      tx,
    );
    const attributions = given.rows.map(({ id }) => id);
    return { documents, attributions, former: [...new Set(formers)], last: last.rows[0]?.id ?? '0' };
  },
  async back(tx, move, moved) {
    await takeTurn(tx);
    await refuseBuiltOn(tx, move, String(moved['last']));
    const back: Move = { from: move.to, to: move.from };
    const documents = keysIn(moved, 'documents');
    await sql`update sales.document set account_id = ${back.to}
      where account_id = ${back.from} and document_id = any (${documents}::bigint[])`.execute(tx);
    await moveLines(tx, documents, back);
    await sql`update sales.attribution set account_id = ${back.to}
      where account_id = ${back.from} and attribution_id = any (${keysIn(moved, 'attributions')}::int[])`.execute(tx);
    for (const table of former) {
      await sql`update ${sql.table(table)} set account_id = ${back.to}
        where account_id = ${back.from} and document_id = any (${keysIn(moved, 'former')}::bigint[])`.execute(tx);
    }
  },
};
