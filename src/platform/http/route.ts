import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Actor } from '#platform/access/actor.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

type Parsed<Shape> = Shape extends z.ZodType ? z.output<Shape> : undefined;

/** What a handler is given: all of it already checked. */
export interface Call<Params, Query, Body> {
  readonly actor: Actor;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The version that the caller has seen (`If-Match`); 0 where the door is not versioned. */
  readonly seenVersion: number;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** A door of the API. The list of all of them is what the access tests go through. */
export interface Route {
  readonly method: Method;
  readonly url: string;
  /** The ability it asks for, or `signed-in` where everybody who is let in may go. */
  readonly ability: string;
  readonly params: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  readonly body: z.ZodType | 'file' | undefined;
  /** Shape of the JSON reply; undefined for files and empty replies. */
  readonly reply: z.ZodType | undefined;
  readonly status: number;
  /** Whether it changes something that others may have changed meanwhile: then the caller says which version it has seen. */
  readonly isVersioned: boolean;
  /** Whether it is dangerous: then whoever asks has proven who she is within the last ten minutes (SES-8). */
  readonly stepUp: boolean;
  /** Whether a retry is answered and not carried out again: then the caller sends an Idempotency-Key. */
  readonly isOnce: boolean;
  /** Whether it reads so much that it has the time of a report. */
  readonly isReport: boolean;
  readonly handle: (call: Call<unknown, unknown, unknown>) => Promise<unknown>;
}

interface Definition<
  Params extends z.ZodType | undefined,
  Query extends z.ZodType | undefined,
  Body extends z.ZodType | 'file' | undefined,
  Reply extends z.ZodType | undefined,
> {
  method: Method;
  url: string;
  ability: string;
  params?: Params;
  query?: Query;
  body?: Body;
  reply?: Reply;
  status?: number;
  /** Asks for `If-Match` (CON-3); the handler compares with `checkVersion`. */
  isVersioned?: boolean;
  /** A dangerous act (rights, keys and tokens, exports of all): without a fresh proof it answers 401 `step-up`, and the page asks. */
  stepUp?: boolean;
  /**
   * Asks for an `Idempotency-Key` (CON-4), for doors that make something. The whole call is one transaction then, so it must
   * not begin work that goes on after its answer, nor read a file.
   */
  isOnce?: boolean;
  /** Gives it the time of a report (LOD-2): for recounts and verifications. */
  isReport?: boolean;
  handle: (
    call: Call<Parsed<Params>, Parsed<Query>, Parsed<Body>>,
  ) => Promise<Reply extends z.ZodType ? z.input<Reply> : unknown>;
}

/**
 * Declares a door: method, address, the ability it asks for, the shapes of what goes in and comes out, and the work.
 * With `body: 'file'` the handler reads the request's stream itself.
 */
export function route<
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | 'file' | undefined = undefined,
  Reply extends z.ZodType | undefined = undefined,
>(definition: Definition<Params, Query, Body, Reply>): Route {
  return {
    method: definition.method,
    url: definition.url,
    ability: definition.ability,
    params: definition.params,
    query: definition.query,
    body: definition.body,
    reply: definition.reply,
    status: definition.status ?? 200,
    isVersioned: definition.isVersioned ?? false,
    stepUp: definition.stepUp ?? false,
    isOnce: definition.isOnce ?? false,
    isReport: definition.isReport ?? false,
    // The registrar parses each part with the very shapes named here before it calls, so the call has these types.
    handle: definition.handle as Route['handle'],
  };
}
