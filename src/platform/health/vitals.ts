import { statfs } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Pool } from 'pg';
import { asActor, type Database } from '#platform/access/transaction.ts';
import type { Actor } from '#platform/access/actor.ts';
import { backupAges } from '#platform/backup/register.ts';

/** What a keeper wants to know of the store and the machine. Ages are seconds; null where there is nothing to be old. */
export interface Vitals {
  readonly databaseVersion: number;
  readonly databaseBytes: number;
  readonly auditEntries: number;
  readonly backupSeconds: number | null;
  readonly verifiedBackupSeconds: number | null;
  /** Free part of the disk that holds the data folder, of 1. */
  readonly diskFree: number;
  /** Connections of the database that are in use, of 1. */
  readonly connectionsUsed: number;
  /** Webhooks that were switched off because nothing arrived any more. */
  readonly webhooksOff: number;
  /** Messages that wait to be sent, or to be sent again. */
  readonly messagesWaiting: number;
  /** The longest that a transaction has been open by now. */
  readonly oldestTransactionSeconds: number;
}

const secondsSince = (instant: string | null, now: number): number | null =>
  instant === null ? null : Math.max(0, (now - Date.parse(instant)) / 1000);

/** Looks at the store and the machine. */
export async function takeVitals(
  pool: Pool,
  database: Database,
  keeper: Actor,
  dataFolder: string,
  now: number,
): Promise<Vitals> {
  const { rows } = await pool.query<{ version: number; bytes: string; used: number; oldest: number }>(`
    select current_setting('server_version_num')::int as version, pg_database_size(current_database())::text as bytes,
      (select count(*)::float8 from pg_stat_activity where backend_type = 'client backend')
        / current_setting('max_connections')::float8 as used,
      coalesce((select extract(epoch from max(clock_timestamp() - xact_start))::float8 from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'), 0) as oldest`);
  const [found] = rows;
  const { madeAt, verifiedMadeAt } = await asActor(database, keeper, backupAges);
  const audit = await sql<{ entries: number }>`select seq::float8 as entries from audit.head`.execute(database);
  const messages = await sql<{ off: number; waiting: number }>`
    select (select count(*)::int from platform.webhook where state in ('failures', 'gone')) as off,
      (select count(*)::int from platform.webhook_delivery where state = 'waiting') as waiting`.execute(database);
  const { bavail, blocks } = await statfs(dataFolder);
  return {
    databaseVersion: found?.version ?? 0,
    databaseBytes: Number(found?.bytes ?? 0),
    connectionsUsed: found?.used ?? 0,
    oldestTransactionSeconds: found?.oldest ?? 0,
    webhooksOff: messages.rows[0]?.off ?? 0,
    messagesWaiting: messages.rows[0]?.waiting ?? 0,
    auditEntries: audit.rows[0]?.entries ?? 0,
    backupSeconds: secondsSince(madeAt, now),
    verifiedBackupSeconds: secondsSince(verifiedMadeAt, now),
    diskFree: blocks === 0 ? 1 : bavail / blocks,
  };
}
