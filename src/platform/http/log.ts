import type { FastifyRequest } from 'fastify';

/*
 * What a log says of a request or an error (reliability, OBS-1): where and what kind, never what somebody wrote. Addresses
 * hold names that were searched for and links that sign in; words of errors quote the values that were wrong.
 */

/** A request in the log: its door, not its address. */
export function requestForLog(request: Partial<FastifyRequest>): { method: string; route: string } {
  return { method: request.method ?? '', route: request.routeOptions?.url ?? 'none' };
}

/** Fields of a database error that name things of ours, not of people. */
const kept = ['code', 'schema', 'table', 'column', 'constraint', 'routine', 'syscall', 'statusCode'] as const;

/** The logger wants these three; the words are left empty. */
interface LoggedError extends Record<string, unknown> {
  type: string;
  message: string;
  stack: string;
}

/** An error in the log: its kind, its code, what of ours it concerns, and where in the program it arose. */
export function errorForLog(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' };
  const found: LoggedError = { type: error.name, message: '', stack: framesOf(error) };
  for (const name of kept) {
    const value: unknown = name in error ? (error as unknown as Record<string, unknown>)[name] : undefined; // only looked at
    if (typeof value === 'string' || typeof value === 'number') found[name] = value;
  }
  if (error.cause !== undefined) found['cause'] = errorForLog(error.cause);
  return found;
}

/** Lines of the stack that name places of the program; what stands before them are the words of the error. */
const framesOf = ({ stack }: Error): string =>
  (stack ?? '')
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .map((line) => line.trim())
    .slice(0, 10)
    .join(' < ');
