import { randomBytes } from 'node:crypto';
import helmet from '@fastify/helmet';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Actor } from '#platform/access/actor.ts';
import { insideRequest, reportLimits, usualLimits } from '#platform/access/request-context.ts';
import { isConnectionLost } from '#platform/db/connection-lost.ts';
import { languageOf, type Language } from '#platform/i18n/language.ts';
import { sentence } from '#platform/i18n/sentence.ts';
import { guardAgainstOverload } from './admission.ts';
import { parseInput } from './input.ts';
import { requestKeyOf, type Answered, type Once } from './once.ts';
import { errorForLog, requestForLog } from './log.ts';
import { checkContentType, checkOrigin } from './origin.ts';
import { ProblemError } from './problem.ts';
import type { Route } from './route.ts';
import { parseStrictJson } from './strict-json.ts';
import { seenVersionOf, tellVersion } from './version.ts';

/** What the server needs from the rest of the house. */
export interface ServerOptions {
  /** Our own addresses: hosts that requests may name, and origins that our page is loaded from. */
  readonly own: { readonly hosts: readonly string[]; readonly origins: readonly string[] };
  readonly isTls: boolean;
  readonly trustedProxies: readonly string[];
  readonly logLevel: string;
  /** Whether the request carries a key, the host's or a person's, which no browser does by itself. */
  readonly carriesKey: (request: FastifyRequest) => boolean;
  /** Who is asking, or null when nobody is signed in. */
  readonly authenticate: (request: FastifyRequest) => Promise<Actor | null>;
  /** Whether whoever asks has proven who she is a moment ago, as dangerous acts want it; asked after `authenticate`. */
  readonly isProven: (request: FastifyRequest) => boolean;
  /** Answers what no door is for, when it can (with the page). */
  readonly answerElse: (request: FastifyRequest, reply: FastifyReply) => boolean;
  /** Carries out once what may be sent several times. */
  readonly once: Once;
  /** How many requests are worked on at once; more are refused (reliability, LOD-1). */
  readonly atOnce?: number;
  /** Check each reply against its contract: in tests, where a wrong reply must fail. */
  readonly checksReplies: boolean;
}

// Codes of accounts and products stand in addresses: a hundred letters, each of up to nine characters there.
const longestPart = 1000;
const nowhere = '/api/nowhere';

/** Whether the router can read the address: it can be decoded, and no part of it is too long. */
function isReadable(url: string): boolean {
  const path = url.split('?', 1)[0] ?? '';
  try {
    return decodeURIComponent(path) !== '' && path.split('/').every((part) => part.length <= longestPart);
  } catch {
    return false;
  }
}

/** How long a request may take, if it sends no file (reliability, LOD-2). */
const requestSeconds = 30;
const reportSeconds = 120;

/** Others held what was wanted, again and again: a lock that did not come free, or transactions that met. */
const busy = new Set(['55P03', '40001', '40P01']);
/** A statement, or the pause between two, was longer than its limit; or nobody waited for it any more. */
const late = new Set(['57014', '25P03']);

/** The server of the database has no room for one more connection. */
const tooManyConnections = '53300';

/** A Fastify server with the rules that hold for every door: headers, origin, strict bodies, problem replies. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = fastify({
    // Standard output belongs to what a command prints.
    logger: {
      level: options.logLevel,
      stream: process.stderr,
      serializers: { req: requestForLog, err: errorForLog },
    },
    genReqId: () => randomBytes(6).toString('hex'),
    bodyLimit: 1024 * 1024,
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    return503OnClosing: true,
    routerOptions: { maxParamLength: longestPart },
    // The router refuses an address that it cannot read before any hook runs: without our headers, in words of its own.
    rewriteUrl: ({ url = '/' }) => (isReadable(url) ? url : nowhere),
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

  if (options.atOnce !== undefined) guardAgainstOverload(app, options.atOnce);
  app.addHook('onRequest', async (request) => {
    checkOrigin(request, options.own, options.carriesKey(request));
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
  refuseOtherMethods(app, routes);
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
        const actsFor = actor.passed?.get(definition.ability);
        request.actor = actsFor === undefined ? actor : { ...actor, actsFor };
        if (definition.ability !== 'signed-in' && !actor.abilities.has(definition.ability)) {
          throw new ProblemError(403, 'not-allowed', { ability: definition.ability });
        }
        if (definition.stepUp && !options.isProven(request)) throw new ProblemError(401, 'step-up');
      },
      handler: async (request, reply) => {
        const actor = actorOf(request);
        const call = {
          actor,
          params: parseInput(definition.params, request.params, 'params'),
          query: parseInput(definition.query, request.query, 'query'),
          body: definition.body === 'file' ? undefined : parseInput(definition.body, request.body, 'body'),
          seenVersion: definition.isVersioned ? seenVersionOf(request, actor.isHost) : 0,
          request,
          reply,
        };
        const answer = async (): Promise<Pick<Answered, 'status' | 'value'>> => {
          const made = await definition.handle(call);
          if (reply.sent) return { status: definition.status, value: made };
          if (definition.reply && options.checksReplies) definition.reply.parse(made);
          return { status: made === undefined ? 204 : definition.status, value: made };
        };
        const seconds = secondsOf(definition);
        if (!definition.isOnce) return send(reply, await withinTime(reply, seconds, answer));
        const door = `${definition.method} ${definition.url}`;
        const asked = { actor, door, key: requestKeyOf(request), content: JSON.stringify([request.url, request.body]) };
        const answered = await withinTime(reply, seconds, () => options.once(asked, answer));
        if (answered.isReplayed) void reply.header('idempotency-replayed', 'true');
        return send(reply, answered);
      },
    });
  }
}

/** Where there is a door, a method that it does not have is answered with those that it has (RFC 9110, 15.5.6). */
function refuseOtherMethods(app: FastifyInstance, routes: readonly Route[]): void {
  const doors = [...Map.groupBy(routes, ({ url }) => url)].map(([url, those]) => ({
    form: new RegExp(`^${url.replaceAll('.', String.raw`\.`).replaceAll(/:\w+/g, '[^/]+')}$`),
    allowed: those.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])),
  }));
  const urls = new Set<string | undefined>(routes.map(({ url }) => url));
  app.addHook('onRequest', async (request, reply) => {
    // Where no door fits, a file of the page is looked for.
    if (urls.has(request.routeOptions.url)) return;
    const path = request.url.split('?', 1)[0] ?? '';
    const allowed = doors.flatMap((door) => (door.form.test(path) ? door.allowed : [])).join(', ');
    if (allowed === '') return;
    void reply.header('allow', allowed);
    throw new ProblemError(405, 'method-not-allowed', { method: request.method, allowed });
  });
}

function send(reply: FastifyReply, { status, value }: Pick<Answered, 'status' | 'value'>): FastifyReply {
  if (reply.sent) return reply;
  tellVersion(reply, value);
  return reply.code(status).send(value);
}

/** A file that goes in or out takes as long as its sender or receiver: null. */
function secondsOf({ body, reply, isReport }: Route): number | null {
  if (body === 'file' || reply === undefined) return null;
  return isReport ? reportSeconds : requestSeconds;
}

/** Handles a request until its time is over or its sender has gone; then its statements are broken off. */
async function withinTime<Value>(
  reply: FastifyReply,
  seconds: number | null,
  work: () => Promise<Value>,
): Promise<Value> {
  const ended = new AbortController();
  const onClose = (): void => {
    if (!reply.raw.writableFinished) ended.abort();
  };
  reply.raw.once('close', onClose);
  let timer: NodeJS.Timeout | undefined;
  const timeOver = new Promise<never>((_resolve, reject) => {
    if (seconds === null) return;
    timer = setTimeout(() => {
      ended.abort();
      reject(new ProblemError(503, 'took-too-long'));
    }, seconds * 1000);
  });
  const limits = seconds === requestSeconds ? usualLimits : reportLimits;
  try {
    return await Promise.race([insideRequest({ signal: ended.signal, limits }, work), timeOver]);
  } finally {
    clearTimeout(timer);
    reply.raw.off('close', onClose);
  }
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
  if (busy.has(code)) return new ProblemError(503, 'store-busy');
  if (late.has(code)) return new ProblemError(503, 'took-too-long');
  if (isConnectionLost(error) || code === tooManyConnections) return new ProblemError(503, 'store-away');
  const status = statusOf(error);
  // A path that the page's folder refuses to look for: whether something is there is not told.
  if (status === 403 || status === 404) return new ProblemError(404, 'not-found');
  if (status >= 400 && status < 500) return new ProblemError(400, 'invalid-input', { where: 'request' });
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
  // What is refused because there is too much of it would fill the log just then; it is counted instead.
  if (problem.status >= 500 && problem.code !== 'too-much') request.log.error({ err: cause }, problem.code);
  if (problem.status === 503) void reply.header('retry-after', problem.code === 'too-much' ? '2' : '5');
  request.problemCode = problem.code;
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
    /** Code of the refusal or error that it was answered with. */
    problemCode?: string;
  }
}
