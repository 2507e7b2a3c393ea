import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { cardColumns } from './card-columns.ts';

/** What an import keeps of an account that it made or changed, so that it can be taken back. */
const image = sql`jsonb_build_object('name', account.name, 'country', account.country)`;

/**
 * Which of the codes in `found_account` a source has for accounts that are called otherwise here: the temporary table
 * `account_alias (code, account_id)`. A code of the source itself goes before one of every source.
 */
export async function findAliases(tx: Tx, source: string): Promise<void> {
  await sql`
    create temporary table account_alias on commit drop as
    select distinct on (code) code, account_id from accounts.account_code
    where source in (${source}, '') and code in (select code from pg_temp.found_account) order by code, source desc`.execute(
    tx,
  );
}

/** The accounts behind the codes in `found_account`, as (code, account_id); after `ensureAccounts`. */
export const placedAccounts = sql`
  select code, account_id from pg_temp.account_alias
  union all
  select code, account_id from accounts.account
  where code in (select code from pg_temp.found_account) and code not in (select code from pg_temp.account_alias)`;

/**
 * Makes the accounts that are not there yet, and fills name and country where they are still blank. What a person or an
 * earlier file said of an account stays.
 * The caller has filled the temporary table `found_account (code, name, country)`, one row a code.
 * `newAccounts` has looked up what the source calls otherwise: a code by which it knows another account makes none, and fills nothing in.
 * What it did stands in the temporary table `touched_account (account_id, before, after)`; before is null for new ones.
 */
export async function ensureAccounts(tx: Tx): Promise<void> {
  await sql`create temporary table touched_account (account_id int, before jsonb, after jsonb) on commit drop`.execute(
    tx,
  );
  await sql`
    with made as (
      insert into accounts.account (code, name, country)
      select found.code, coalesce(found.name, found.code), found.country
      from pg_temp.found_account found where code not in (select code from pg_temp.account_alias)
      on conflict (code) do nothing
      returning account.account_id, ${image} as after
    )
    insert into pg_temp.touched_account (account_id, after) select account_id, after from made`.execute(tx);
  await sql`
    with former as (select account_id, ${image} as before from accounts.account),
    filled as (
    update accounts.account
    set name = case when account.name = account.code then coalesce(found.name, account.name) else account.name end,
      country = coalesce(account.country, found.country)
    from pg_temp.found_account found
    where account.code = found.code and account.code not in (select code from pg_temp.account_alias)
      and ((account.name = account.code and found.name is not null and found.name <> account.code)
        or (account.country is null and found.country is not null))
    returning account.account_id, ${image} as after
    )
    insert into pg_temp.touched_account
    select account_id, former.before, filled.after from filled join former using (account_id)
    where account_id not in (select account_id from pg_temp.touched_account)`.execute(tx);
  // Whoever buys is a client, also one that was only looked at so far.
  await sql`update accounts.account set stage = 'client'
    where stage <> 'client' and account_id in (select account_id from (${placedAccounts}) placed)`.execute(tx);
}

/** How many of the codes in `found_account` are new, and the first of them; asked before `ensureAccounts` makes them. */
export async function newAccounts(
  tx: Tx,
  source: string,
  most: number,
): Promise<{ count: number; first: { code: string; name: string }[] }> {
  await findAliases(tx, source);
  const { rows } = await sql<{ code: string; name: string; count: number }>`
    select code, coalesce(found.name, code) as name, (count(*) over ())::int as count from pg_temp.found_account found
    where not exists (select from accounts.account where account.code = found.code)
      and code not in (select code from pg_temp.account_alias) order by code limit ${most}`.execute(tx);
  return { count: rows[0]?.count ?? 0, first: rows.map(({ code, name }) => ({ code, name })) };
}

/** Something that was done with an account since an import made it. */
interface Holding {
  readonly code: string;
  readonly name: string;
  /** `owner`, `group`, `changed`, `merged` into another account, or `records` for whatever other parts keep of it. */
  readonly what: 'owner' | 'group' | 'changed' | 'merged' | 'records';
}

/**
 * Removes accounts that an import made, or tells what has been done with them since; then nothing is removed.
 * The caller has filled the temporary table `leaving_account (account_id, after)` with what the import left them like, and has
 * removed what it keeps of them itself.
 * @param own schema of the caller, which need not be looked into
 */
export async function removeAccounts(tx: Tx, own: string): Promise<Holding[]> {
  const other = (column: string) =>
    sql`to_jsonb(account) -> ${sql.lit(column)} is distinct from coalesce(leaving_account.after -> ${sql.lit(column)}, 'null')`;
  const changed = await sql<Holding>`
    select code, name, case when ${other('owner_id')} then 'owner' when ${other('group_id')} then 'group' else 'changed' end as what
    from pg_temp.leaving_account join accounts.account using (account_id)
    where ${sql.join(
      cardColumns.map(({ column }) => other(column)),
      sql` or `,
    )}
    union all
    select gone_code, gone_name, 'merged' from pg_temp.leaving_account join accounts.merge on gone_id = leaving_account.account_id
    where undone_at is null
    order by code limit 20`.execute(tx);
  if (changed.rows.length > 0) return changed.rows;
  // The owner that the file itself gave goes with the account.
  await sql`delete from access.holding using pg_temp.leaving_account leaving
    where holding.account_id = leaving.account_id and person_id = (after ->> 'owner_id')::int`.execute(tx);
  // Every table of accounts names them by account_id, so whatever part comes later is asked as well.
  const keepers = await sql<{ table: string }>`
    select format('%s.%s', nspname, relname) as table
    from pg_class join pg_namespace on pg_namespace.oid = relnamespace join pg_attribute on attrelid = pg_class.oid
    where attname = 'account_id' and relkind = 'r' and relpersistence = 'p' and nspname <> ${own}
      and pg_class.oid <> 'accounts.account'::regclass and has_table_privilege(pg_class.oid, 'select')
    order by 1`.execute(tx);
  for (const { table } of keepers.rows) {
    const held = await sql<Holding>`
      select code, name, 'records' as what from pg_temp.leaving_account join accounts.account using (account_id)
      where exists (select from ${sql.table(table)} kept where kept.account_id = account.account_id)
      order by code limit 20`.execute(tx);
    if (held.rows.length > 0) return held.rows;
  }
  await sql`delete from accounts.account using pg_temp.leaving_account leaving
    where account.account_id = leaving.account_id`.execute(tx);
  return [];
}
