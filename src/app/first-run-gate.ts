import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from '#platform/http/problem.ts';
import { asksForPage } from './pages.ts';

/** Where the company of an empty store is founded. */
export const firstRunPage = '/first-run';
const firstRunDoor = '/api/first-run';

/**
 * While there is no company, leads every page to that of the first run and answers 503 `first-run-open` to everybody but the
 * host; afterwards leads away from that page. A company that is founded stays, so it is looked for no more then.
 */
export function guardEmptyStore(
  app: FastifyInstance,
  hasCompany: () => Promise<boolean>,
  hasHostKey: (request: FastifyRequest) => boolean,
): void {
  let isFounded = false;
  app.addHook('onRequest', async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    if (isFounded && path !== firstRunPage) return;
    const isClosed = path.startsWith('/api/') && path !== firstRunDoor && !hasHostKey(request);
    if (!isClosed && !asksForPage(request)) return;
    isFounded ||= await hasCompany();
    if (isClosed && !isFounded) {
      // Whoever shows the key of another store learns that, and looks for its own elsewhere.
      if (request.headers.authorization !== undefined) throw new ProblemError(401, 'wrong-host-key');
      throw new ProblemError(503, 'first-run-open');
    }
    if (!isClosed && isFounded === (path === firstRunPage)) await reply.redirect(isFounded ? '/' : firstRunPage);
  });
}
