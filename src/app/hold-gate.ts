import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '#platform/access/actor.ts';
import { asActor, type Database } from '#platform/access/transaction.ts';
import { holdOf } from '#platform/backup/hold.ts';
import { ProblemError } from '#platform/http/problem.ts';

/**
 * Answers 503 `store-held` to everybody but the host while a restored store waits for its release. A store can only come
 * to be held while no server runs on it, so one that works is never asked again.
 * @returns whether the store is held now: whoever sends something out asks this first
 */
export async function guardHeldStore(
  app: FastifyInstance,
  database: Database,
  keeper: Actor,
  hasHostKey: (request: FastifyRequest) => boolean,
): Promise<() => Promise<boolean>> {
  const look = async (): Promise<boolean> => (await asActor(database, keeper, holdOf)) !== null;
  let mayBeHeld = await look();
  const isHeld = async (): Promise<boolean> => {
    if (mayBeHeld) mayBeHeld = await look();
    return mayBeHeld;
  };
  app.addHook('onRequest', async (request) => {
    if (!mayBeHeld || !request.url.startsWith('/api/') || hasHostKey(request)) return;
    if (await isHeld()) throw new ProblemError(503, 'store-held');
  });
  return isHeld;
}
