import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import type { BackupMade } from './write-backup.ts';

async function hasRecord(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from pg_tables where schemaname = 'platform' and tablename = 'backup') as found`.execute(tx);
  return rows[0]?.found ?? false;
}

/** Puts a backup that was made on record; a store that is yet to be brought up to date has no record of them. */
export async function recordBackup(tx: Tx, made: BackupMade): Promise<void> {
  if (!(await hasRecord(tx))) return;
  await sql`insert into platform.backup (made_at, file, bytes, sha256)
    values (${made.createdAt}, ${made.file}, ${made.bytes}, ${made.sha256})`.execute(tx);
  await record(tx, 'backup.make', `backup:${made.sha256.slice(0, 12)}`, { bytes: made.bytes, rows: made.rows });
}

/** Puts on record that a backup was restored for a trial and compared. @returns whether it is one of this store */
export async function recordVerified(tx: Tx, sha256: string): Promise<boolean> {
  if (!(await hasRecord(tx))) return false;
  const done = await sql`update platform.backup set verified_at = now() where sha256 = ${sha256}`.execute(tx);
  if (done.numAffectedRows !== 1n) return false;
  await record(tx, 'backup.verify', `backup:${sha256.slice(0, 12)}`);
  return true;
}

/** When the newest backup was made, and the newest that was verified; null when there is none. */
export async function backupAges(tx: Tx): Promise<{ madeAt: string | null; verifiedMadeAt: string | null }> {
  const { rows } = await sql<{ madeAt: string | null; verifiedMadeAt: string | null }>`
    select max(made_at) as "madeAt", max(made_at) filter (where verified_at is not null) as "verifiedMadeAt"
    from platform.backup`.execute(tx);
  return rows[0] ?? { madeAt: null, verifiedMadeAt: null };
}
