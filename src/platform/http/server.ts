import { randomBytes } from 'node:crypto';
import helmet from '@fastify/helmet';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type z } from 'zod';
import type { Actor } from '#platform/access/actor.ts';
import { languageOf, type Language } from '#platform/i18n/language.ts';
import { sentence } from '#platform/i18n/sentence.ts';
import { checkContentType, checkOrigin } from './origin.ts';
import { ProblemError } from './problem.ts';
import type { Route } from './route.ts';
import { parseStrictJson } from './strict-json.ts';

/** What the server needs from the rest of the house. */
export interface ServerOptions {
  readonly origins: () => readonly string[];
  readonly isTls: boolean;
  readonly trustedProxies: readonly string[];
  readonly logLevel: string;
  /** Whether the request carries the host's key. A wrong key is a refusal, not a missing key. */
  readonly hasHostKey: (request: FastifyRequest) => boolean;
  /** Who is asking, or null when nobody is signed in. */
  readonly authenticate: (request: FastifyRequest) => Promise<Actor | null>;
  /** Answers what no door is for, when it can (with the page). */
  readonly answerElse: (request: FastifyRequest, reply: FastifyReply) => boolean;
  /** Check each reply against its contract: in tests, where a wrong reply must fail. */
  readonly checksReplies: boolean;
}

const sqlBusy = new Set(['57P01', '57P02', '57P03', '08006', '08001', '08003', '53300']);

/** A Fastify server with the rules that hold for every door: headers, origin, strict bodies, problem replies. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = fastify({
    // Standard output belongs to what a command prints.
    logger: {
      level: options.logLevel,
      stream: process.stderr,
      redact: ['req.headers.cookie', 'req.headers.authorization'],
    },
    genReqId: () => randomBytes(6).toString('hex'),
    bodyLimit: 1024 * 1024,
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Mantine writes its theme into a style element; scripts are files only.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    hsts: options.isTls ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  });

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, parseStrictJson(String(body)));
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  });
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => {
    done(null, payload);
  });

  app.addHook('onRequest', async (request) => {
    checkOrigin(request, options.origins(), options.hasHostKey(request));
  });
  app.addHook('onSend', async (request, reply) => {
    void reply.header('x-request-id', request.id);
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) {
      void reply.header('cache-control', 'no-store');
    }
  });
  app.setErrorHandler((error, request, reply) => sendProblem(toProblem(error), error, request, reply));
  app.setNotFoundHandler(async (request, reply) => {
    if (options.answerElse(request, reply)) return reply;
    return sendProblem(new ProblemError(404, 'not-found'), null, request, reply);
  });
  return app;
}

/** Puts the doors into the server; each request is authenticated, checked, parsed, and only then handled. */
export function registerRoutes(app: FastifyInstance, routes: readonly Route[], options: ServerOptions): void {
  for (const definition of routes) {
    app.route({
      method: definition.method,
      url: definition.url,
      ...(definition.body === 'file' ? { bodyLimit: Number.MAX_SAFE_INTEGER } : {}),
      onRequest: async (request) => {
        checkContentType(
          request,
          definition.body === undefined ? 'none' : definition.body === 'file' ? 'file' : 'json',
        );
        const actor = await options.authenticate(request);
        if (actor === null) throw new ProblemError(401, 'signed-out');
        request.actor = actor;
        if (definition.ability !== 'signed-in' && !actor.abilities.has(definition.ability)) {
          throw new ProblemError(403, 'not-allowed', { ability: definition.ability });
        }
      },
      handler: async (request, reply) => {
        const value = await definition.handle({
          actor: actorOf(request),
          params: parse(definition.params, request.params, 'params'),
          query: parse(definition.query, request.query, 'query'),
          body: definition.body === 'file' ? undefined : parse(definition.body, request.body, 'body'),
          request,
          reply,
        });
        if (reply.sent) return reply;
        if (definition.reply && options.checksReplies) definition.reply.parse(value);
        return reply.code(value === undefined ? 204 : definition.status).send(value);
      },
    });
  }
}

function parse(shape: z.ZodType | undefined, value: unknown, part: string): unknown {
  if (!shape) {
    if (part === 'query' && Object.keys(value ?? {}).length > 0) {
      throw new ProblemError(400, 'invalid-input', { where: Object.keys(value ?? {}).join(', ') });
    }
    return undefined;
  }
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  throw new ProblemError(400, 'invalid-input', {
    where: result.error.issues
      .slice(0, 5)
      .map((issue) => {
        const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
        return [...issue.path.map(String), ...keys].join('.') || part;
      })
      .join(', '),
  });
}

function actorOf(request: FastifyRequest): Actor {
  if (!request.actor) throw new Error(`No actor on ${request.method} ${request.url}`);
  return request.actor;
}

function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const code = codeOf(error);
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new ProblemError(413, 'body-too-large', { limit: '1 MB' });
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new ProblemError(415, 'content-type', { expected: 'application/json' });
  if (code === 'FST_ERR_CTP_EMPTY_JSON_BODY' || code === 'FST_ERR_CTP_INVALID_JSON_BODY')
    return new ProblemError(400, 'json-broken');
  if (sqlBusy.has(code) || code === 'ECONNREFUSED' || code === 'ENOENT') return new ProblemError(503, 'store-away');
  if (statusOf(error) >= 400 && statusOf(error) < 500)
    return new ProblemError(statusOf(error), 'invalid-input', { where: 'request' });
  return new ProblemError(500, 'ours');
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 0;

async function sendProblem(
  problem: ProblemError,
  cause: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (problem.status >= 500) request.log.error({ err: cause }, problem.code);
  if (problem.status === 503) void reply.header('retry-after', '5');
  const language: Language = request.actor?.language ?? languageOf(request.headers['accept-language']);
  await reply
    .code(problem.status)
    .type('application/problem+json')
    .send({
      type: `about:blank#${problem.code}`,
      title: sentence(language, 'title.' + String(problem.status), {}),
      status: problem.status,
      code: problem.code,
      detail: sentence(language, problem.code, problem.facts),
      facts: problem.facts,
      requestId: request.id,
    });
}

declare module 'fastify' {
  interface FastifyRequest {
    actor?: Actor;
  }
}
