import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { readRegistryNumber, readVatNumber } from './domain/identity.ts';
import { ownerCalled } from './owners.ts';

/** So many numbers are looked at together. */
const page = 5_000;

/** Cells with a form of their own: the column of the staging table, and the field that a fault names. */
const numbers = [
  { column: 'vat_number', field: 'vatNumber', fault: 'vat-number-form', read: (text: string) => readVatNumber(text) },
  { column: 'registry_number', field: 'registryNumber', fault: 'registry-number-form', read: readRegistryNumber },
] as const;

/**
 * Checks what a file of customers says of numbers, groups and owners, and brings the numbers to the form in which they are kept.
 * What is not right becomes the fault of its row; what the account has already is never one.
 * The caller has filled the temporary table `staged (document, country, vat_number, registry_number, account_group,
 * group_parent, owner, fault, fault_column, fault_value)`, where `document` is the code. Whom an address names stands in the temporary table
 * `named_owner (email, person_id)` afterwards.
 */
export async function readCards(tx: Tx): Promise<void> {
  for (const number of numbers) await readNumbers(tx, number);
  const { rows } = await sql<{ mayAssign: boolean; mayGroup: boolean }>`
    select access.may('accounts.assign') as "mayAssign", access.may('accounts.group') as "mayGroup"`.execute(tx);
  await nameOwners(tx, rows[0]?.mayAssign ?? false);
  await sql`
    update pg_temp.staged set fault = 'group-parent-alone', fault_column = 'groupParent', fault_value = group_parent
    where fault is null and group_parent is not null and account_group is null`.execute(tx);
  await sql`
    update pg_temp.staged set fault = 'group-parent-repeated', fault_column = 'groupParent', fault_value = group_parent
    where fault is null and group_parent is not null and account_group in (select account_group from pg_temp.staged
      where fault is null and group_parent is not null group by 1 having count(distinct group_parent) > 1)`.execute(tx);
  if (rows[0]?.mayGroup) return;
  await sql`
    update pg_temp.staged set fault = 'group-not-allowed', fault_column = 'group', fault_value = account_group
    where fault is null and account_group is not null and not exists (
      select from accounts.account join accounts.account_group own using (group_id)
      where account.code = staged.document and own.name = staged.account_group
        and (staged.group_parent is null or staged.group_parent =
          (select upper.name from accounts.account_group upper where upper.group_id = own.parent_id)))`.execute(tx);
}

async function readNumbers(tx: Tx, { column, field, fault, read }: (typeof numbers)[number]): Promise<void> {
  const given = sql.ref(`staged.${column}`);
  await sql`
    create temporary table given_number on commit drop as
    select row_number() over () as place, value, country, null::text as kept from (
      select distinct ${given} as value, coalesce(staged.country, account.country, '') as country
      from pg_temp.staged left join accounts.account on account.code = staged.document
      where fault is null and ${given} is not null) found`.execute(tx);
  for (let after = 0; ; after += page) {
    const { rows } = await sql<{ place: number; value: string; country: string }>`
      select place::int, value, country from pg_temp.given_number
      where place > ${after} and place <= ${after + page}`.execute(tx);
    if (rows.length === 0) break;
    const kept = rows.map(({ value, country }) => read(value, country));
    await sql`update pg_temp.given_number set kept = told.kept
      from unnest(${rows.map(({ place }) => place)}::int[], ${kept}::text[]) as told (place, kept)
      where told.place = given_number.place`.execute(tx);
  }
  await sql`
    update pg_temp.staged set ${sql.ref(column)} = coalesce(given_number.kept, ${given}),
      fault = case when kept is null then ${fault} end,
      fault_column = case when kept is null then ${field} end, fault_value = case when kept is null then value end
    from pg_temp.given_number, pg_temp.staged self left join accounts.account on account.code = self.document
    where self.position = staged.position and staged.fault is null and ${given} = value
      and coalesce(staged.country, account.country, '') = given_number.country and kept is distinct from value`.execute(
    tx,
  );
  await sql`drop table pg_temp.given_number`.execute(tx);
}

/** What is told to the one who brings the file, by what an assignment by hand would be refused with. */
const ownerFaults: Readonly<Record<string, string>> = {
  'unknown-person': 'owner-unknown',
  'cannot-own': 'owner-cannot-own',
  'outside-the-line': 'owner-outside-the-line',
};

async function nameOwners(tx: Tx, mayAssign: boolean): Promise<void> {
  await sql`
    create temporary table named_owner on commit drop as
    select lower(found.email) as email, person.person_id, null::text as fault
    from (select distinct lower(owner) as email from pg_temp.staged where fault is null and owner is not null) found
    left join team.person on lower(person.email) = found.email`.execute(tx);
  await sql`update pg_temp.named_owner set fault = case when ${mayAssign} then 'owner-unknown' else 'owner-not-allowed' end
    where person_id is null or not ${mayAssign}`.execute(tx);
  const { rows } = await sql<{ email: string }>`select email from pg_temp.named_owner where fault is null`.execute(tx);
  for (const { email } of rows) {
    try {
      await ownerCalled(tx, email);
    } catch (error) {
      const fault = error instanceof ProblemError ? ownerFaults[error.code] : undefined;
      if (fault === undefined) throw error;
      await sql`update pg_temp.named_owner set fault = ${fault} where email = ${email}`.execute(tx);
    }
  }
  await sql`
    update pg_temp.staged set fault = named.fault, fault_column = 'owner', fault_value = owner
    from pg_temp.named_owner named
    where staged.fault is null and lower(owner) = named.email and named.fault is not null
      and not exists (select from accounts.account
        where account.code = staged.document and account.owner_id = named.person_id)`.execute(tx);
}
