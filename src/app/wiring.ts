import path from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '#platform/access/actor.ts';
import { asActor, type Database } from '#platform/access/transaction.ts';
import { isApiKey, useKey } from '#platform/auth/api-keys.ts';
import { registerSignInDoors } from '#platform/auth/doors.ts';
import { hostKeyOf, isSameKey } from '#platform/auth/host-key.ts';
import { stepUpMilliseconds, type SignedIn } from '#platform/auth/sessions.ts';
import { createSignIn, type SignIn } from '#platform/auth/sign-in.ts';
import { systemClock, type Clock } from '#platform/clock/clock.ts';
import type { Configuration } from '#platform/configuration/configuration.ts';
import { database } from '#platform/db/kysely.ts';
import { openPool } from '#platform/db/pool.ts';
import type { DB as Schema } from '#platform/db/schema.ts';
import type { Store } from '#platform/db/store.ts';
import { createOnce } from '#platform/http/once.ts';
import { registerOpenRoutes, type OpenRoute } from '#platform/http/open-routes.ts';
import { registerMetrics } from '#platform/health/metrics.ts';
import { takeVitals } from '#platform/health/vitals.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { readingMethods } from '#platform/http/origin.ts';
import type { Route } from '#platform/http/route.ts';
import { createServer, registerRoutes, type ServerOptions } from '#platform/http/server.ts';
import { createPost, type Post } from '#platform/mail/post.ts';
import { allowedAddresses } from '#platform/outgoing/addresses.ts';
import type { SwitchedOff } from '#platform/webhooks/attempts.ts';
import { createCourier, type Courier } from '#platform/webhooks/courier.ts';
import { webhookRoutes } from '#platform/webhooks/http.ts';
import { createBackground } from './background.ts';
import { sendMentions } from './mention-letters.ts';
import { todayOf } from './company-day.ts';
import { languageOf } from '#platform/i18n/language.ts';
import type { Day } from '#kernel/day.ts';
import { savedViewRoutes } from '#platform/lists/http.ts';
import { searchRoute } from '#platform/search/http.ts';
import { accountSearch, accountsOfTeam, accountsRoutes } from '#slices/accounts/public.ts';
import { catalogRoutes, productSearch } from '#slices/catalog/public.ts';
// prettier-ignore
import { dossierMover, dossierRoutes, dossierSources, mentionRoutes, timelineRoutes, unreadMentions, type Mentioned } from '#slices/dossier/public.ts';
import {
  accountFigures,
  accountStandings,
  decisionTimeline,
  portfolioMover,
  portfolioRoutes,
} from '#slices/portfolio/public.ts';
import { createImporter, kindFollower, salesMover, salesRoutes, salesTimeline } from '#slices/sales/public.ts';
import {
  administrators,
  colleagueByEmail,
  colleagueById,
  colleagueByUserId,
  keyRoutes,
  companyOf,
  createLetters,
  entryRoutes,
  firstRunRoutes,
  keptMailRoutes,
  secondFactorRoutes,
  signInRoutes,
  colleagueSearch,
  teamRoutes,
  wallOf,
  type Colleague,
} from '#slices/team/public.ts';
import { abilityNames } from '#slices/team/contract.ts';
import { apiDescriptionRoutes } from './api-description.ts';
import { companyWebhookRoutes } from './company-webhooks.ts';
import { eventKinds } from './event-kinds.ts';
import { guardEmptyStore } from './first-run-gate.ts';
import { guardHeldStore } from './hold-gate.ts';
import { auditRoutes } from './audit-routes.ts';
import { hostRoutes } from './host-routes.ts';
import { answerWithPage, pageFolder as usualPageFolder, registerPages } from './pages.ts';

export interface House {
  readonly app: FastifyInstance;
  readonly routes: readonly Route[];
  /** Doors for those who are not signed in yet. */
  readonly openRoutes: readonly OpenRoute[];
  /** Sends letters. */
  readonly post: Post;
  /** Sends what webhooks are told; it does not begin by itself. */
  readonly courier: Courier;
  /** Gives up from now on the imports of processes on the same store that end. */
  readonly watchImports: () => void;
  readonly database: Database;
  readonly hostKey: string;
  /** Host and port that requests must name. */
  readonly host: string;
  readonly signIn: SignIn;
  readonly close: () => Promise<void>;
}

interface HouseOptions {
  readonly configuration: Configuration;
  readonly store: Pick<Store, 'pool' | 'connection' | 'kind'>;
  readonly clock?: Clock;
  readonly logLevel?: string;
  readonly checksReplies?: boolean;
  /** How many requests are worked on at once; without it as many as come. */
  readonly atOnce?: number;
  /** Where the built page lies, if not in its usual folder. */
  readonly pageFolder?: string;
}

/** The machine that holds the store, acting for nobody in particular: the director's sight, and every ability. */
export const hostActor: Actor = {
  personId: null,
  name: 'host',
  isHost: true,
  seesAll: true,
  abilities: new Set(abilityNames),
  today: null,
  language: 'en',
};

const bearerOf = (request: FastifyRequest): string | null =>
  /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;

/** The API key that a request carries; null when it carries none, or something else. */
function apiKeyIn(request: FastifyRequest): string | null {
  const given = bearerOf(request);
  return given !== null && isApiKey(given) ? given : null;
}

/** Puts the house together: the only place that knows every slice. It listens nowhere yet. */
export async function buildHouse({
  configuration,
  store,
  clock = systemClock,
  logLevel = 'warn',
  checksReplies = false,
  atOnce,
  pageFolder = usualPageFolder,
}: HouseOptions): Promise<House> {
  const db = database<Schema>(store.pool);
  // The sign-in library expects the driver's own values (Date), the rest of the house exact ones.
  const signInPool = openPool(store.connection, { size: 3, values: 'driver' });
  const hostKey = hostKeyOf(configuration.dataFolder);
  const own = ownAddresses(configuration);
  const signIn = createSignIn({
    database: database<Schema>(signInPool),
    clock,
    secret: configuration.secret,
    publicUrl: configuration.publicUrl,
    origins: own.origins,
    provider: configuration.identityProvider,
    log: (message) => app.log.error({ part: 'sign-in' }, message),
  });

  const hasHostKey = (request: FastifyRequest): boolean => {
    const given = bearerOf(request);
    return given !== null && isSameKey(given, hostKey);
  };
  const today = todayOf(db, clock, hostActor);
  const personActing = (person: Colleague, isHost: boolean, day: Day | null): Actor => ({
    personId: person.id,
    name: person.name,
    isHost,
    seesAll: person.sight === 'company',
    abilities: new Set(person.abilities),
    passed: person.passed,
    today: day,
    language: person.settings.language,
  });
  const actorOfKey = async (secret: string, method: string): Promise<Actor> => {
    const day = await today();
    const found = await asActor(db, { ...hostActor, today: day }, async (tx) => {
      const key = await useKey(tx, secret, clock.now());
      const person = key && (await colleagueById(tx, key.personId));
      return person && !person.isDisabled ? { key, person } : null;
    });
    if (!found) throw new ProblemError(401, 'wrong-key');
    if (!found.key.writes && !readingMethods.has(method)) throw new ProblemError(403, 'key-only-reads');
    const actor = { ...personActing(found.person, false, day), isByKey: true };
    const { abilities } = found.key;
    if (abilities === null) return actor;
    return { ...actor, abilities: new Set(abilities.filter((ability) => actor.abilities.has(ability))) };
  };
  const personOf = async (userId: string) => {
    const keeper = { ...hostActor, today: await today() };
    const found = await asActor(db, keeper, (tx) => colleagueByUserId(tx, userId), { isOneStatement: true });
    return found?.isDisabled ? null : found;
  };
  const company = () => asActor(db, hostActor, companyOf);
  const post = createPost({
    server: configuration.mailServer,
    database: db,
    clock,
    keeps: async () => (await company())?.isDemo ?? false,
    isHeld: () => isHeld(),
    log: (message) => app.log.error({ part: 'mail' }, message),
  });
  const letters = createLetters({ post, links: signIn.links, publicUrl: configuration.publicUrl, company });
  // The session of a request is looked up once, when it comes in.
  const sessions = new WeakMap<FastifyRequest, SignedIn>();
  const options: ServerOptions = {
    own,
    isTls: configuration.publicUrl.startsWith('https://'),
    trustedProxies: configuration.trustedProxies,
    logLevel,
    checksReplies,
    once: createOnce(db, clock, configuration.secret),
    // No browser sends either key by itself, so no other site can make it.
    carriesKey: (request) => hasHostKey(request) || apiKeyIn(request) !== null,
    ...(atOnce === undefined ? {} : { atOnce }),
    answerElse: answerWithPage,
    async authenticate(request) {
      const apiKey = apiKeyIn(request);
      if (apiKey !== null) return actorOfKey(apiKey, request.method);
      if (request.headers.authorization !== undefined) {
        if (!hasHostKey(request)) throw new ProblemError(401, 'wrong-host-key');
        const email = request.headers['kulcs-as'];
        const language = languageOf(request.headers['accept-language']);
        const day = await today();
        const host = { ...hostActor, language, today: day };
        if (typeof email !== 'string') return host;
        const person = await asActor(db, host, (tx) => colleagueByEmail(tx, email), { isOneStatement: true });
        if (!person) throw new ProblemError(422, 'unknown-person', { email });
        if (!isLetIn(person)) throw new ProblemError(403, 'not-let-in', { name: person.name });
        return { ...personActing(person, true, day), language };
      }
      const session = await signIn.sessionOf(request.headers.cookie);
      if (!session) return null;
      sessions.set(request, session);
      const day = await today();
      const person = await personOf(session.userId);
      // Looked up at each request: whoever is let in no more, or has no role any more, is nobody from the next one on (SES-3).
      if (!person || !isLetIn(person)) return null;
      const wall = wallOf(session, person.needsSecondFactor);
      if (wall !== 'open') throw new ProblemError(401, wall === 'set-up' ? 'second-factor-set-up' : 'second-factor');
      return personActing(person, false, day);
    },
    isProven(request) {
      const session = sessions.get(request);
      // Whoever holds the host's key has shown it with this very request.
      if (!session) return request.actor?.isHost ?? false;
      return clock.now() - session.provenAt < stepUpMilliseconds;
    },
  };

  const app = await createServer(options);
  guardEmptyStore(app, async () => (await company()) !== null, hasHostKey);
  const isHeld = await guardHeldStore(app, db, hostActor, hasHostKey);
  registerMetrics(app, {
    pool: store.pool,
    hasHostKey,
    metricsKey: configuration.metricsKey,
    vitals: () => takeVitals(store.pool, db, hostActor, configuration.dataFolder, clock.now()),
  });
  const importer = createImporter({
    database: db,
    pool: store.pool,
    folder: path.join(configuration.dataFolder, 'imports'),
    limits: {
      packedBytes: configuration.workbooks.packedMegabytes * 1024 * 1024,
      sheetBytes: configuration.workbooks.unpackedMegabytes * 1024 * 1024,
    },
    log: app.log,
  });
  await importer.recover(hostActor);
  const webhooks = {
    database: db,
    clock,
    kinds: eventKinds,
    serverSecret: configuration.secret,
    isAllowed: allowedAddresses(configuration.webhookNetworks, configuration.isProduction),
  };
  const background = createBackground((error) => {
    // A refusal of what nobody waits for is no fault.
    if (!(error instanceof ProblemError)) app.log.error({ err: error, part: 'sign-in' }, 'later');
  });
  const tellWebhookOff = async ({ personId, name, reason }: SwitchedOff): Promise<void> => {
    const told = await asActor(db, { ...hostActor, today: await today() }, async (tx) => ({
      owner: await colleagueById(tx, personId),
      administrators: await administrators(tx),
    }));
    const owner = told.owner?.name ?? '';
    const others = told.administrators.filter(({ id }) => id !== personId);
    for (const person of told.owner ? [told.owner, ...others] : others) {
      await letters.tellWebhookOff(person, { name, owner, reason });
    }
  };
  const tellMentioned = async (mentioned: Mentioned): Promise<void> =>
    sendMentions(db, { ...hostActor, today: await today() }, letters, isLetIn, mentioned);
  const courier = createCourier({
    ...webhooks,
    isHeld,
    async actorFor(personId) {
      const day = await today();
      const person = await asActor(db, { ...hostActor, today: day }, (tx) => colleagueById(tx, personId));
      return person && isLetIn(person) ? { ...personActing(person, false, day), isByKey: true } : null;
    },
    onOff: tellWebhookOff,
    log: (error) => app.log.error({ err: error, part: 'webhooks' }, 'webhooks'),
  });
  const routes: readonly Route[] = [
    ...keyRoutes({ database: db, clock }),
    ...webhookRoutes(webhooks),
    ...companyWebhookRoutes({ database: db, clock, onOff: (off) => background.start(() => tellWebhookOff(off)) }),
    ...teamRoutes({ database: db, signIn, clock, letters, accounts: accountsOfTeam, unreadMentions }),
    ...signInRoutes({ database: db, signIn, letters, sessionOf: (request) => sessions.get(request) ?? null }),
    ...secondFactorRoutes({ database: db, signIn, letters, clock }),
    ...keptMailRoutes(post),
    ...catalogRoutes(db, kindFollower),
    ...accountsRoutes({
      database: db,
      sources: { figures: accountFigures, standings: accountStandings },
      movers: [salesMover, dossierMover, portfolioMover],
      tellOwners: letters.tellAssignment,
    }),
    ...dossierRoutes({ database: db, clock }),
    ...timelineRoutes({
      database: db,
      clock,
      sources: [...dossierSources, salesTimeline, decisionTimeline],
      largestAttachment: configuration.largestAttachment,
      tellMentioned: (mentioned) => background.start(() => tellMentioned(mentioned)),
    }),
    ...mentionRoutes(db),
    ...salesRoutes(db, importer),
    ...portfolioRoutes(db, clock),
    ...apiDescriptionRoutes(() => routes, eventKinds, configuration.publicUrl),
    ...savedViewRoutes(db, 'accounts', 'accounts.read'),
    ...savedViewRoutes(db, 'products', 'catalog.read'),
    searchRoute(db, [accountSearch, colleagueSearch, productSearch]),
    ...auditRoutes({ database: db, dataFolder: configuration.dataFolder }),
    ...hostRoutes({ database: db, pool: store.pool, configuration, storeKind: store.kind, signIn, clock }),
  ];
  registerRoutes(app, routes, options);
  const entry = entryRoutes({
    database: db,
    signIn,
    clock,
    post,
    letters,
    companyName: async () => (await company())?.name ?? '',
    sessionOf: (request) => signIn.sessionOf(request.headers.cookie),
    personOf,
    async personByEmail(email) {
      const found = await asActor(db, hostActor, (tx) => colleagueByEmail(tx, email));
      return found && personOf(found.userId);
    },
    acting: (person) => ({ ...personActing(person, false, null), abilities: new Set() }),
    later: background.start,
  });
  const openRoutes = [...entry, ...firstRunRoutes({ database: db, signIn, clock, host: hostActor })];
  registerOpenRoutes(app, openRoutes, options);
  registerSignInDoors(app, signIn, configuration.publicUrl);
  await registerPages(app, store.pool, pageFolder);
  return {
    app,
    routes,
    openRoutes,
    database: db,
    hostKey,
    host: new URL(configuration.publicUrl).host,
    signIn,
    post,
    courier,
    watchImports: () => importer.watch(hostActor),
    async close() {
      await courier.stop();
      await importer.stop();
      await app.close();
      await background.settled();
      post.close();
      await signInPool.end();
    },
  };
}

const isLetIn = (person: Colleague): boolean => !person.isDisabled && person.roles.length > 0;

/** The address by which this machine reaches the server without a detour over a proxy. */
export function localUrlOf({ host, port }: Configuration): string {
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const name = isEverywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${String(port)}`;
}

/**
 * Addresses under which we are known. This machine's own programs reach the server past its proxy; but a page that others can
 * reach is loaded from its public address only, and what runs under localhost on somebody's machine is not ours.
 */
function ownAddresses(configuration: Configuration): ServerOptions['own'] {
  const port = String(configuration.port);
  const local = [
    localUrlOf(configuration),
    ...['127.0.0.1', 'localhost', '[::1]'].map((name) => `http://${name}:${port}`),
  ];
  return {
    hosts: [configuration.publicUrl, ...local].map((origin) => new URL(origin).host),
    origins: configuration.isProduction ? [configuration.publicUrl] : [configuration.publicUrl, ...local],
  };
}
