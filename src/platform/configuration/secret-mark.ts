import { hkdfSync } from 'node:crypto';
import { sql } from 'kysely';
import type { Pool } from 'pg';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import type { Configuration } from './configuration.ts';
import { StartProblem, type StartRefusal } from './problem.ts';

type Own = Pick<Configuration, 'secret' | 'secretFrom'>;

/** Gives away nothing: the secret has 32 bytes and more, and stands in no table. */
const markOf = (secret: string): string =>
  Buffer.from(hkdfSync('sha256', secret, '', 'kulcs secret mark', 32)).toString('base64url');

/** Whether the store was used with another secret; false where none was used yet. */
export async function isSealedOtherwise(store: Pool, secret: string): Promise<boolean> {
  const { rows } = await store.query<{ mark: string }>('select mark from platform.secret_mark');
  return rows[0] !== undefined && rows[0].mark !== markOf(secret);
}

/** What is said of a store of another secret. */
export const otherSecret = ({ secretFrom }: Pick<Own, 'secretFrom'>): StartRefusal => ({
  code: 'secret-other',
  facts: { from: secretFrom === 'file' ? 'secret' : 'KULCS_SECRET' },
});

/** @throws StartProblem `secret-other` for a store that was used with another secret */
export async function refuseOtherSecret(store: Pool, own: Own): Promise<void> {
  if (await isSealedOtherwise(store, own.secret)) throw new StartProblem([otherSecret(own)]);
}

/**
 * Makes a store this secret's that was nobody's yet: of two processes that first start at once with two secrets, one is first.
 * @throws StartProblem `secret-other`
 */
export async function sealStore(store: Pool, own: Own): Promise<void> {
  await store.query('insert into platform.secret_mark (mark) values ($1) on conflict do nothing', [markOf(own.secret)]);
  await refuseOtherSecret(store, own);
}

/** What was sealed by the secret before and can be opened no more: it goes. */
const unreadable = [
  'auth."session"',
  'auth."verification"',
  'auth.recovery_code',
  'auth.second_factor',
  'auth.known_network',
  'auth.attempt',
  'platform.answered_request',
];

/**
 * Makes a store this secret's that was another's, in a transaction of the role that owns the tables: everybody is signed out,
 * second factors are gone, and the audit tells of it.
 * @returns whether it was another's; else nothing is changed
 */
export async function sealAnew(tx: Tx, secret: string): Promise<boolean> {
  const mark = markOf(secret);
  const sealed = await sql`
    update platform.secret_mark set mark = ${mark}, since = now() where mark <> ${mark}`.execute(tx);
  if (sealed.numAffectedRows !== 1n) return false;
  for (const table of unreadable) await sql`delete from ${sql.raw(table)}`.execute(tx);
  await sql`update auth."user" set "secondFactorSince" = null where "secondFactorSince" is not null`.execute(tx);
  await sql`select set_config('kulcs.host', 'on', true)`.execute(tx);
  await record(tx, 'store.secret', 'store');
  return true;
}
