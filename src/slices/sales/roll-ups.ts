import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';

/** What lines add up to by account, month and product: the shape of `product_month`, and of a change to it. */
const sums = sql`sum(quantity) as quantity, sum(net)::bigint as net,
  coalesce(sum(net) filter (where cost is not null), 0)::bigint as costed_net, coalesce(sum(cost), 0)::bigint as cost,
  count(*)::int as lines`;

/** Sums of the rows of a relation with columns account_id, day, product_id, quantity, net, cost. */
export const sumsOf = (relation: ReturnType<typeof sql>) => sql`
  select account_id, date_trunc('month', day::timestamp)::date as month, product_id, ${sums}
  from ${relation} group by 1, 2, 3`;

/** The tables in which an import gathers what it adds to the roll-ups, and what it takes away. */
export async function createChanges(tx: Tx): Promise<void> {
  for (const table of ['added', 'taken']) {
    await sql`create temporary table ${sql.table(table)} (account_id int, month date, product_id int, quantity numeric,
      net bigint, costed_net bigint, cost bigint, lines int) on commit drop`.execute(tx);
  }
}

/**
 * Brings the roll-ups to what the lines say.
 * @param tookAway whether lines were taken away too; without that what was added is summed already
 */
export async function applyChanges(tx: Tx, tookAway: boolean): Promise<void> {
  if (tookAway) {
    await sql`
      create temporary table summed on commit drop as
      select account_id, month, product_id, sum(quantity) as quantity, sum(net)::bigint as net,
        sum(costed_net)::bigint as costed_net, sum(cost)::bigint as cost, sum(lines)::int as lines
      from (select * from pg_temp.added union all
        select account_id, month, product_id, -quantity, -net, -costed_net, -cost, -lines from pg_temp.taken) changes
      group by 1, 2, 3`.execute(tx);
  } else {
    await sql`alter table pg_temp.added rename to summed`.execute(tx);
  }
  await sql`analyze pg_temp.summed`.execute(tx);
  // Imports write one at a time, so what is there can be updated and the rest inserted: an insert that looks for conflicts
  // row by row takes twice as long. In the order of the key the index grows at one end.
  await sql`
    with met as (
      update sales.product_month kept set
        quantity = kept.quantity + summed.quantity, net = kept.net + summed.net,
        costed_net = kept.costed_net + summed.costed_net, cost = kept.cost + summed.cost, lines = kept.lines + summed.lines
      from pg_temp.summed
      where (kept.account_id, kept.month, kept.product_id) = (summed.account_id, summed.month, summed.product_id)
      returning kept.account_id, kept.month, kept.product_id
    )
    insert into sales.product_month (account_id, month, product_id, quantity, net, costed_net, cost, lines)
    select account_id, month, product_id, quantity, net, costed_net, cost, lines from pg_temp.summed
    where not exists (select from met where (met.account_id, met.month, met.product_id)
      = (summed.account_id, summed.month, summed.product_id))
    order by account_id, month, product_id`.execute(tx);
  await addToMonths(
    tx,
    sql`select account_id, month, product.kind, sum(net)::bigint as net, sum(costed_net)::bigint as costed_net,
      sum(cost)::bigint as cost, sum(lines)::int as lines
    from pg_temp.summed join catalog.product using (product_id) group by 1, 2, 3`,
  );
  if (!tookAway) return;
  await sql`
    delete from sales.product_month kept using pg_temp.taken
    where kept.lines = 0
      and (kept.account_id, kept.month, kept.product_id) = (taken.account_id, taken.month, taken.product_id)`.execute(
    tx,
  );
  await sql`
    delete from sales.account_month kept using pg_temp.taken
    where kept.lines = 0 and (kept.account_id, kept.month) = (taken.account_id, taken.month)`.execute(tx);
  await sql`delete from sales.company_month where lines = 0`.execute(tx);
}

/** Moves what was sold of these products from one kind to another in the roll-up by kind. */
export async function moveKind(tx: Tx, productIds: readonly number[], before: string, after: string): Promise<void> {
  if (productIds.length === 0) return;
  const sold = (sign: 1 | -1, kind: string) => sql`
    select account_id, month, ${kind}::text as kind, (${sql.raw(String(sign))} * sum(net))::bigint as net,
      (${sql.raw(String(sign))} * sum(costed_net))::bigint as costed_net, (${sql.raw(String(sign))} * sum(cost))::bigint as cost,
      (${sql.raw(String(sign))} * sum(lines))::int as lines
    from sales.product_month where product_id = any (${[...productIds]}::int[]) group by 1, 2`;
  await addToMonths(tx, sold(-1, before));
  await addToMonths(tx, sold(1, after));
  await sql`delete from sales.account_month where lines = 0`.execute(tx);
  await sql`delete from sales.company_month where lines = 0`.execute(tx);
}

/** Adds rows of (account_id, month, kind, net, costed_net, cost, lines) to the months of the accounts and of the company. */
async function addToMonths(tx: Tx, rows: ReturnType<typeof sql>): Promise<void> {
  const added = sql`net = kept.net + excluded.net, costed_net = kept.costed_net + excluded.costed_net,
    cost = kept.cost + excluded.cost, lines = kept.lines + excluded.lines`;
  await sql`
    insert into sales.account_month as kept (account_id, month, kind, net, costed_net, cost, lines)
    select account_id, month, kind, net, costed_net, cost, lines from (${rows}) summed order by month, account_id, kind
    on conflict (account_id, month, kind) do update set ${added}`.execute(tx);
  await sql`
    insert into sales.company_month as kept (month, kind, net, costed_net, cost, lines)
    select month, kind, sum(net), sum(costed_net), sum(cost), sum(lines) from (${rows}) summed
    where account_id > 0 group by 1, 2 order by 1, 2
    on conflict (month, kind) do update set ${added}`.execute(tx);
}

/**
 * Rows in which a roll-up and a recount of the lines differ, documents that have not the lines they came with, and products
 * of lines that are none; nothing of it, always. For tests and for `kulcs doctor`: lines carry no foreign keys.
 */
export async function differencesFromRecount(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with recount as (${sumsOf(sql`sales.line`)}),
    by_kind as (
      select account_id, month, product.kind, sum(net)::bigint as net, sum(costed_net)::bigint as costed_net,
        sum(cost)::bigint as cost, sum(lines)::int as lines
      from recount join catalog.product using (product_id) group by 1, 2, 3
    ),
    by_month as (
      select month, kind, sum(net)::bigint as net, sum(costed_net)::bigint as costed_net, sum(cost)::bigint as cost,
        sum(lines)::int as lines
      from by_kind where account_id > 0 group by 1, 2
    ),
    placed as (select account_id, document_id, count(*)::int as lines from sales.line group by 1, 2)
    select ((select count(*) from (
        (select account_id, month, product_id, quantity, net, costed_net, cost, lines from recount
          except select account_id, month, product_id, quantity, net, costed_net, cost, lines from sales.product_month)
        union all
        (select account_id, month, product_id, quantity, net, costed_net, cost, lines from sales.product_month
          except select account_id, month, product_id, quantity, net, costed_net, cost, lines from recount)) a)
      + (select count(*) from (
        (select account_id, month, kind, net, costed_net, cost, lines from by_kind
          except select account_id, month, kind, net, costed_net, cost, lines from sales.account_month)
        union all
        (select account_id, month, kind, net, costed_net, cost, lines from sales.account_month
          except select account_id, month, kind, net, costed_net, cost, lines from by_kind)) b)
      + (select count(*) from (
        (select month, kind, net, costed_net, cost, lines from by_month
          except select month, kind, net, costed_net, cost, lines from sales.company_month)
        union all
        (select month, kind, net, costed_net, cost, lines from sales.company_month
          except select month, kind, net, costed_net, cost, lines from by_month)) c)
      + (select count(*) from placed full join sales.document using (account_id, document_id)
          where placed.lines is distinct from document.lines)
      + (select count(distinct product_id) from recount
          where not exists (select from catalog.product where product.product_id = recount.product_id)))::int as count`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}
