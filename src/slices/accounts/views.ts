import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { notFound } from '#platform/http/problem.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import type { Account, AccountsReply, SearchReply } from './contract.ts';
import { foldForSearch } from './domain/search.ts';

interface Row {
  id: number;
  code: string;
  name: string;
  country: string | null;
  town: string | null;
  kind: string | null;
  group_id: number | null;
  group_name: string | null;
  group_members: number | null;
  owner_id: number | null;
  owner_name: string | null;
  created_at: string;
  version: number;
}

const columns = sql`account.account_id as id, account.code, account.name, account.country, account.town, account.kind,
  account.group_id, account_group.name as group_name,
  case when account.group_id is not null then
    (select count(*)::int from accounts.account member where member.group_id = account.group_id) end as group_members,
  account.owner_id, owner.name as owner_name, account.created_at, account.version`;

const joined = sql`accounts.account
  left join accounts.account_group using (group_id)
  left join team.person owner on owner.person_id = account.owner_id`;

const toAccount = (row: Row): Account => ({
  id: row.id,
  code: row.code,
  name: row.name,
  country: row.country,
  town: row.town,
  kind: row.kind,
  group:
    row.group_id === null ? null : { id: row.group_id, name: row.group_name ?? '', members: row.group_members ?? 0 },
  owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? '' },
  createdOn: row.created_at.slice(0, 10),
  version: row.version,
});

/** A page of the accounts that the actor sees, by name in Hungarian order. `search` is matched without accents. */
export async function listAccounts(
  tx: Tx,
  { search, limit, cursor }: { search?: string | undefined; limit: number; cursor?: string | undefined },
): Promise<AccountsReply> {
  const after = cursor === undefined ? null : decodeCursor(cursor, ['string', 'number'] as const);
  const pattern = search === undefined ? null : `%${foldForSearch(search)}%`;
  const { rows } = await sql<Row>`
    select ${columns} from ${joined}
    where (${pattern}::text is null or account.search_text like ${pattern})
      and (${after === null}::boolean or
        (account.name collate "hu-x-icu", account.account_id) > (${after?.[0] ?? ''} collate "hu-x-icu", ${after?.[1] ?? 0}))
    order by account.name collate "hu-x-icu", account.account_id
    limit ${limit + 1}`.execute(tx);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    accounts: page.map(toAccount),
    nextCursor: rows.length > limit && last ? encodeCursor([last.name, last.id]) : null,
  };
}

/** One account; null when there is none or the actor may not see it. */
export async function accountById(tx: Tx, id: number): Promise<Account | null> {
  const { rows } = await sql<Row>`select ${columns} from ${joined} where account.account_id = ${id}`.execute(tx);
  return rows[0] ? toAccount(rows[0]) : null;
}

/** The account with this code. @throws ProblemError 404 `not-found` when there is none or the actor may not see it */
export async function accountByCode(tx: Tx, code: string): Promise<Account> {
  const { rows } = await sql<Row>`select ${columns} from ${joined} where account.code = ${code}`.execute(tx);
  if (!rows[0]) throw notFound();
  return toAccount(rows[0]);
}

/** The companies of a group that the actor sees, by name. */
export async function membersOf(tx: Tx, groupId: number): Promise<Account[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ${joined} where account.group_id = ${groupId}
    order by account.name collate "hu-x-icu", account.account_id`.execute(tx);
  return rows.map(toAccount);
}

/** Accounts for the command menu: those whose name begins with the words first, then those that contain them; at most 8. */
export async function searchAccounts(tx: Tx, words: string): Promise<SearchReply['accounts']> {
  const folded = foldForSearch(words);
  if (folded === '') return [];
  const { rows } = await sql<SearchReply['accounts'][number]>`
    select account_id as id, code, name, town, country
    from accounts.account
    where search_text like ${`%${folded}%`}
    order by search_text not like ${`${folded}%`}, code <> ${words.trim()}, name collate "hu-x-icu", account_id
    limit 8`.execute(tx);
  return rows;
}
