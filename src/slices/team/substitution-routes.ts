import { asActor, type Database } from '#platform/access/transaction.ts';
import { route, type Route } from '#platform/http/route.ts';
import { startOfDay, type Day } from '#kernel/day.ts';
import { NewSubstitution, Substitution, SubstitutionEnd, SubstitutionReport, SubstitutionsReply } from './contract.ts';
import { byId } from './people-routes.ts';
import type { AccountsOfTeam } from './ports.ts';
import { endSubstitution, listSubstitutions, orderSubstitution, reportOf } from './substitutions.ts';

interface SubstitutionDoors {
  readonly database: Database;
  readonly accounts: AccountsOfTeam;
}

/** Doors of substitutions: who stands in for whom, and what happened meanwhile. */
export function substitutionRoutes({ database, accounts }: SubstitutionDoors): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/substitutions',
      ability: 'signed-in',
      reply: SubstitutionsReply,
      handle: async ({ actor }) => ({
        substitutions: await asActor(database, actor, (tx) => listSubstitutions(tx)),
      }),
    }),
    route({
      method: 'POST',
      url: '/api/substitutions',
      isOnce: true,
      ability: 'people.substitute',
      body: NewSubstitution,
      stepUp: true,
      reply: Substitution,
      status: 201,
      handle: ({ actor, body }) => asActor(database, actor, (tx) => orderSubstitution(tx, actor, body, accounts)),
    }),
    route({
      method: 'PATCH',
      url: '/api/substitutions/:id',
      ability: 'people.substitute',
      params: byId,
      body: SubstitutionEnd,
      reply: Substitution,
      isVersioned: true,
      handle: ({ actor, params, body, seenVersion }) =>
        asActor(database, actor, (tx) => endSubstitution(tx, actor, params.id, seenVersion, body.until)),
    }),
    route({
      method: 'GET',
      url: '/api/substitutions/:id/report',
      ability: 'signed-in',
      params: byId,
      reply: SubstitutionReport,
      handle: ({ actor, params }) =>
        // The shape of the contract has let only days through, when the order was given.
        asActor(database, actor, (tx) =>
          reportOf(tx, params.id, (day, zone) => new Date(startOfDay(day as Day, zone)).toISOString()),
        ),
    }),
  ];
}
