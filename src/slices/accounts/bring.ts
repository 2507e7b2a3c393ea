import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { findAliases } from './store.ts';

/** What a file of customers changes of one account: the fields that are others, as they were and as they become. */
interface PlannedChange {
  code: string;
  name: string;
  fields: { field: 'name' | 'country' | 'town' | 'kind'; before: string | null; after: string | null }[];
}

/**
 * Compares the accounts of a file with those that are here. A value of the file counts, an empty cell leaves what is there.
 * A code by which the source knows another account makes none, and changes nothing.
 * The caller has filled the temporary table `found_account (code, name, country, town, kind)`, one row a code.
 * What is new or changed stands in the temporary table `planned_account (code, account_id, before, after)`; account_id and
 * before are null for new ones. Accounts that are met are held, so that nobody changes them meanwhile.
 */
export async function compareAccounts(tx: Tx, source: string): Promise<void> {
  await findAliases(tx, source);
  await sql`select from accounts.account join pg_temp.found_account using (code)
    order by account_id for update of account`.execute(tx);
  await sql`
    create temporary table planned_account on commit drop as
    select found.code, null::int as account_id, null::jsonb as before,
      jsonb_build_object('name', coalesce(found.name, found.code), 'country', found.country, 'town', found.town,
        'kind', found.kind) as after
    from pg_temp.found_account found
    where not exists (select from accounts.account where account.code = found.code)
      and found.code not in (select code from pg_temp.account_alias)
    union all
    select found.code, account.account_id, jsonb_object_agg(field, old), jsonb_object_agg(field, new)
    from pg_temp.found_account found join accounts.account on account.code = found.code
    cross join lateral (values ('name', account.name, found.name), ('country', account.country, found.country),
      ('town', account.town, found.town), ('kind', account.kind, found.kind)) as value (field, old, new)
    where new is not null and new is distinct from old and found.code not in (select code from pg_temp.account_alias)
    group by found.code, account.account_id`.execute(tx);
  await sql`analyze pg_temp.planned_account`.execute(tx);
}

/** The first of the accounts that would be new, and of those that would be changed; by code. */
export async function plannedAccounts(
  tx: Tx,
  most: number,
): Promise<{ count: number; first: { code: string; name: string }[]; changes: PlannedChange[] }> {
  const made = await sql<{ code: string; name: string; count: number }>`
    select code, after ->> 'name' as name, (count(*) over ())::int as count from pg_temp.planned_account
    where account_id is null order by code limit ${most}`.execute(tx);
  const changed = await sql<PlannedChange>`
    select code, account.name, (select json_agg(json_build_object('field', key, 'before', before ->> key, 'after', after ->> key)
      order by key) from jsonb_object_keys(after) key) as fields
    from pg_temp.planned_account join accounts.account using (account_id, code) order by code limit ${most}`.execute(
    tx,
  );
  return {
    count: made.rows[0]?.count ?? 0,
    first: made.rows.map(({ code, name }) => ({ code, name })),
    changes: changed.rows,
  };
}

/**
 * Makes and changes accounts as `compareAccounts` has planned.
 * What it did stands in the temporary table `touched_account (account_id, before, after)`; before is null for new ones.
 */
export async function bringAccounts(tx: Tx): Promise<void> {
  await sql`
    insert into accounts.account (code, name, country, town, kind)
    select code, after ->> 'name', after ->> 'country', after ->> 'town', after ->> 'kind'
    from pg_temp.planned_account where account_id is null order by code`.execute(tx);
  await sql`
    update accounts.account set name = coalesce(after ->> 'name', name), country = coalesce(after ->> 'country', country),
      town = coalesce(after ->> 'town', town), kind = coalesce(after ->> 'kind', kind)
    from pg_temp.planned_account planned where planned.account_id = account.account_id`.execute(tx);
  await sql`
    create temporary table touched_account on commit drop as
    select account.account_id, before, after from pg_temp.planned_account join accounts.account using (code)`.execute(
    tx,
  );
}

/**
 * Puts accounts back as they were before a file of customers changed them, or gives those that were edited since; then nothing
 * is put back.
 * The caller has filled the temporary table `restored_account (account_id, before, after)`.
 */
export async function restoreAccounts(tx: Tx): Promise<{ code: string; name: string }[]> {
  const { rows } = await sql<{ code: string; name: string }>`
    select code, name from pg_temp.restored_account join accounts.account using (account_id)
    where not to_jsonb(account) @> after order by code limit 20`.execute(tx);
  if (rows.length > 0) return rows;
  const former = (field: string) =>
    sql`${sql.ref(field)} = case when before ? ${sql.lit(field)} then before ->> ${sql.lit(field)} else account.${sql.ref(field)} end`;
  await sql`
    update accounts.account set ${sql.join(['name', 'country', 'town', 'kind'].map(former))}
    from pg_temp.restored_account restored where restored.account_id = account.account_id`.execute(tx);
  return [];
}
