import { AsyncLocalStorage } from 'node:async_hooks';

/** How long the database may take for one transaction, in seconds; 0 is without end. */
export interface TimeLimits {
  readonly statement: number;
  readonly lock: number;
  /** Between two statements of a transaction. */
  readonly idle: number;
}

/** Of a request that somebody waits for (reliability, LOD-2). */
export const usualLimits: TimeLimits = { statement: 15, lock: 3, idle: 10 };
/** Of a report, a recount or an export: it reads much, and its receiver may be slow. */
export const reportLimits: TimeLimits = { statement: 60, lock: 3, idle: 60 };
/** Of work that runs apart from any request: a whole file is compared in one statement, and waits for its turn. */
export const jobLimits: TimeLimits = { statement: 1800, lock: 0, idle: 900 };

interface RequestContext {
  /** Whoever asked has gone, or has waited long enough. */
  readonly signal: AbortSignal;
  readonly limits: TimeLimits;
}

const current = new AsyncLocalStorage<RequestContext>();

/** Runs `work` so that its transactions keep these limits and are broken off with the signal. */
export const insideRequest = <Value>(context: RequestContext, work: () => Value): Value => current.run(context, work);

/** Runs `work` that a request has begun and that goes on without it. */
export const outsideRequest = <Value>(work: () => Value): Value => current.exit(work);

/** The request that this is done for, if there is one. */
export const requestContext = (): RequestContext | undefined => current.getStore();
