import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { cardColumns, inImage, type CardField } from './card-columns.ts';
import { withoutCircle } from './groups.ts';
import { findAliases } from './store.ts';

/** What a file of customers changes of one account: the fields that are others, as they were and as they become. */
interface PlannedChange {
  code: string;
  name: string;
  fields: { field: CardField | 'groupParent'; before: string | null; after: string | null }[];
}

/**
 * Compares the accounts of a file with those that are here. A value of the file counts, an empty cell leaves what is there.
 * A code by which the source knows another account makes none, and changes nothing.
 * The caller has called `readCards` and filled the temporary table `found_account (code, name, country, town, kind, vat_number,
 * registry_number, segment, territory, account_group, group_parent, owner)`, one row a code.
 * What is new or changed stands in the temporary table `planned_account (code, account_id, before, after)`; account_id and
 * before are null for new ones. Accounts that are met are held, so that nobody changes them meanwhile. Groups that are missing are
 * made already: they go with the transaction, and stand in the temporary table `touched_group (group_id, before, after)`.
 */
export async function compareAccounts(tx: Tx, source: string): Promise<void> {
  await findAliases(tx, source);
  await sql`select from accounts.account join pg_temp.found_account using (code)
    order by account_id for update of account`.execute(tx);
  await makeGroups(tx);
  await sql`
    create temporary table found_card on commit drop as
    select found.code, coalesce(found.name, case when account_id is null then found.code end) as name, found.country, found.town,
      found.kind, found.vat_number, found.registry_number, found.segment, found.territory, own.group_id, named.person_id as owner_id,
      account.account_id
    from pg_temp.found_account found
    left join accounts.account on account.code = found.code
    left join accounts.account_group own on own.name = found.account_group
    left join pg_temp.named_owner named on named.email = lower(found.owner)
    where found.code not in (select code from pg_temp.account_alias)`.execute(tx);
  const image = sql.join(cardColumns.map(({ column }) => sql`${sql.lit(column)}, ${sql.ref(`found.${column}`)}`));
  const pairs = sql.join(
    cardColumns.map(
      ({ column }) =>
        sql`(${sql.lit(column)}, to_jsonb(${sql.ref(`account.${column}`)}), to_jsonb(${sql.ref(`found.${column}`)}))`,
    ),
  );
  await sql`
    create temporary table planned_account on commit drop as
    select found.code, null::int as account_id, null::jsonb as before, jsonb_build_object(${image}) as after
    from pg_temp.found_card found where account_id is null
    union all
    select found.code, account_id, jsonb_object_agg(field, old), jsonb_object_agg(field, new)
    from pg_temp.found_card found join accounts.account using (account_id)
    cross join lateral (values ${pairs}) as value (field, old, new)
    where new is not null and new is distinct from old
    group by found.code, account_id`.execute(tx);
  await sql`analyze pg_temp.planned_account`.execute(tx);
}

async function makeGroups(tx: Tx): Promise<void> {
  const found = sql`pg_temp.found_account where account_group is not null and code not in (select code from pg_temp.account_alias)`;
  await sql`
    create temporary table touched_group on commit drop as
    with made as (
      insert into accounts.account_group (name)
      select account_group from ${found} union select group_parent from ${found} and group_parent is not null
      except select name from accounts.account_group
      on conflict (name) do nothing returning group_id
    )
    select group_id, null::jsonb as before, '{}'::jsonb as after from made`.execute(tx);
  await sql`
    create temporary table placed_group on commit drop as
    select distinct own.group_id, own.parent_id as former, upper.group_id as parent_id
    from (select distinct account_group, group_parent from ${found} and group_parent is not null) given
    join accounts.account_group own on own.name = given.account_group
    join accounts.account_group upper on upper.name = given.group_parent
    where own.parent_id is distinct from upper.group_id`.execute(tx);
  await withoutCircle('group-circle-in-file', {}, () =>
    sql`update accounts.account_group set parent_id = placed.parent_id
      from pg_temp.placed_group placed where placed.group_id = account_group.group_id`.execute(tx),
  );
  await sql`
    update pg_temp.touched_group set after = jsonb_build_object('parent_id', placed.parent_id)
    from pg_temp.placed_group placed where placed.group_id = touched_group.group_id`.execute(tx);
  await sql`
    insert into pg_temp.touched_group
    select group_id, jsonb_build_object('parent_id', former), jsonb_build_object('parent_id', parent_id)
    from pg_temp.placed_group where group_id not in (select group_id from pg_temp.touched_group)`.execute(tx);
}

/** The name under which a person knows what an image holds by its number. */
const shownIn = (image: 'before' | 'after') => {
  const value = sql`(${sql.ref(image)} ->> key)`;
  return sql`case key when 'group_id' then (select own.name from accounts.account_group own where own.group_id = ${value}::int)
    when 'owner_id' then (select person.name from team.person where person.person_id = ${value}::int) else ${value} end`;
};

/** The first of the accounts that would be new, and of those that would be changed; by code. */
export async function plannedAccounts(
  tx: Tx,
  most: number,
): Promise<{ count: number; first: { code: string; name: string }[]; changes: PlannedChange[] }> {
  const made = await sql<{ code: string; name: string; count: number }>`
    select code, after ->> 'name' as name, (count(*) over ())::int as count from pg_temp.planned_account
    where account_id is null order by code limit ${most}`.execute(tx);
  const fields = sql.join(cardColumns.map(({ column, field }) => sql`(${sql.lit(column)}, ${sql.lit(field)})`));
  const changed = await sql<PlannedChange>`
    with told as (
      select code, account_id, field, ${shownIn('before')} as before, ${shownIn('after')} as after
      from pg_temp.planned_account cross join lateral jsonb_object_keys(after) key
      join (values ${fields}) as named (column_name, field) on column_name = key where account_id is not null
      union all
      select found.code, account_id, 'groupParent', former.name, upper.name
      from pg_temp.found_account found join accounts.account using (code)
      join accounts.account_group own on own.name = found.account_group
      join pg_temp.touched_group touched on touched.group_id = own.group_id
      left join accounts.account_group former on former.group_id = (before ->> 'parent_id')::int
      join accounts.account_group upper on upper.group_id = (after ->> 'parent_id')::int
      where before is not null and found.group_parent is not null
        and found.code not in (select code from pg_temp.account_alias)
    )
    select told.code, account.name,
      json_agg(json_build_object('field', field, 'before', before, 'after', after) order by field) as fields
    from told join accounts.account using (account_id) group by told.code, account.name order by told.code limit ${most}`.execute(
    tx,
  );
  return {
    count: made.rows[0]?.count ?? 0,
    first: made.rows.map(({ code, name }) => ({ code, name })),
    changes: changed.rows,
  };
}

/**
 * Makes and changes accounts as `compareAccounts` has planned; new owners have theirs from today on.
 * What it did stands in the temporary table `touched_account (account_id, before, after)`; before is null for new ones.
 */
export async function bringAccounts(tx: Tx): Promise<void> {
  await sql`
    insert into accounts.account (code, ${sql.join(cardColumns.map(({ column }) => sql.ref(column)))})
    select code, ${sql.join(cardColumns.map(({ column }) => inImage('after', column)))}
    from pg_temp.planned_account where account_id is null order by code`.execute(tx);
  const sets = cardColumns.map(
    ({ column }) => sql`${sql.ref(column)} = coalesce(${inImage('after', column)}, ${sql.ref(`account.${column}`)})`,
  );
  await sql`
    update accounts.account set ${sql.join(sets)}
    from pg_temp.planned_account planned where planned.account_id = account.account_id`.execute(tx);
  await sql`
    create temporary table touched_account on commit drop as
    select account.account_id, before, after from pg_temp.planned_account join accounts.account using (code)`.execute(
    tx,
  );
  await handOver(tx);
}

/**
 * Lets holdings follow the owners of accounts, from today on, and puts on record who had them before.
 * The accounts stand in `touched_account`, or the table given, with the owner in the image that holds now.
 */
async function handOver(tx: Tx, table = 'touched_account', now: 'before' | 'after' = 'after'): Promise<void> {
  const was = now === 'after' ? 'before' : 'after';
  await sql`
    create temporary table new_holding on commit drop as
    select account_id, (${sql.ref(was)} ->> 'owner_id')::int as former, (${sql.ref(now)} ->> 'owner_id')::int as person_id
    from ${sql.table(`pg_temp.${table}`)}
    where (${sql.ref(now)} ->> 'owner_id') is distinct from (${sql.ref(was)} ->> 'owner_id')`.execute(tx);
  await sql`delete from access.holding using pg_temp.new_holding new
    where holding.account_id = new.account_id and from_day >= access.today()`.execute(tx);
  await sql`update access.holding set until_day = access.today() from pg_temp.new_holding new
    where holding.account_id = new.account_id and access.today() < until_day`.execute(tx);
  await sql`insert into access.holding (account_id, person_id, capacity, from_day)
    select account_id, person_id, 'owner', access.today() from pg_temp.new_holding where person_id is not null`.execute(
    tx,
  );
  await sql`select audit.append('account.assign', 'account:' || code, jsonb_build_object('before', former, 'after', person_id))
    from pg_temp.new_holding join accounts.account using (account_id) order by account_id`.execute(tx);
  await sql`drop table pg_temp.new_holding`.execute(tx);
}

/**
 * Refuses to take a file of customers back by somebody who could not have brought it.
 * The caller has filled `leaving_account` and `restored_account`.
 * @throws ProblemError 403 `not-allowed`
 */
export async function refuseForeignHands(tx: Tx): Promise<void> {
  const { rows } = await sql<{ assign: boolean; group: boolean }>`
    with images as (select before, after from pg_temp.restored_account union all select null, after from pg_temp.leaving_account)
    select not access.may('accounts.assign') and exists (select from images
        where (after ->> 'owner_id') is distinct from (before ->> 'owner_id')) as assign,
      not access.may('accounts.group') and exists (select from images
        where (after ->> 'group_id') is distinct from (before ->> 'group_id')) as group`.execute(tx);
  if (rows[0]?.assign) throw new ProblemError(403, 'not-allowed', { ability: 'accounts.assign' });
  if (rows[0]?.group) throw new ProblemError(403, 'not-allowed', { ability: 'accounts.group' });
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
  const former = cardColumns.map(
    ({ column }) => sql`${sql.ref(column)} = case when before ? ${sql.lit(column)} then ${inImage('before', column)}
      else ${sql.ref(`account.${column}`)} end`,
  );
  await sql`
    update accounts.account set ${sql.join(former)}
    from pg_temp.restored_account restored where restored.account_id = account.account_id`.execute(tx);
  await handOver(tx, 'restored_account', 'before');
  return [];
}
