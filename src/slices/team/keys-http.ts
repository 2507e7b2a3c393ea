import { z } from 'zod';
import type { Actor } from '#platform/access/actor.ts';
import { asActor, type Database } from '#platform/access/transaction.ts';
import { addKey, keysOf, longestDays, revokeKey } from '#platform/auth/api-keys.ts';
import type { Clock } from '#platform/clock/clock.ts';
import { notFound } from '#platform/http/problem.ts';
import { route, type Route } from '#platform/http/route.ts';
import { KeysReply, MadeKey, NewKey } from './contract.ts';

const byId = z.strictObject({ id: z.coerce.number().int().min(1).max(2_147_483_647) });

/** Keys are persons': the host, acting for nobody, has none. */
function personOf({ personId }: Actor): number {
  if (personId === null) throw notFound();
  return personId;
}

/** Doors of a person's own API keys. */
export function keyRoutes({ database, clock }: { readonly database: Database; readonly clock: Clock }): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/keys',
      ability: 'signed-in',
      reply: KeysReply,
      handle: async ({ actor }) => ({
        keys: await asActor(database, actor, (tx) => keysOf(tx, personOf(actor), clock.now())),
        longestDays,
      }),
    }),
    route({
      method: 'POST',
      url: '/api/keys',
      ability: 'signed-in',
      stepUp: true,
      isOnce: true,
      body: NewKey,
      reply: MadeKey,
      status: 201,
      handle: ({ actor, body }) =>
        asActor(database, actor, (tx) =>
          addKey(tx, { personId: personOf(actor), abilities: actor.abilities }, body, clock.now()),
        ),
    }),
    route({
      method: 'DELETE',
      url: '/api/keys/:id',
      ability: 'signed-in',
      params: byId,
      handle: ({ actor, params }) =>
        asActor(database, actor, (tx) => revokeKey(tx, personOf(actor), params.id, clock.now())),
    }),
  ];
}
