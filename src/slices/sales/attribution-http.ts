import { z } from 'zod';
import { asActor, type Database } from '#platform/access/transaction.ts';
import { route, type Route } from '#platform/http/route.ts';
import {
  Attribution,
  AttributionOrder,
  AttributionsReply,
  UnattributedQuery,
  UnattributedReply,
} from './attribution-contract.ts';
import { attribute, attributions, unattributedDocuments, undoAttribution } from './attributions.ts';
import { foundedCompany } from './company.ts';

/** Doors of what names no account: seen, given to an account, and taken back. */
export function attributionRoutes(database: Database): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/sales/unattributed',
      ability: 'sales.import',
      query: UnattributedQuery,
      reply: UnattributedReply,
      handle: ({ actor, query }) =>
        asActor(database, actor, async (tx) => unattributedDocuments(tx, query, (await foundedCompany(tx)).currency)),
    }),
    route({
      method: 'GET',
      url: '/api/sales/attributions',
      ability: 'sales.import',
      reply: AttributionsReply,
      handle: ({ actor }) =>
        asActor(database, actor, async (tx) => {
          const { currency } = await foundedCompany(tx);
          return { attributions: await attributions(tx, currency), currency };
        }),
    }),
    route({
      method: 'POST',
      url: '/api/sales/attributions',
      ability: 'sales.import',
      isOnce: true,
      body: AttributionOrder,
      reply: Attribution,
      status: 201,
      handle: ({ actor, body }) =>
        asActor(database, actor, async (tx) => attribute(tx, actor, body, (await foundedCompany(tx)).currency)),
    }),
    route({
      method: 'POST',
      url: '/api/sales/attributions/:id/undo',
      ability: 'sales.import',
      params: z.strictObject({ id: z.coerce.number().int().min(1).max(2_147_483_647) }),
      body: z.strictObject({}),
      reply: Attribution,
      handle: ({ actor, params }) =>
        asActor(database, actor, async (tx) =>
          undoAttribution(tx, actor, params.id, (await foundedCompany(tx)).currency),
        ),
    }),
  ];
}
