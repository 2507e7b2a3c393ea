import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';

const day = 86_400_000;
/** A key ends after so many days at the latest (SES-5). */
export const longestDays = 90;
/** A key that nobody used for so long is off. */
const unusedDays = 30;
/** So many keys of one person may be alive. */
const mostKeys = 20;
// Writing each use would be a write per read; a minute is fine for a limit of thirty days.
const touchMilliseconds = 60_000;

const beginning = 'kulcs_';

/** Whether a text is meant as a key, so that it is not taken for something else. */
export const isApiKey = (text: string): boolean => text.startsWith(beginning);

/** What a key lets its owner's programs do. */
interface KeyScope {
  readonly writes: boolean;
  /** Null: all that its owner may. */
  readonly abilities: string[] | null;
}

/** A key as lists show it; the key itself is shown once, when it is made. */
interface ApiKey extends KeyScope {
  readonly id: number;
  readonly name: string;
  readonly prefix: string;
  readonly state: 'on' | 'ended' | 'unused' | 'revoked';
  readonly createdAt: string;
  readonly endsAt: string;
  readonly lastUsedAt: string | null;
}

interface Row extends KeyScope {
  readonly id: number;
  readonly personId: number;
  readonly name: string;
  readonly prefix: string;
  readonly createdAt: string;
  readonly endsAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

const columns = sql`key_id as id, person_id as "personId", name, prefix, writes, abilities, created_at as "createdAt",
  ends_at as "endsAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"`;

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();
const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

function stateOf(row: Row, now: number): ApiKey['state'] {
  if (row.revokedAt !== null) return 'revoked';
  if (Date.parse(row.endsAt) <= now) return 'ended';
  return now - Date.parse(row.lastUsedAt ?? row.createdAt) >= unusedDays * day ? 'unused' : 'on';
}

function toKey(row: Row, now: number): ApiKey {
  const { personId: _owner, revokedAt: _revoked, ...shown } = row;
  return {
    ...shown,
    state: stateOf(row, now),
    createdAt: instant(Date.parse(row.createdAt)),
    endsAt: instant(Date.parse(row.endsAt)),
    lastUsedAt: row.lastUsedAt === null ? null : instant(Date.parse(row.lastUsedAt)),
  };
}

/** Keys of a person, newest first. */
export async function keysOf(tx: Tx, personId: number, now: number): Promise<ApiKey[]> {
  const { rows } = await sql<Row>`
    select ${columns} from access.api_key where person_id = ${personId} order by key_id desc`.execute(tx);
  return rows.map((row) => toKey(row, now));
}

/**
 * Makes a key. The text of it is given back once and kept nowhere.
 * @param owner whose key it is, and what she may do today: a key cannot be given more
 * @throws ProblemError 422 `key-beyond-owner`; 429 `too-many-keys`
 */
export async function addKey(
  tx: Tx,
  owner: { readonly personId: number; readonly abilities: ReadonlySet<string> },
  wanted: KeyScope & { readonly name: string; readonly days: number },
  now: number,
): Promise<{ key: ApiKey; secret: string }> {
  const beyond = (wanted.abilities ?? []).filter((ability) => !owner.abilities.has(ability));
  if (beyond.length > 0) throw new ProblemError(422, 'key-beyond-owner', { abilities: beyond.join(', ') });
  const alive = (await keysOf(tx, owner.personId, now)).filter(({ state }) => state === 'on');
  if (alive.length >= mostKeys) throw new ProblemError(429, 'too-many-keys', { limit: mostKeys });
  const prefix = beginning + randomBytes(5).toString('hex');
  const secret = `${prefix}_${randomBytes(32).toString('base64url')}`;
  const abilities = wanted.abilities === null ? null : [...wanted.abilities];
  const { rows } = await sql<Row>`
    insert into access.api_key (person_id, name, prefix, key_hash, writes, abilities, created_at, ends_at)
    values (${owner.personId}, ${wanted.name}, ${prefix}, ${hashOf(secret)}, ${wanted.writes}, ${abilities}::text[],
      ${instant(now)}, ${instant(now + wanted.days * day)})
    returning ${columns}`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('The key just made is not there.');
  const { name, writes } = wanted;
  await record(tx, 'key.add', `key:${String(row.id)}`, { name, prefix, writes, abilities, days: wanted.days });
  return { key: toKey(row, now), secret };
}

/** Ends a key at once. @throws ProblemError 404 `not-found` when she has no such key */
export async function revokeKey(tx: Tx, personId: number, id: number, now: number): Promise<void> {
  const { rows } = await sql<{ revoked: boolean }>`
    select revoked_at is not null as revoked from access.api_key
    where key_id = ${id} and person_id = ${personId} for update`.execute(tx);
  if (!rows[0]) throw notFound();
  if (rows[0].revoked) return;
  await sql`update access.api_key set revoked_at = ${instant(now)} where key_id = ${id}`.execute(tx);
  await record(tx, 'key.revoke', `key:${String(id)}`);
}

/** Whose key this is and what it lets through; null when it is unknown, revoked, ended or unused for too long. */
export async function useKey(tx: Tx, secret: string, now: number): Promise<(KeyScope & { personId: number }) | null> {
  const { rows } = await sql<Row>`
    select ${columns} from access.api_key where key_hash = ${hashOf(secret)}`.execute(tx);
  const [row] = rows;
  if (!row || stateOf(row, now) !== 'on') return null;
  if (row.lastUsedAt === null || now - Date.parse(row.lastUsedAt) >= touchMilliseconds) {
    await sql`update access.api_key set last_used_at = ${instant(now)} where key_id = ${row.id}`.execute(tx);
  }
  return { personId: row.personId, writes: row.writes, abilities: row.abilities };
}
