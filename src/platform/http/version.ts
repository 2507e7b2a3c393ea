import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from './problem.ts';

/** `If-Match: *` (RFC 9110, 13.1.1): whatever is there. */
const anyVersion = -1;

/**
 * The version that a caller says it has seen, from `If-Match: "7"` (RFC 9110, 13.1.1; CON-3). A command given on the machine of
 * the store says what shall be, without having looked before, so only there `*` stands for any version.
 * @throws ProblemError 428 `version-missing`, 400 `version-unreadable`
 */
export function seenVersionOf(request: FastifyRequest, isHost: boolean): number {
  const given = request.headers['if-match'];
  if (given === undefined) throw new ProblemError(428, 'version-missing');
  if (given === '*' && isHost) return anyVersion;
  const version = /^"([1-9]\d{0,8})"$/.exec(given)?.[1];
  if (version === undefined) throw new ProblemError(400, 'version-unreadable', { given: given.slice(0, 40) });
  return Number(version);
}

/**
 * Nobody's change is overwritten unseen (CON-3). Call it with the row locked, before writing `version + 1`.
 * @throws ProblemError 412 `version-stale` with the version that is there now
 */
export function checkVersion(current: number, seen: number): void {
  if (seen !== anyVersion && current !== seen) throw new ProblemError(412, 'version-stale', { current, seen });
}

/** A reply that has a version says so as its ETag, so that the caller can send it back. */
export function tellVersion(reply: FastifyReply, value: unknown): void {
  if (typeof value !== 'object' || value === null || !('version' in value)) return;
  if (typeof value.version === 'number') void reply.header('etag', `"${String(value.version)}"`);
}
