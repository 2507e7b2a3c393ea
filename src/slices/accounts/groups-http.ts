import { z } from 'zod';
import { asActor, type Database } from '#platform/access/transaction.ts';
import { route, type Route } from '#platform/http/route.ts';
import type { FigureSource } from './figures.ts';
import { AccountGroup, AccountGroupsReply, GroupPlace, GroupTreeReply } from './group-contract.ts';
import { groupTree, listGroups, placeGroup } from './groups.ts';

const byId = z.strictObject({ id: z.coerce.number().int().min(1).max(2_147_483_647) });

/** Doors of the groups as a tree: which there are, one tree with its figures, and where a group stands. */
export function groupRoutes(database: Database, figures: FigureSource): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/account-groups',
      ability: 'accounts.read',
      reply: AccountGroupsReply,
      handle: ({ actor }) => asActor(database, actor, async (tx) => ({ groups: await listGroups(tx) })),
    }),
    route({
      method: 'GET',
      url: '/api/account-groups/:id',
      ability: 'accounts.read',
      params: byId,
      reply: GroupTreeReply,
      handle: ({ actor, params }) => asActor(database, actor, (tx) => groupTree(tx, params.id, figures)),
    }),
    route({
      method: 'PUT',
      url: '/api/account-groups/:id/parent',
      ability: 'accounts.group',
      params: byId,
      body: GroupPlace,
      reply: AccountGroup,
      isVersioned: true,
      handle: ({ actor, params, body, seenVersion }) =>
        asActor(database, actor, (tx) => placeGroup(tx, params.id, body.parent, seenVersion)),
    }),
  ];
}
