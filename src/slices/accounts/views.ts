import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { notFound } from '#platform/http/problem.ts';
import type { Account, AccountFiltersReply, AccountReply, Prospect } from './contract.ts';
import type { Stage } from './domain/stages.ts';

interface Row {
  id: number;
  code: string;
  name: string;
  country: string | null;
  town: string | null;
  kind: string | null;
  segment: string | null;
  territory: string | null;
  vat_number: string | null;
  registry_number: string | null;
  stage: Stage;
  group_id: number | null;
  group_name: string | null;
  group_members: number | null;
  owner_id: number | null;
  owner_name: string | null;
  created_at: string;
  version: number;
}

const columns = sql`account.account_id as id, account.code, account.name, account.country, account.town, account.kind, account.segment, account.territory,
  account.vat_number, account.registry_number, account.stage,
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
  segment: row.segment,
  territory: row.territory,
  vatNumber: row.vat_number,
  registryNumber: row.registry_number,
  stage: row.stage,
  group:
    row.group_id === null ? null : { id: row.group_id, name: row.group_name ?? '', members: row.group_members ?? 0 },
  owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? '' },
  createdOn: row.created_at.slice(0, 10),
  version: row.version,
});

/** These accounts, in the order given. */
export async function listedRows(tx: Tx, ids: readonly number[]): Promise<Account[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ${joined} join unnest(${[...ids]}::int[]) with ordinality as listed (id, place)
      on listed.id = account.account_id
    order by listed.place`.execute(tx);
  return rows.map(toAccount);
}

/** The accounts of a page, in its order, each with what it is sorted by. @param places (id, key, place) */
export async function listedAt(
  tx: Tx,
  places: RawBuilder<unknown>,
): Promise<{ account: Account; key: string | null }[]> {
  const { rows } = await sql<Row & { sort_key: string | null }>`
    with page as materialized (${places})
    select ${columns}, page.key as sort_key from page join ${joined} on account.account_id = page.id
    order by page.place`.execute(tx);
  return rows.map((row) => ({ account: toAccount(row), key: row.sort_key }));
}

/** What the accounts that the actor sees can be filtered by. */
export async function filtersOf(tx: Tx): Promise<AccountFiltersReply> {
  const { rows } = await sql<AccountFiltersReply>`
    with seen as materialized (select owner_id, group_id, country, kind, segment, territory from accounts.account where stage <> 'dropped')
    select
      (select coalesce(json_agg(json_build_object('id', person_id, 'name', name) order by name collate "hu-x-icu"), '[]')
        from team.person where person_id in (select owner_id from seen)) as owners,
      (select coalesce(json_agg(json_build_object('id', group_id, 'name', name) order by name collate "hu-x-icu"), '[]')
        from accounts.account_group where group_id in (select group_id from seen)) as groups,
      (select coalesce(json_agg(country order by country collate "hu-x-icu"), '[]')
        from (select distinct country from seen where country is not null) c) as countries,
      (select coalesce(json_agg(kind order by kind collate "hu-x-icu"), '[]')
        from (select distinct kind from seen where kind is not null) k) as kinds,
      (select coalesce(json_agg(segment order by segment collate "hu-x-icu"), '[]')
        from (select distinct segment from seen where segment is not null) s) as segments,
      (select coalesce(json_agg(territory order by territory collate "hu-x-icu"), '[]')
        from (select distinct territory from seen where territory is not null) t) as territories`.execute(tx);
  return rows[0] ?? { owners: [], groups: [], countries: [], kinds: [], segments: [], territories: [] };
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

/** Why an account could become a client, if it is or was a prospect. */
export async function prospectOf(tx: Tx, id: number): Promise<Prospect | null> {
  const { rows } = await sql<Prospect>`
    select code, reason, source, person.name as "addedBy", added_on as "addedOn", dropped_because as "droppedBecause"
    from accounts.prospect left join team.person on person.person_id = added_by where account_id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

/** By which codes other sources know an account. */
export async function codesOf(tx: Tx, id: number): Promise<AccountReply['codes']> {
  const { rows } = await sql<AccountReply['codes'][number]>`
    select account_code_id as id, source, code, version from accounts.account_code where account_id = ${id}
    order by source, code`.execute(tx);
  return rows;
}

/** Who owned an account from when until when, the last one first; the policy of holdings says whom the actor sees there. */
export async function ownersOf(tx: Tx, id: number): Promise<AccountReply['owners']> {
  const { rows } = await sql<AccountReply['owners'][number]>`
    select person.name, nullif(from_day, '-infinity')::text as "from", nullif(until_day, 'infinity')::text as until
    from access.holding join team.person using (person_id) where account_id = ${id} order by from_day desc`.execute(tx);
  return rows;
}

/** What went into an account, the last one first. */
export async function mergedInto(tx: Tx, id: number): Promise<AccountReply['merged']> {
  const { rows } = await sql<AccountReply['merged'][number]>`
    select merge_id as merge, gone_code as code, gone_name as name, merged_at as at, person.name as by
    from accounts.merge left join team.person on person.person_id = merged_by
    where account_id = ${id} and undone_at is null order by merge_id desc`.execute(tx);
  return rows;
}
