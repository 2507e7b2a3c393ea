import { z } from 'zod';
import type { Actor } from '#platform/access/actor.ts';
import { asActor, type Tx } from '#platform/access/transaction.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { route, type Route } from '#platform/http/route.ts';
import { allFormats } from '#platform/transfer/table.ts';
import { accountById } from '#slices/accounts/public.ts';
import { asAsking, type Asking, type DossierTools } from './asking.ts';
import {
  Fact,
  FactChange,
  FactsExportQuery,
  FactsReply,
  FormerFactsReply,
  Grant,
  GrantDecision,
  GrantRequest,
  GrantsReply,
  Look,
  LookReply,
  NewFact,
} from './contract.ts';
import { exportFacts } from './fact-export.ts';
import { addFact, changeFact, lookAtFacts, removeFact, restoreFact } from './fact-commands.ts';
import { factsOf, formerFacts } from './fact-views.ts';
import { askForGrant, decideGrant, grantsOf } from './grants.ts';

const byId = z.strictObject({ id: z.coerce.number().int().min(1).max(2_147_483_647) });

/** Doors of what is known of an account: facts, looks at what is confidential, and leave to see what is personal. */
export function dossierRoutes(tools: DossierTools): Route[] {
  const { database } = tools;
  const asking = <Value>(actor: Actor, work: (tx: Tx, asking: Asking) => Promise<Value>): Promise<Value> =>
    asAsking(tools, actor, work);
  return [
    route({
      method: 'GET',
      url: '/api/accounts/:id/facts',
      ability: 'dossier.read',
      params: byId,
      reply: FactsReply,
      handle: ({ actor, params }) =>
        asActor(database, actor, async (tx) => {
          if (!(await accountById(tx, params.id))) throw notFound();
          return factsOf(tx, params.id);
        }),
    }),
    ...allFormats.map((format) =>
      route({
        method: 'GET',
        url: `/api/facts.${format}`,
        ability: 'dossier.read',
        stepUp: true,
        query: FactsExportQuery,
        handle: ({ actor, query, reply }) => exportFacts(database, actor, query, reply, format),
      }),
    ),
    route({
      method: 'POST',
      url: '/api/accounts/:id/facts',
      isOnce: true,
      ability: 'dossier.write',
      params: byId,
      body: NewFact,
      reply: Fact,
      status: 201,
      handle: ({ actor, params, body }) => asking(actor, (tx, who) => addFact(tx, who, params.id, body)),
    }),
    route({
      method: 'PATCH',
      url: '/api/facts/:id',
      ability: 'dossier.write',
      params: byId,
      body: FactChange,
      reply: Fact,
      isVersioned: true,
      handle: ({ actor, params, body, seenVersion }) =>
        asking(actor, (tx, who) => changeFact(tx, who, params.id, seenVersion, body)),
    }),
    route({
      method: 'DELETE',
      url: '/api/facts/:id',
      ability: 'dossier.write',
      params: byId,
      isVersioned: true,
      handle: ({ actor, params, seenVersion }) =>
        asking(actor, (tx, who) => removeFact(tx, who, params.id, seenVersion)),
    }),
    route({
      method: 'POST',
      url: '/api/facts/:id/restore',
      ability: 'dossier.write',
      params: byId,
      body: z.strictObject({}),
      reply: Fact,
      handle: ({ actor, params }) => asActor(database, actor, (tx) => restoreFact(tx, params.id)),
    }),
    route({
      method: 'GET',
      url: '/api/facts/:id/former',
      ability: 'dossier.read',
      params: byId,
      reply: FormerFactsReply,
      handle: ({ actor, params }) => asActor(database, actor, (tx) => formerFacts(tx, params.id)),
    }),
    route({
      method: 'POST',
      url: '/api/accounts/:id/looks',
      ability: 'dossier.confidential',
      params: byId,
      body: Look,
      reply: LookReply,
      handle: async ({ actor, params, body }) => {
        if (actor.isByKey && body.class === 'personal') throw new ProblemError(403, 'key-not-personal');
        return asActor(database, actor, (tx) => lookAtFacts(tx, params.id, body));
      },
    }),
    route({
      method: 'GET',
      url: '/api/accounts/:id/grants',
      ability: 'dossier.confidential',
      params: byId,
      reply: GrantsReply,
      handle: async ({ actor, params }) => ({
        grants: await asActor(database, actor, (tx) => grantsOf(tx, actor, params.id)),
      }),
    }),
    route({
      method: 'POST',
      url: '/api/accounts/:id/grants',
      isOnce: true,
      ability: 'dossier.confidential',
      params: byId,
      body: GrantRequest,
      reply: Grant,
      status: 201,
      handle: ({ actor, params, body }) => asking(actor, (tx, who) => askForGrant(tx, who, params.id, body)),
    }),
    route({
      method: 'PUT',
      url: '/api/grants/:id/decision',
      ability: 'dossier.grant',
      stepUp: true,
      params: byId,
      body: GrantDecision,
      reply: Grant,
      isVersioned: true,
      handle: ({ actor, params, body, seenVersion }) =>
        asking(actor, (tx, who) => decideGrant(tx, who, params.id, seenVersion, body)),
    }),
  ];
}
