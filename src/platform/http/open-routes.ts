import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { parseInput } from './input.ts';
import { checkContentType } from './origin.ts';
import type { Method } from './route.ts';

type Parsed<Shape> = Shape extends z.ZodType ? z.output<Shape> : undefined;

interface OpenCall<Body> {
  readonly body: Body;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** A door for those who are not signed in yet. All of them stand in one list, which a test holds (SES-6). */
export interface OpenRoute {
  readonly method: Method;
  readonly url: string;
  readonly body: z.ZodType | undefined;
  readonly reply: z.ZodType | undefined;
  readonly handle: (call: OpenCall<unknown>) => Promise<unknown>;
}

/** Declares such a door. Who asks is not known: the handler finds out what it needs from what it is shown. */
export function openRoute<
  Body extends z.ZodType | undefined = undefined,
  Reply extends z.ZodType | undefined = undefined,
>(definition: {
  method: Method;
  url: string;
  body?: Body;
  reply?: Reply;
  handle: (call: OpenCall<Parsed<Body>>) => Promise<Reply extends z.ZodType ? z.input<Reply> : unknown>;
}): OpenRoute {
  return {
    method: definition.method,
    url: definition.url,
    body: definition.body,
    reply: definition.reply,
    // The registrar parses the body with the very shape named here before it calls.
    handle: definition.handle as OpenRoute['handle'],
  };
}

/** Puts such doors into the server, under the same rules for content and input as all doors. */
export function registerOpenRoutes(
  app: FastifyInstance,
  routes: readonly OpenRoute[],
  { checksReplies }: { readonly checksReplies: boolean },
): void {
  for (const definition of routes) {
    app.route({
      method: definition.method,
      url: definition.url,
      onRequest: async (request) => {
        checkContentType(request, definition.body === undefined ? 'none' : 'json');
      },
      handler: async (request, reply) => {
        parseInput(undefined, request.query, 'query');
        const value = await definition.handle({
          body: parseInput(definition.body, request.body, 'body'),
          request,
          reply,
        });
        if (reply.sent) return reply;
        if (definition.reply && checksReplies) definition.reply.parse(value);
        return reply.code(value === undefined ? 204 : 200).send(value);
      },
    });
  }
}
