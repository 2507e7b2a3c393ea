import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';

/** Since when the store holds still after a restore, and of when the backup was; null when it works. */
export async function holdOf(tx: Tx): Promise<{ since: string; backupOf: string } | null> {
  const { rows } = await sql<{ since: string; backupOf: string }>`
    select since, backup_of as "backupOf" from platform.hold`.execute(tx);
  return rows[0] ?? null;
}

/** Lets a restored store work: people can sign in, tokens count, mail and calls go out. @returns whether it was held */
export async function releaseHold(tx: Tx): Promise<boolean> {
  const found = await holdOf(tx);
  if (!found) return false;
  await sql`delete from platform.hold`.execute(tx);
  await record(tx, 'store.release', 'store', { backupOf: found.backupOf, heldSince: found.since });
  return true;
}
