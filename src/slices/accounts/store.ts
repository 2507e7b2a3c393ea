import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';

/**
 * Makes the accounts that are not there yet, and fills name and country where they are still blank. What a person or an
 * earlier file said of an account stays.
 * The caller has filled the temporary table `found_account (code, name, country)`, one row a code.
 * @returns how many accounts were made
 */
export async function ensureAccounts(tx: Tx): Promise<number> {
  const made = await sql`
    insert into accounts.account (code, name, country)
    select found.code, coalesce(found.name, found.code), found.country
    from pg_temp.found_account found
    on conflict (code) do nothing`.execute(tx);
  await sql`
    update accounts.account
    set name = case when account.name = account.code then coalesce(found.name, account.name) else account.name end,
      country = coalesce(account.country, found.country)
    from pg_temp.found_account found
    where account.code = found.code
      and ((account.name = account.code and found.name is not null and found.name <> account.code)
        or (account.country is null and found.country is not null))`.execute(tx);
  return Number(made.numAffectedRows ?? 0n);
}

/** How many of the codes in `found_account` are new; for a dry run. */
export async function countNewAccounts(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_temp.found_account found
    where not exists (select from accounts.account where account.code = found.code)`.execute(tx);
  return rows[0]?.count ?? 0;
}
