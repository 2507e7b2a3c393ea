import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';

/**
 * Refuses rows whose code stands on another row with other values: nobody can say which of them holds. Rows that say the same
 * are one. In files of customers and products the code plays the part of the document.
 * @param field what the code is a code of
 */
export async function refuseRepeated(tx: Tx, field: 'account' | 'product'): Promise<void> {
  await sql`
    update pg_temp.staged set fault = 'code-repeated', fault_column = ${field}, fault_value = document
    where fault is null and document in (select document from pg_temp.staged where fault is null and document is not null
      group by 1 having count(distinct (hash1, hash2)) > 1)`.execute(tx);
  await sql`analyze pg_temp.staged`.execute(tx);
}

/** Groups the rows by their code; those of one code stand or fall together. */
export async function groupByCode(tx: Tx): Promise<void> {
  await sql`
    create temporary table staged_document on commit drop as
    select coalesce(document, '') as document, count(*)::int as lines, bool_or(fault is not null) as is_rejected,
      'rejected' as state
    from pg_temp.staged group by 1`.execute(tx);
  await sql`analyze pg_temp.staged_document`.execute(tx);
}

/** Says of each code what it is to the store. @param planned rows (code, is_new) of those that are new or changed */
export async function placeStates(tx: Tx, planned: ReturnType<typeof sql>): Promise<void> {
  await sql`
    update pg_temp.staged_document set state = case when is_new then 'new' when not is_new then 'changed' else 'unchanged' end
    from pg_temp.staged_document self left join (${planned}) planned on planned.code = self.document
    where staged_document.document = self.document and not staged_document.is_rejected`.execute(tx);
  await sql`analyze pg_temp.staged_document`.execute(tx);
}
