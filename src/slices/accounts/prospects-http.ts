import { z } from 'zod';
import { asActor, type Database } from '#platform/access/transaction.ts';
import { route, type Route } from '#platform/http/route.ts';
import { Account, NewProspect, ProspectPolicy, ProspectPolicyChange, StageChange } from './contract.ts';
import type { FigureSource } from './figures.ts';
import { addProspect, changeProspectPolicy, changeStage, prospectPolicy } from './prospects.ts';

const byId = z.strictObject({ id: z.coerce.number().int().min(1).max(2_147_483_647) });

/** Doors of the prospects; they are listed, opened, scored and described through the doors of all accounts. */
export function prospectRoutes(database: Database, figures: FigureSource): Route[] {
  return [
    route({
      method: 'POST',
      url: '/api/prospects',
      isOnce: true,
      ability: 'accounts.prospect',
      body: NewProspect,
      reply: Account,
      status: 201,
      handle: ({ actor, body }) => asActor(database, actor, (tx) => addProspect(tx, actor, body)),
    }),
    route({
      method: 'PUT',
      url: '/api/accounts/:id/stage',
      ability: 'accounts.prospect',
      params: byId,
      body: StageChange,
      reply: Account,
      isVersioned: true,
      handle: ({ actor, params, body, seenVersion }) =>
        asActor(database, actor, (tx) => changeStage(tx, params.id, body, seenVersion, figures)),
    }),
    route({
      method: 'GET',
      url: '/api/prospect-policy',
      ability: 'accounts.read',
      reply: ProspectPolicy,
      handle: ({ actor }) => asActor(database, actor, prospectPolicy),
    }),
    route({
      method: 'PUT',
      url: '/api/prospect-policy',
      ability: 'portfolio.policy',
      body: ProspectPolicyChange,
      reply: ProspectPolicy,
      isVersioned: true,
      handle: ({ actor, body, seenVersion }) =>
        asActor(database, actor, (tx) => changeProspectPolicy(tx, actor, body.most, seenVersion)),
    }),
  ];
}
