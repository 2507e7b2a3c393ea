import { z } from 'zod';
import { asActor, type Database } from '#platform/access/transaction.ts';
import type { Clock } from '#platform/clock/clock.ts';
import { notFound } from '#platform/http/problem.ts';
import { route, type Route } from '#platform/http/route.ts';
import {
  DeliveriesQuery,
  DeliveriesReply,
  MadeWebhook,
  NewWebhook,
  Replayed,
  Webhook,
  WebhookChange,
  WebhooksReply,
} from './contract.ts';
import { deliveriesOf, replay, sendTrial } from './log.ts';
import {
  addWebhook,
  changeWebhook,
  removeWebhook,
  renewSecret,
  typesFor,
  webhooksOf,
  type WebhookRules,
} from './store.ts';

interface WebhookDoors extends WebhookRules {
  readonly database: Database;
  readonly clock: Clock;
}

const number = z.coerce.number().int().min(1).max(2_147_483_647);
const byId = z.strictObject({ id: number });
const byDelivery = z.strictObject({ id: number, delivery: number });
const nothing = z.strictObject({});

/** Doors of a person's own webhooks. Where they lead to, and their secrets, are changed by herself only, not by a key of hers. */
export function webhookRoutes({ database, clock, ...rules }: WebhookDoors): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/webhooks',
      ability: 'signed-in',
      reply: WebhooksReply,
      handle: async ({ actor }) => {
        // Webhooks are persons': the host, acting for nobody, has none.
        if (actor.personId === null) throw notFound();
        const webhooks = await asActor(database, actor, (tx) => webhooksOf(tx, clock.now()));
        return { webhooks, types: typesFor(rules.kinds, actor) };
      },
    }),
    route({
      method: 'POST',
      url: '/api/webhooks',
      ability: 'signed-in',
      stepUp: true,
      isOnce: true,
      body: NewWebhook,
      reply: MadeWebhook,
      status: 201,
      handle: ({ actor, body }) => asActor(database, actor, (tx) => addWebhook(tx, actor, body, rules, clock.now())),
    }),
    route({
      method: 'PATCH',
      url: '/api/webhooks/:id',
      ability: 'signed-in',
      stepUp: true,
      isVersioned: true,
      params: byId,
      body: WebhookChange,
      reply: Webhook,
      handle: ({ actor, params, seenVersion, body }) =>
        asActor(database, actor, (tx) => changeWebhook(tx, actor, params.id, seenVersion, body, rules, clock.now())),
    }),
    route({
      method: 'DELETE',
      url: '/api/webhooks/:id',
      ability: 'signed-in',
      isVersioned: true,
      params: byId,
      handle: ({ actor, params, seenVersion }) =>
        asActor(database, actor, (tx) => removeWebhook(tx, params.id, seenVersion, clock.now())),
    }),
    route({
      method: 'POST',
      url: '/api/webhooks/:id/secret',
      ability: 'signed-in',
      stepUp: true,
      isOnce: true,
      params: byId,
      body: nothing,
      reply: MadeWebhook,
      handle: ({ actor, params }) => asActor(database, actor, (tx) => renewSecret(tx, params.id, rules, clock.now())),
    }),
    route({
      method: 'POST',
      url: '/api/webhooks/:id/trial',
      ability: 'signed-in',
      params: byId,
      body: nothing,
      handle: ({ actor, params }) => asActor(database, actor, (tx) => sendTrial(tx, params.id, clock.now())),
    }),
    route({
      method: 'GET',
      url: '/api/webhooks/:id/deliveries',
      ability: 'signed-in',
      params: byId,
      query: DeliveriesQuery,
      reply: DeliveriesReply,
      handle: ({ actor, params, query }) =>
        asActor(database, actor, (tx) => deliveriesOf(tx, params.id, query, clock.now())),
    }),
    route({
      method: 'POST',
      url: '/api/webhooks/:id/replay',
      ability: 'signed-in',
      params: byId,
      body: nothing,
      reply: Replayed,
      handle: async ({ actor, params }) => ({
        replayed: await asActor(database, actor, (tx) => replay(tx, params.id, null, clock.now())),
      }),
    }),
    route({
      method: 'POST',
      url: '/api/webhooks/:id/deliveries/:delivery/replay',
      ability: 'signed-in',
      params: byDelivery,
      body: nothing,
      handle: async ({ actor, params }) => {
        await asActor(database, actor, (tx) => replay(tx, params.id, params.delivery, clock.now()));
      },
    }),
  ];
}
