import { z } from 'zod';
import { asActor, type Database } from '#platform/access/transaction.ts';
import { route, type Route } from '#platform/http/route.ts';
import { Account, Distinction, DuplicatesQuery, DuplicatesReply, MergeReply, Merging } from './contract.ts';
import { findDuplicates, tellApart } from './duplicates.ts';
import { mergeAccounts, undoMerge } from './merge.ts';
import type { AccountMover } from './moving.ts';

const byId = z.strictObject({ id: z.coerce.number().int().min(1).max(2_147_483_647) });

/** Doors by which accounts that are one company are found, made one, and taken apart again. */
export function mergeRoutes(database: Database, movers: readonly AccountMover[]): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/account-duplicates',
      ability: 'accounts.edit',
      query: DuplicatesQuery,
      reply: DuplicatesReply,
      isReport: true,
      handle: ({ actor, query }) =>
        asActor(database, actor, async (tx) => ({ pairs: await findDuplicates(tx, query.account ?? null) })),
    }),
    route({
      method: 'POST',
      url: '/api/account-distinctions',
      ability: 'accounts.edit',
      body: Distinction,
      handle: ({ actor, body }) => asActor(database, actor, (tx) => tellApart(tx, actor, body)),
    }),
    route({
      method: 'POST',
      url: '/api/account-merges',
      isOnce: true,
      ability: 'accounts.merge',
      body: Merging,
      reply: MergeReply,
      status: 201,
      handle: ({ actor, body }) => asActor(database, actor, (tx) => mergeAccounts(tx, actor, body, movers)),
    }),
    route({
      method: 'POST',
      url: '/api/account-merges/:id/undo',
      ability: 'accounts.merge',
      params: byId,
      body: z.strictObject({}),
      reply: Account,
      handle: ({ actor, params }) => asActor(database, actor, (tx) => undoMerge(tx, params.id, movers)),
    }),
  ];
}
