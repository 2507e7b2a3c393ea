import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';

/**
 * Takes back what a file of customers made of groups: those that it created go, unless somebody uses them.
 * The caller has filled the temporary table `restored_group (group_id, before, after)`.
 */
export async function restoreGroups(tx: Tx): Promise<void> {
  await sql`
    select accounts.drop_unused_groups(array_agg(group_id)) from pg_temp.restored_group where before is null
    having count(*) > 0`.execute(tx);
}
