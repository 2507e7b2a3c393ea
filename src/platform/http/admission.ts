import type { FastifyInstance } from 'fastify';
import { ProblemError } from './problem.ts';

/** Whether somebody signs in, or a keeper looks whether we are well: that goes first. */
const goesFirst = (url: string): boolean => /^\/(?:health|metrics|api\/auth|api\/sign-in)(?:[/?]|$)/.test(url);

/** Room kept free for what goes first. */
const firstShare = 0.25;

/**
 * Refuses with 503 `too-much` what comes while `atOnce` requests are being worked on: whoever is let in is answered as
 * quickly as ever, and who is not hears so at once (reliability, LOD-1). Sign-in and health have room of their own.
 */
export function guardAgainstOverload(app: FastifyInstance, atOnce: number): void {
  const inWork = new Set<object>();
  app.addHook('onRequest', async (request, reply) => {
    const room = goesFirst(request.url) ? Math.ceil(atOnce * (1 + firstShare)) : atOnce;
    if (inWork.size >= room) throw new ProblemError(503, 'too-much');
    inWork.add(request);
    // Also when the connection breaks, after which no hook comes.
    reply.raw.once('close', () => inWork.delete(request));
  });
  app.addHook('onResponse', async (request) => {
    inWork.delete(request);
  });
}
