import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import type { AssignmentOrder, AssignmentOrdersReply } from './assignment-contract.ts';

interface Row extends Omit<AssignmentOrder, 'owner'> {
  readonly ownerId: number;
  readonly ownerName: string;
}

/** Orders with their accounts, as far as the actor sees these and their owners before; the latest first. */
async function orders(tx: Tx, condition: RawBuilder<unknown>, limit: number): Promise<AssignmentOrder[]> {
  const { rows } = await sql<Row>`
    select assignment_order.order_id as id, year, number,
      case when undone_at is not null then 'undone' when from_day > access.today() then 'coming' else 'holds' end as state,
      from_day::text as "from", assignment_order.owner_id as "ownerId", owner.name as "ownerName", reason,
      proposer.name as "proposedBy", orderer.name as "orderedBy", ordered_at as at,
      coalesce((select json_agg(json_build_object('id', account.account_id, 'code', code, 'name', account.name,
            'before', case when access.sees_all() or before_id = access.actor() or access.reaches(before_id) then former.name end)
          order by account.name collate "hu-x-icu", account.account_id)
        from accounts.assignment join accounts.account using (account_id) left join team.person former on former.person_id = before_id
        where assignment.order_id = assignment_order.order_id), '[]') as accounts
    from accounts.assignment_order
    join team.person owner on owner.person_id = assignment_order.owner_id
    left join team.person proposer on proposer.person_id = proposed_by
    left join team.person orderer on orderer.person_id = ordered_by
    where ${condition} order by assignment_order.order_id desc limit ${limit}`.execute(tx);
  return rows.map(({ ownerId, ownerName, ...order }) => ({ ...order, owner: { id: ownerId, name: ownerName } }));
}

/** A page of the orders that the actor sees. */
export async function listOrders(
  tx: Tx,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<AssignmentOrdersReply> {
  const before = cursor === undefined ? 2_147_483_647 : decodeCursor(cursor, ['number'] as const)[0];
  const found = await orders(tx, sql`assignment_order.order_id < ${before}`, limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return { orders: page, nextCursor: found.length > limit && last ? encodeCursor([last.id]) : null };
}

/** One order; null when there is none that the actor sees. */
export async function assignmentOrder(tx: Tx, id: number): Promise<AssignmentOrder | null> {
  const [found] = await orders(tx, sql`assignment_order.order_id = ${id}`, 1);
  return found ?? null;
}

/** Whom an order concerns: its owner, and those who had its accounts before. */
export async function concernedBy(tx: Tx, id: number): Promise<{ ownerId: number; beforeIds: number[] }> {
  const { rows } = await sql<{ ownerId: number; beforeIds: number[] }>`
    select owner_id as "ownerId", coalesce(array_agg(distinct before_id) filter (where before_id is not null), '{}') as "beforeIds"
    from accounts.assignment_order join accounts.assignment using (order_id) where order_id = ${id} group by 1`.execute(
    tx,
  );
  return rows[0] ?? { ownerId: 0, beforeIds: [] };
}
