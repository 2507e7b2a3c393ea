import type { FastifyRequest } from 'fastify';
import { ProblemError } from './problem.ts';

/** Methods that change nothing. */
export const readingMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what another site could make a browser send: a Host that is not ours (DNS rebinding), and a write whose Origin is
 * not ours. Only a caller with a key, which no browser sends by itself, may leave the Origin out.
 * @param own hosts (`host:port`) that requests may name, and origins (`scheme://host:port`) that our page is loaded from
 * @throws ProblemError 421 `wrong-host`, 403 `foreign-origin`
 */
export function checkOrigin(
  request: FastifyRequest,
  { hosts, origins }: { hosts: readonly string[]; origins: readonly string[] },
  carriesKey: boolean,
): void {
  if (!hosts.includes(request.headers.host ?? '')) throw new ProblemError(421, 'wrong-host');
  if (readingMethods.has(request.method)) return;
  const origin = request.headers.origin;
  if (origin === undefined && carriesKey) return;
  if (origin === undefined || !origins.includes(origin)) throw new ProblemError(403, 'foreign-origin');
}

const jsonType = /^application\/json(; ?charset=utf-8)?$/i;

/**
 * Bodies are JSON or a file, and say so exactly: looser types are how a plain HTML form of another site gets through.
 * @throws ProblemError 415 `content-type`
 */
export function checkContentType(request: FastifyRequest, expected: 'json' | 'file' | 'none'): void {
  const type = request.headers['content-type'];
  if (expected === 'none') {
    const length = request.headers['content-length'];
    const hasBody = request.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
    if (hasBody) throw new ProblemError(415, 'content-type', { expected: '–' });
    return;
  }
  const fits = expected === 'file' ? type === 'application/octet-stream' : type !== undefined && jsonType.test(type);
  if (!fits) {
    throw new ProblemError(415, 'content-type', {
      expected: expected === 'file' ? 'application/octet-stream' : 'application/json',
    });
  }
}
