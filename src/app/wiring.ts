import path from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '#platform/access/actor.ts';
import { asActor, type Database } from '#platform/access/transaction.ts';
import { registerSignInDoors, toHeaders } from '#platform/auth/doors.ts';
import { hostKeyOf, isSameKey } from '#platform/auth/host-key.ts';
import { stepUpMilliseconds, type SignedIn } from '#platform/auth/sessions.ts';
import { createSignIn, type SignIn } from '#platform/auth/sign-in.ts';
import { systemClock, type Clock } from '#platform/clock/clock.ts';
import type { Configuration } from '#platform/configuration/configuration.ts';
import { database } from '#platform/db/kysely.ts';
import { openPool } from '#platform/db/pool.ts';
import type { DB as Schema } from '#platform/db/schema.ts';
import type { Store } from '#platform/db/store.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { Route } from '#platform/http/route.ts';
import { createServer, registerRoutes, type ServerOptions } from '#platform/http/server.ts';
import { languageOf } from '#platform/i18n/language.ts';
import { savedViewRoutes } from '#platform/lists/http.ts';
import { searchRoute } from '#platform/search/http.ts';
import { accountSearch, accountsRoutes } from '#slices/accounts/public.ts';
import { catalogRoutes, productSearch } from '#slices/catalog/public.ts';
import { accountFigures, portfolioRoutes } from '#slices/portfolio/public.ts';
import { createImporter, kindFollower, salesRoutes } from '#slices/sales/public.ts';
import {
  abilitiesOf,
  colleagueByEmail,
  colleagueByUserId,
  signInRoutes,
  colleagueSearch,
  teamRoutes,
  type Colleague,
} from '#slices/team/public.ts';
import { abilityNames } from '#slices/team/contract.ts';
import { hostRoutes } from './host-routes.ts';
import { answerWithPage, pageFolder as usualPageFolder, registerPages } from './pages.ts';

export interface House {
  readonly app: FastifyInstance;
  readonly routes: readonly Route[];
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
  language: 'en',
};

/** Puts the house together: the only place that knows every slice. It listens nowhere yet. */
export async function buildHouse({
  configuration,
  store,
  clock = systemClock,
  logLevel = 'warn',
  checksReplies = false,
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
    log: (message) => app.log.error({ part: 'sign-in' }, message),
  });

  const hasHostKey = (request: FastifyRequest): boolean => {
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    return given !== undefined && isSameKey(given, hostKey);
  };
  const personActing = (person: Colleague, isHost: boolean): Actor => ({
    personId: person.id,
    name: person.name,
    isHost,
    seesAll: person.role === 'director' || person.role === 'finance',
    abilities: new Set(abilitiesOf(person.role)),
    language: person.settings.language,
  });
  // The session of a request is looked up once, when it comes in.
  const sessions = new WeakMap<FastifyRequest, SignedIn>();
  const options: ServerOptions = {
    own,
    isTls: configuration.publicUrl.startsWith('https://'),
    trustedProxies: configuration.trustedProxies,
    logLevel,
    checksReplies,
    hasHostKey,
    answerElse: answerWithPage,
    async authenticate(request) {
      if (request.headers.authorization !== undefined) {
        if (!hasHostKey(request)) throw new ProblemError(401, 'wrong-host-key');
        const email = request.headers['kulcs-as'];
        const language = languageOf(request.headers['accept-language']);
        if (typeof email !== 'string') return { ...hostActor, language };
        const person = await asActor(db, hostActor, (tx) => colleagueByEmail(tx, email));
        if (!person) throw new ProblemError(422, 'unknown-person', { email });
        return { ...personActing(person, true), language };
      }
      const session = await signIn.sessionOf(toHeaders(request));
      if (!session) return null;
      sessions.set(request, session);
      const person = await asActor(db, hostActor, (tx) => colleagueByUserId(tx, session.userId));
      return person ? personActing(person, false) : null;
    },
    isProven(request) {
      const session = sessions.get(request);
      // Whoever holds the host's key has shown it with this very request.
      if (!session) return request.actor?.isHost ?? false;
      return clock.now() - session.provenAt < stepUpMilliseconds;
    },
  };

  const app = await createServer(options);
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
  const routes = [
    ...teamRoutes({ database: db, signIn, clock }),
    ...signInRoutes({ database: db, signIn, sessionOf: (request) => sessions.get(request) ?? null }),
    ...catalogRoutes(db, kindFollower),
    ...accountsRoutes(db, accountFigures),
    ...salesRoutes(db, importer),
    ...portfolioRoutes(db, clock),
    ...savedViewRoutes(db, 'accounts', 'accounts.read'),
    ...savedViewRoutes(db, 'products', 'catalog.read'),
    searchRoute(db, [accountSearch, colleagueSearch, productSearch]),
    ...hostRoutes({ database: db, pool: store.pool, configuration, storeKind: store.kind, signIn, clock }),
  ];
  registerRoutes(app, routes, options);
  registerSignInDoors(app, signIn, configuration.publicUrl);
  await registerPages(app, store.pool, pageFolder);
  return {
    app,
    routes,
    database: db,
    hostKey,
    host: new URL(configuration.publicUrl).host,
    signIn,
    async close() {
      await importer.stop();
      await app.close();
      await signInPool.end();
    },
  };
}

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
