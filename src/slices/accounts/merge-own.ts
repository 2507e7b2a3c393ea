import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import type { Account } from './contract.ts';
import { keysIn, moveRows, moveRowsBack, type AccountMover, type Moved } from './moving.ts';

const plainTables = { 'accounts.account_code': 'account_code_id', 'accounts.merge': 'merge_id' };

/** What accounts themselves keep about an account: its codes, and what went into it before. Its holdings end, and come back. */
export const ownRows: AccountMover = {
  slice: 'accounts',
  tables: [
    ...Object.keys(plainTables),
    'access.holding',
    // Why it could become a client says nothing of the one that stays.
    'accounts.prospect',
    // It is said of these two rows.
    'accounts.distinct_pair',
    // An order names accounts and is never widened; who stands in for the owner sees the one that stays as she does.
    'access.substitution_account',
    // What an order did stays with the account that it named.
    'accounts.assignment',
  ],
  async move(tx, move) {
    const holdings = await sql<Record<string, unknown>>`
      select person_id, capacity, from_day::text, until_day::text from access.holding
      where account_id = ${move.from} and access.today() < until_day`.execute(tx);
    await sql`delete from access.holding where account_id = ${move.from} and from_day >= access.today()`.execute(tx);
    await sql`update access.holding set until_day = access.today()
      where account_id = ${move.from} and access.today() < until_day`.execute(tx);
    return { ...(await moveRows(tx, plainTables, move)), holdings: holdings.rows };
  },
  async back(tx, move, moved) {
    await moveRowsBack(tx, plainTables, move, moved);
    const holdings = JSON.stringify(moved['holdings'] ?? []);
    await sql`
      with kept as (select * from jsonb_to_recordset(${holdings}::jsonb)
        as held (person_id int, capacity text, from_day date, until_day date)),
      again as (update access.holding set until_day = kept.until_day from kept
        where holding.account_id = ${move.from} and holding.from_day = kept.from_day returning holding.from_day)
      insert into access.holding (account_id, person_id, capacity, from_day, until_day)
      select ${move.from}, person_id, capacity, from_day, until_day from kept
      where from_day not in (select from_day from again)`.execute(tx);
  },
};

/** Columns that the account that stays takes from the one that goes where it has nothing itself. */
const fillable = [
  'country',
  'town',
  'kind',
  'segment',
  'territory',
  'vat_number',
  'registry_number',
  'group_id',
  'owner_id',
] as const;

/**
 * Fills in what the account that stays does not know of itself; nobody's account becomes that of the other's owner, from today on.
 * @returns what was filled in
 */
export async function filledFrom(tx: Tx, kept: Account, going: Account): Promise<Moved> {
  const { rows } = await sql<{ filled: Record<string, unknown> }>`
    select coalesce(jsonb_object_agg(known.key, known.value), '{}') as filled
    from accounts.account own, accounts.account other, jsonb_each(to_jsonb(other)) known
    where own.account_id = ${kept.id} and other.account_id = ${going.id} and known.key = any (${[...fillable]}::text[])
      and known.value <> 'null'::jsonb and to_jsonb(own) -> known.key = 'null'::jsonb`.execute(tx);
  const filled = rows[0]?.filled ?? {};
  await setColumns(tx, kept.id, filled);
  if (filled['owner_id'] !== undefined) {
    await sql`insert into access.holding (account_id, person_id, capacity, from_day)
      values (${kept.id}, ${filled['owner_id']}::int, 'owner', access.today())`.execute(tx);
  }
  return filled;
}

/** Takes away what was filled in, where it still stands; an owner who got the account by it has it no more. */
export async function putBack(tx: Tx, id: number, filled: Moved): Promise<void> {
  const { rows } = await sql<{ same: string[] }>`
    select coalesce(array_agg(known.key), '{}') as same from accounts.account own, jsonb_each(${JSON.stringify(filled)}::jsonb) known
    where own.account_id = ${id} and to_jsonb(own) -> known.key = known.value`.execute(tx);
  const same = keysIn({ ...rows[0] }, 'same');
  await setColumns(tx, id, Object.fromEntries(same.map((column) => [column, null])));
  if (!same.includes('owner_id')) return;
  await sql`delete from access.holding where account_id = ${id} and from_day >= access.today()`.execute(tx);
  await sql`update access.holding set until_day = access.today()
    where account_id = ${id} and access.today() < until_day`.execute(tx);
}

/** @param values of columns that stand in the list above */
async function setColumns(tx: Tx, id: number, values: Moved): Promise<void> {
  const named = fillable.filter((column) => values[column] !== undefined);
  if (named.length === 0) return;
  const sets = sql.join(named.map((column) => sql`${sql.ref(column)} = ${values[column]}`));
  await sql`update accounts.account set ${sets} where account_id = ${id}`.execute(tx);
}
