import { mkdirSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { ProblemError } from '#platform/http/problem.ts';

/** Where the built page lies. */
export const pageFolder = path.resolve(import.meta.dirname, '../../dist/web');

/** Doors without sign-in: health, and the page itself, which shows nothing before somebody signs in. */
export async function registerPages(app: FastifyInstance, pool: Pool, folder: string): Promise<void> {
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', async () => {
    try {
      await pool.query('select 1');
    } catch {
      throw new ProblemError(503, 'store-away');
    }
    return { status: 'ready' };
  });
  // The page may still be in the making when the doors are put in.
  mkdirSync(folder, { recursive: true });
  await app.register(fastifyStatic, {
    root: folder,
    cacheControl: false,
    preCompressed: true,
    setHeaders(reply, file) {
      // Names of built files carry a hash of their content; the page that names them must always be asked for anew.
      const isHashed = file.includes(`${path.sep}assets${path.sep}`);
      void reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

/** Whether a browser asks for a page, of whatever address, and not for a file of it or a door. */
export const asksForPage = (request: FastifyRequest): boolean =>
  request.method === 'GET' &&
  !/^\/(api|health|metrics|assets)(\/|$)/.test(request.url) &&
  (request.headers.accept ?? '').includes('text/html');

/** Deep links are pages of the browser's router, so they get the page; a missing file or door is a real 404. */
export function answerWithPage(request: FastifyRequest, reply: FastifyReply): boolean {
  const isPage = asksForPage(request);
  if (isPage) void reply.header('cache-control', 'no-cache').sendFile('index.html');
  return isPage;
}
