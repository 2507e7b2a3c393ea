import { z } from 'zod';
import type { Actor } from '#platform/access/actor.ts';
import { asActor, type Database } from '#platform/access/transaction.ts';
import type { Posting } from '#platform/mail/post.ts';
import { notFound } from '#platform/http/problem.ts';
import { route, type Route } from '#platform/http/route.ts';
import { colleagueById, type Colleague } from '#slices/team/public.ts';
import {
  AssignmentOrder,
  AssignmentOrdersQuery,
  AssignmentOrdersReply,
  AssignmentReply,
  NewAssignmentOrder,
} from './assignment-contract.ts';
import { assignmentOrder, concernedBy, listOrders } from './assignment-views.ts';
import { assignOwner, orderAssignment, undoAssignment } from './assignments.ts';
import { Account, AccountCode, Assignment } from './contract.ts';

const byCode = z.strictObject({ code: AccountCode });
const byId = z.strictObject({ id: z.coerce.number().int().min(1).max(2_147_483_647) });

/** Writes to a colleague about an order that concerns her accounts. */
export type TellOwners = (
  person: Colleague,
  order: {
    readonly id: number;
    readonly number: string;
    readonly from: string;
    readonly by: string;
    /** She gets the accounts; else she had them. */
    readonly isOwner: boolean;
    readonly isUndone: boolean;
  },
) => Promise<Posting>;

/** Doors of the orders by which accounts are given to their owners. */
export function assignmentRoutes(database: Database, tellOwners: TellOwners): Route[] {
  /** Both owners are told, except whoever ordered it herself. @returns the worst that became of a letter */
  const tell = async (actor: Actor, order: AssignmentOrder): Promise<AssignmentReply['mail']> => {
    const people = await asActor(database, actor, async (tx) => {
      const { ownerId, beforeIds } = await concernedBy(tx, order.id);
      const ids = [ownerId, ...beforeIds.filter((id) => id !== ownerId)].filter((id) => id !== actor.personId);
      const found: Colleague[] = [];
      for (const id of ids) {
        const person = await colleagueById(tx, id);
        if (person && !person.isDisabled) found.push(person);
      }
      return found;
    });
    const sent: Posting[] = [];
    for (const person of people) {
      sent.push(
        await tellOwners(person, {
          id: order.id,
          number: `${String(order.number)}/${String(order.year)}`,
          from: order.from,
          by: actor.name,
          isOwner: person.id === order.owner.id,
          isUndone: order.state === 'undone',
        }),
      );
    }
    return (['failed', 'no-server', 'kept', 'sent'] as const).find((one) => sent.includes(one)) ?? 'none';
  };
  const told = async (actor: Actor, id: number): Promise<{ order: AssignmentOrder; mail: AssignmentReply['mail'] }> => {
    const order = await asActor(database, actor, (tx) => assignmentOrder(tx, id));
    if (!order) throw notFound();
    return { order, mail: await tell(actor, order) };
  };
  return [
    route({
      method: 'GET',
      url: '/api/assignment-orders',
      ability: 'accounts.read',
      query: AssignmentOrdersQuery,
      reply: AssignmentOrdersReply,
      handle: ({ actor, query }) => asActor(database, actor, (tx) => listOrders(tx, query)),
    }),
    route({
      method: 'GET',
      url: '/api/assignment-orders/:id',
      ability: 'accounts.read',
      params: byId,
      reply: AssignmentOrder,
      handle: ({ actor, params }) =>
        asActor(database, actor, async (tx) => {
          const order = await assignmentOrder(tx, params.id);
          if (!order) throw notFound();
          return order;
        }),
    }),
    route({
      method: 'POST',
      // Not once by a key: sent again it finds the accounts given, and letters go out when the order stands for good.
      url: '/api/assignment-orders',
      ability: 'accounts.assign',
      body: NewAssignmentOrder,
      reply: AssignmentReply,
      handle: async ({ actor, body: { accounts, ...wanted } }) => {
        const { id, refused } = await asActor(database, actor, (tx) => orderAssignment(tx, actor, wanted, accounts));
        return id === null ? { order: null, refused, mail: 'none' as const } : { refused, ...(await told(actor, id)) };
      },
    }),
    route({
      method: 'POST',
      url: '/api/assignment-orders/:id/undo',
      ability: 'accounts.assign',
      params: byId,
      body: z.strictObject({}),
      reply: AssignmentReply,
      handle: async ({ actor, params }) => {
        const order = await asActor(database, actor, (tx) => undoAssignment(tx, actor, params.id));
        return { order, refused: [], mail: await tell(actor, order) };
      },
    }),
    route({
      method: 'PUT',
      url: '/api/account-codes/:code/owner',
      ability: 'accounts.assign',
      params: byCode,
      body: Assignment,
      reply: Account,
      isVersioned: true,
      handle: async ({ actor, params, body, seenVersion }) => {
        const wanted = { ...body, proposedBy: null };
        const { account, order } = await asActor(database, actor, (tx) =>
          assignOwner(tx, actor, params.code, wanted, seenVersion),
        );
        if (order !== null) await told(actor, order);
        return account;
      },
    }),
  ];
}
