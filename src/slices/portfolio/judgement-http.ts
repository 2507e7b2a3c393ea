import { z } from 'zod';
import { asActor, type Database } from '#platform/access/transaction.ts';
import { route, type Route } from '#platform/http/route.ts';
import { judgementOf, scoreAccount } from './judgement.ts';
import { Judgement, MatrixReply, ScoreCard, ScoreCardChange, ScoresChange } from './judgement-contract.ts';
import { matrix } from './matrix.ts';
import { FormerScenarios, Scenario, ScenarioContent, ScenariosReply } from './scenario-contract.ts';
import { addScenario, changeScenario, formerScenarios, removeScenario, scenariosOf } from './scenarios.ts';
import { cardInForce, setScoreCard } from './score-card.ts';

const id = z.coerce.number().int().min(1).max(2_147_483_647);
const byId = z.strictObject({ id });
const byScenario = z.strictObject({ id, scenarioId: id });

/** Doors of the judgement: the score card, the scores of an account, the matrix, and projections of joint growth. */
export function judgementRoutes(database: Database): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/portfolio/score-card',
      ability: 'portfolio.read',
      reply: ScoreCard,
      handle: ({ actor }) => asActor(database, actor, (tx) => cardInForce(tx, actor)),
    }),
    route({
      method: 'PUT',
      url: '/api/portfolio/score-card',
      ability: 'portfolio.policy',
      body: ScoreCardChange,
      reply: ScoreCard,
      isVersioned: true,
      handle: ({ actor, body, seenVersion }) =>
        asActor(database, actor, (tx) => setScoreCard(tx, actor, body, seenVersion)),
    }),
    route({
      method: 'GET',
      url: '/api/portfolio/matrix',
      ability: 'portfolio.read',
      reply: MatrixReply,
      handle: ({ actor }) => asActor(database, actor, (tx) => matrix(tx, actor)),
    }),
    route({
      method: 'GET',
      url: '/api/accounts/:id/judgement',
      ability: 'portfolio.read',
      params: byId,
      reply: Judgement,
      handle: ({ actor, params }) => asActor(database, actor, (tx) => judgementOf(tx, actor, params.id)),
    }),
    route({
      method: 'PUT',
      url: '/api/accounts/:id/scores',
      ability: 'portfolio.score',
      params: byId,
      body: ScoresChange,
      reply: Judgement,
      isVersioned: true,
      handle: ({ actor, params, body, seenVersion }) =>
        asActor(database, actor, (tx) => scoreAccount(tx, actor, params.id, body, seenVersion)),
    }),
    route({
      method: 'GET',
      url: '/api/accounts/:id/scenarios',
      ability: 'portfolio.read',
      params: byId,
      reply: ScenariosReply,
      handle: ({ actor, params }) => asActor(database, actor, (tx) => scenariosOf(tx, actor, params.id)),
    }),
    route({
      method: 'POST',
      url: '/api/accounts/:id/scenarios',
      isOnce: true,
      ability: 'portfolio.score',
      params: byId,
      body: ScenarioContent,
      reply: Scenario,
      status: 201,
      handle: ({ actor, params, body }) => asActor(database, actor, (tx) => addScenario(tx, actor, params.id, body)),
    }),
    route({
      method: 'PUT',
      url: '/api/accounts/:id/scenarios/:scenarioId',
      ability: 'portfolio.score',
      params: byScenario,
      body: ScenarioContent,
      reply: Scenario,
      isVersioned: true,
      handle: ({ actor, params, body, seenVersion }) =>
        asActor(database, actor, (tx) => changeScenario(tx, actor, params, body, seenVersion)),
    }),
    route({
      method: 'DELETE',
      url: '/api/accounts/:id/scenarios/:scenarioId',
      ability: 'portfolio.score',
      params: byScenario,
      isVersioned: true,
      handle: ({ actor, params, seenVersion }) =>
        asActor(database, actor, (tx) => removeScenario(tx, params.id, params.scenarioId, seenVersion)),
    }),
    route({
      method: 'GET',
      url: '/api/accounts/:id/scenarios/:scenarioId/former',
      ability: 'portfolio.read',
      params: byScenario,
      reply: FormerScenarios,
      handle: ({ actor, params }) =>
        asActor(database, actor, (tx) => formerScenarios(tx, params.id, params.scenarioId)),
    }),
  ];
}
