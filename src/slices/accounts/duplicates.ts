import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { notFound } from '#platform/http/problem.ts';
import type { DuplicatePair, Distinction } from './contract.ts';
import { accountById, listedRows } from './views.ts';

/** More accounts with one and the same mark say that it is none of a company ("cash sale"). */
const mostAlike = 20;
/** From there on two names are near; "Tóparti Szanatorium Kft" and "Tó-parti Szanatórium Kft." are 0.78. */
const near = 0.6;
const mostPairs = 200;

/** Pairs with the same mark: (a, b, reason, likeness). */
const sameMark = (mark: ReturnType<typeof sql>, reason: string, and: ReturnType<typeof sql>) => sql`
  select a.account_id as a, b.account_id as b, ${reason}::text as reason, 1::real as likeness
  from (select *, ${mark} as mark, count(*) over (partition by ${mark}) as times from seen) a
  join (select *, ${mark} as mark from seen) b on b.mark = a.mark and a.account_id < b.account_id
  where a.times <= ${mostAlike} and a.mark <> '' and ${and}`;

const sameTown = sql`(a.town is null or b.town is null or a.town = b.town)`;

/**
 * Accounts that look like one company, among those that the actor sees: the same VAT or registry number, the same name in the same
 * town, or a near one. Near names are compared where they share the beginning of a word that few others have, so that the work does not
 * grow with the square of the accounts. Those of whom somebody has said that they are two are left out.
 * @param only an account, if only its pairs are asked for
 */
export async function findDuplicates(tx: Tx, only: number | null): Promise<DuplicatePair[]> {
  const { rows } = await sql<{ a: number; b: number; reasons: DuplicatePair['reasons']; likeness: number }>`
    with seen as materialized (
      select account_id, accounts.core_name(name) as name, accounts.core_name(town) as town, registry_number,
        case when vat_number ~ '^[0-9]{8}-' then 'HU' || left(vat_number, 8) else vat_number end as vat
      from accounts.account where stage <> 'dropped'
    ),
    beginning as materialized (
      select distinct account_id, left(word, 4) as mark from seen, regexp_split_to_table(name, ' ') word where length(word) >= 4
    ),
    rare as materialized (select mark from beginning group by mark having count(*) between 2 and 100),
    near as (
      select distinct one.account_id as a, two.account_id as b
      from beginning one join rare using (mark) join beginning two using (mark) where one.account_id < two.account_id
    ),
    found as (
      ${sameMark(sql`vat`, 'vat', sql`true`)}
      union all ${sameMark(sql`registry_number`, 'registry', sql`true`)}
      union all ${sameMark(sql`name`, 'name', sameTown)}
      union all
      select a.account_id, b.account_id, 'alike', accounts.likeness(a.name, b.name)
      from near join seen a on a.account_id = near.a join seen b on b.account_id = near.b
      where a.name <> b.name and ${sameTown} and accounts.likeness(a.name, b.name) >= ${near}
    )
    select a, b, array_agg(distinct reason order by reason) as reasons, max(likeness)::float8 as likeness
    from found
    where not exists (select from accounts.distinct_pair pair where pair.account_id = a and pair.other_id = b)
      and (${only}::int is null or ${only}::int in (a, b))
    group by a, b order by count(*) desc, max(likeness) desc, a, b limit ${mostPairs}`.execute(tx);
  const accounts = new Map(
    (await listedRows(tx, [...new Set(rows.flatMap(({ a, b }) => [a, b]))])).map((account) => [account.id, account]),
  );
  return rows.flatMap(({ a, b, reasons, likeness }) => {
    const [first, second] = [accounts.get(a), accounts.get(b)];
    return first && second ? [{ accounts: [first, second], reasons, likeness }] : [];
  });
}

/** Says that two accounts are two companies, or takes that back. @throws ProblemError 404 `not-found` */
export async function tellApart(tx: Tx, actor: Actor, { accounts, distinct }: Distinction): Promise<void> {
  const [low, high] = [Math.min(...accounts), Math.max(...accounts)];
  const [first, second] = [await accountById(tx, low), await accountById(tx, high)];
  if (!first || !second || low === high) throw notFound();
  const changed = await (
    distinct
      ? sql`insert into accounts.distinct_pair (account_id, other_id, said_by) values (${low}, ${high}, ${actor.personId})
          on conflict do nothing`
      : sql`delete from accounts.distinct_pair where account_id = ${low} and other_id = ${high}`
  ).execute(tx);
  if (changed.numAffectedRows === 0n) return;
  await record(tx, 'account.distinct', `account:${first.code}`, {
    other: second.code,
    before: !distinct,
    after: distinct,
  });
}
