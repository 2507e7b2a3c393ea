import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';
import { afterAll, beforeAll, inject, vi } from 'vitest';
import { buildHouse, type House } from '#app/wiring.ts';
import { dayAt } from '#kernel/day.ts';
import { fixedClock } from '#platform/clock/clock.ts';
import type { Configuration } from '#platform/configuration/configuration.ts';
import { openPool } from '#platform/db/pool.ts';
import { Import, type ImportResult } from '#slices/sales/contract.ts';
import { PeopleReply, type Role } from '#slices/team/contract.ts';
import { clientOf, cookieHeader, type Client, type Reply } from './actor.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { inDatabase } from './test-server.ts';

type FixedClock = ReturnType<typeof fixedClock>;

/** A small company in which every role stands, and two regions beside each other. Names and addresses are invented. */
export const people = {
  director: { email: 'dora@kulcs.test', name: 'Igazgató Dóra', role: 'director', reportsTo: null },
  manager: { email: 'mate@kulcs.test', name: 'Keleti Máté', role: 'manager', reportsTo: 'dora@kulcs.test' },
  otherManager: { email: 'nora@kulcs.test', name: 'Nyugati Nóra', role: 'manager', reportsTo: 'dora@kulcs.test' },
  kam: { email: 'anna@kulcs.test', name: 'Ágoston Anna', role: 'kam', reportsTo: 'mate@kulcs.test' },
  colleague: { email: 'bela@kulcs.test', name: 'Őri Béla', role: 'kam', reportsTo: 'mate@kulcs.test' },
  otherKam: { email: 'cili@kulcs.test', name: 'Zólyomi Cili', role: 'kam', reportsTo: 'nora@kulcs.test' },
  support: { email: 'sara@kulcs.test', name: 'Segítő Sára', role: 'support', reportsTo: 'mate@kulcs.test' },
  finance: { email: 'pal@kulcs.test', name: 'Pénzes Pál', role: 'finance', reportsTo: 'dora@kulcs.test' },
  admin: { email: 'adam@kulcs.test', name: 'Adminisztráló Ádám', role: 'admin', reportsTo: null },
} as const satisfies Record<string, { email: string; name: string; role: Role; reportsTo: string | null }>;
export type PersonName = keyof typeof people;

/** Signs the sessions of all test houses. */
export const testSecret = 'a secret of tests, of more than 32 bytes';

const company = { name: 'Próba Egészség Kft.', currency: 'HUF', timeZone: 'Europe/Budapest', isDemo: false };

/** When tests begin, if they do not say otherwise: a Monday noon in Budapest. */
const usualInstant = '2026-03-02T11:00:00Z';
/** The company's day then. */
export const usualDay = dayAt(Date.parse(usualInstant), company.timeZone);

export interface TestHouse {
  readonly house: House;
  /** What it was built with: another process of the same company is built with the same. */
  readonly plan: Pick<Parameters<typeof buildHouse>[0], 'configuration' | 'store' | 'clock'>;
  /** Connections of the login role: owner of the tables, bound by their policies. */
  readonly pool: Pool;
  /** A connection that no policy binds, to look behind the doors and to tamper. */
  readonly superuser: Pool;
  readonly dataFolder: string;
  readonly publicUrl: string;
  /** The time of this process as well: what the sign-in library takes from the machine moves with it. */
  readonly clock: FixedClock;
  /** The host with the rights of this person. */
  readonly as: (email: string) => Client;
  /** The host itself, with the sight of the director. */
  readonly host: Client;
  /** A browser in which this person has just signed in by a one-time link. */
  readonly asSignedIn: (email: string) => Promise<Client & { readonly cookie: string }>;
  /** A browser in which nobody is signed in. */
  readonly anonymous: Client;
  /** Number of the person with this address. */
  readonly personId: (email: string) => number;
  /** Loads sales lines through the doors, as the host; a row of the import that is not loaded fails the test. */
  readonly loadLines: (csv: string, source?: string) => Promise<ImportResult>;
}

interface TestHouseOptions {
  /** What the browser's address says; with https the sign-in cookie and the headers follow. */
  readonly publicUrl?: string;
  /** When it begins, if no other house is open. */
  readonly instant?: string;
  /** Connections of the product's pool. */
  readonly poolSize?: number;
  /** The company is a demo's. */
  readonly isDemo?: boolean;
  /** Leaves the store as it is after the migrations: no company, nobody in it. */
  readonly isEmpty?: boolean;
  readonly trustedProxies?: readonly string[];
  readonly mailServer?: Configuration['mailServer'];
  readonly identityProvider?: Configuration['identityProvider'];
  /** Folder of the built page, where a test brings its own. */
  readonly pageFolder?: string;
}

let addresses = 0;
/** An address that no other request of this process came from, so that limits on tries do not meet. */
export const newAddress = (): string => {
  addresses += 1;
  return `10.9.${String(Math.floor(addresses / 250))}.${String((addresses % 250) + 1)}`;
};

/** Opens a whole house on a database of its own. The caller closes it. */
export async function openTestHouse(options: TestHouseOptions = {}): Promise<TestHouse & { close(): Promise<void> }> {
  const database = await createTestDatabase(options.poolSize === undefined ? {} : { size: options.poolSize });
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'kulcs-house-'));
  const superuser = openPool(administrationOf(database), { size: 1, waitMilliseconds: 30_000 });
  const clock = enterTime(options.instant ?? usualInstant);
  const publicUrl = options.publicUrl ?? 'http://127.0.0.1:4600';
  const configuration: Configuration = {
    dataFolder,
    databaseUrl: null,
    host: '127.0.0.1',
    port: 4600,
    publicUrl,
    secret: testSecret,
    secretFrom: 'environment',
    trustedProxies: options.trustedProxies ?? [],
    workbooks: { packedMegabytes: 50, unpackedMegabytes: 200 },
    mailServer: options.mailServer ?? null,
    identityProvider: options.identityProvider ?? null,
    metricsKey: null,
    webhookNetworks: [],
    largestAttachment: 1024 * 1024,
    mode: 'test',
    isProduction: false,
  };
  const store = { pool: database.pool, connection: database.connection, kind: 'embedded' as const };
  const plan = { configuration, store, clock };
  const house = await buildHouse({
    ...plan,
    logLevel: 'silent',
    checksReplies: true,
    ...(options.pageFolder === undefined ? {} : { pageFolder: options.pageFolder }),
  });
  const hostHeaders = { host: house.host, authorization: `Bearer ${house.hostKey}` };
  const browserHeaders = { host: house.host, origin: publicUrl };
  const host = clientOf(house.app, hostHeaders);
  const ids = options.isEmpty ? new Map<string, number>() : await found(host, options.isDemo ?? false);
  return {
    house,
    plan,
    pool: database.pool,
    superuser,
    dataFolder,
    publicUrl,
    clock,
    host,
    as: (email) => clientOf(house.app, { ...hostHeaders, 'kulcs-as': email }),
    anonymous: clientOf(house.app, browserHeaders),
    async asSignedIn(email) {
      const { url } = await house.signIn.linkFor(email);
      const browser = clientOf(house.app, browserHeaders);
      const { pathname, search } = new URL(url);
      const entered = expectStatus(
        await browser.send({ method: 'GET', url: pathname + search, from: newAddress() }),
        302,
      );
      const cookie = cookieHeader(entered.cookies);
      return { ...clientOf(house.app, { ...browserHeaders, cookie }), cookie };
    },
    personId(email) {
      const id = ids.get(email);
      if (id === undefined) throw new Error(`Nobody in this house has the address ${email}.`);
      return id;
    },
    loadLines: (csv, source = 'test') => load(host, csv, source),
    async close() {
      await house.close();
      await superuser.end();
      await database.drop();
      await rm(dataFolder, { recursive: true, force: true });
      leaveTime();
    },
  };
}

/** A house for the test file or `describe` that calls this: there before its first test, gone after its last. */
export function testHouse(options: TestHouseOptions = {}): TestHouse {
  let opened: Awaited<ReturnType<typeof openTestHouse>> | null = null;
  beforeAll(async () => {
    opened = await openTestHouse(options);
  });
  afterAll(async () => {
    await opened?.close();
  });
  const handler: ProxyHandler<TestHouse> = {
    get(_target, name) {
      if (!opened) throw new Error('testHouse() is ready inside tests and hooks only');
      return opened[name as keyof TestHouse]; // the type of the proxy lets nothing else be asked for
    },
  };
  return new Proxy({} as TestHouse, handler); // every property comes from the handler
}

/** The answer, if it has this status; else the test fails with what was answered. */
export function expectStatus(reply: Reply, status: number): Reply {
  if (reply.status !== status) throw new Error(`${String(reply.status)} instead of ${String(status)}: ${reply.text}`);
  return reply;
}

let time: FixedClock | null = null;
let houses = 0;

/**
 * The time of the process stands still, for the server and for the library that asks the machine; timers go on. Houses that
 * are open at the same moment live at the same time.
 */
function enterTime(instant: string): FixedClock {
  houses += 1;
  if (time) return time;
  const clock = fixedClock(instant);
  vi.useFakeTimers({ toFake: ['Date'], now: clock.now() });
  time = {
    now: () => clock.now(),
    advance(milliseconds) {
      clock.advance(milliseconds);
      vi.setSystemTime(clock.now());
    },
  };
  return time;
}

function leaveTime(): void {
  houses -= 1;
  if (houses > 0) return;
  time = null;
  vi.useRealTimers();
}

function administrationOf({ connection }: TestDatabase) {
  const name = typeof connection === 'string' ? new URL(connection).pathname.slice(1) : connection.database;
  return inDatabase(inject('testServer').administration, name);
}

async function found(host: Client, isDemo: boolean): Promise<Map<string, number>> {
  expectStatus(await host.post('/api/company', { ...company, isDemo, adminEmail: null }), 201);
  for (const person of Object.values(people))
    expectStatus(await host.post('/api/people', { ...person, invite: false }), 201);
  const listed = PeopleReply.parse((await host.get('/api/people')).json);
  return new Map(listed.people.map((person) => [person.email, person.id]));
}

async function load(host: Client, csv: string, source: string): Promise<ImportResult> {
  const url = `/api/sales/imports?source=${encodeURIComponent(source)}&fileName=lines.csv`;
  const file = { method: 'POST', url, body: csv, headers: { 'content-type': 'application/octet-stream' } };
  const { id } = Import.parse(expectStatus(await host.send(file), 201).json);
  expectStatus(await host.post(`/api/sales/imports/${String(id)}/run`, { dryRun: false }), 202);
  for (;;) {
    const now = Import.parse(expectStatus(await host.get(`/api/sales/imports/${String(id)}`), 200).json);
    if (now.state === 'loaded' && now.result) return now.result;
    if (now.state !== 'running')
      throw new Error(`The import is ${now.state}: ${JSON.stringify(now.problem ?? now.faults)}`);
    await wait(20);
  }
}
