import { z } from 'zod';
import { asActor, type Database, type Tx } from '#platform/access/transaction.ts';
import type { Clock } from '#platform/clock/clock.ts';
import { route, type Route } from '#platform/http/route.ts';
import { foundedCompany } from '#slices/sales/public.ts';
import { dayAt, isDay, parseDay, type Day } from '#kernel/day.ts';
import {
  AccountDecision,
  DecisionsQuery,
  DecisionsReply,
  Leaving,
  NewDecision,
  StandingsReply,
} from './decision-contract.ts';
import { decide, decisionOf, decisionsOn } from './decisions.ts';
import { leaving } from './leaving.ts';
import { currentStandings } from './matrix.ts';

const byCode = z.strictObject({ code: z.string().trim().min(1).max(100) });
const byId = z.strictObject({ id: z.coerce.number().int().min(1).max(2_147_483_647) });
const LeavingQuery = z.strictObject({
  from: z.iso.date().refine(isDay).optional(),
  to: z.iso.date().refine(isDay).optional(),
});

/** Doors of the decisions: who is key, why and since when, and what would be left without an account. */
export function decisionRoutes(database: Database, clock: Clock): Route[] {
  const todayIn = async (tx: Tx): Promise<Day> => dayAt(clock.now(), (await foundedCompany(tx)).timeZone);
  return [
    route({
      method: 'GET',
      url: '/api/portfolio/decisions',
      ability: 'portfolio.read',
      query: DecisionsQuery,
      reply: DecisionsReply,
      handle: ({ actor, query }) =>
        asActor(database, actor, async (tx) => decisionsOn(tx, parseDay(query.on ?? '') ?? (await todayIn(tx)))),
    }),
    route({
      method: 'GET',
      url: '/api/portfolio/standings',
      ability: 'portfolio.read',
      reply: StandingsReply,
      handle: ({ actor }) => asActor(database, actor, (tx) => currentStandings(tx, actor)),
    }),
    route({
      method: 'GET',
      url: '/api/account-codes/:code/decision',
      ability: 'portfolio.read',
      params: byCode,
      reply: AccountDecision,
      handle: ({ actor, params }) => asActor(database, actor, (tx) => decisionOf(tx, actor, params.code)),
    }),
    route({
      method: 'PUT',
      url: '/api/account-codes/:code/decision',
      ability: 'portfolio.nominate',
      params: byCode,
      body: NewDecision,
      reply: AccountDecision,
      isVersioned: true,
      handle: ({ actor, params, body, seenVersion }) =>
        asActor(database, actor, async (tx) =>
          decide(tx, actor, params.code, body, { seen: seenVersion, today: await todayIn(tx) }),
        ),
    }),
    route({
      method: 'GET',
      url: '/api/accounts/:id/leaving',
      ability: 'portfolio.read',
      params: byId,
      query: LeavingQuery,
      reply: Leaving,
      handle: ({ actor, params, query }) => asActor(database, actor, (tx) => leaving(tx, actor, params.id, query)),
    }),
  ];
}
