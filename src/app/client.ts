import { randomUUID } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { z } from 'zod';
import { hostKeyOf } from '#platform/auth/host-key.ts';
import type { Configuration } from '#platform/configuration/configuration.ts';
import { hasEmbeddedStore } from '#platform/db/embedded/folders.ts';
import type { House } from './wiring.ts';

/** A refusal that the API answered with. */
export class RefusedError extends Error {
  readonly code: string;
  constructor(code: string, detail: string, cause?: unknown) {
    super(detail, { cause });
    this.name = 'RefusedError';
    this.code = code;
  }
}

type Answer = { status: number; text: string };
type Asked = { url: string; headers: Record<string, string> };
type Fetch = (asked: Asked) => Promise<{ status: number; body: Readable }>;
interface Way {
  readonly send: Send;
  readonly fetch: Fetch;
}
type Send = (request: {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string | { file: string } | undefined;
}) => Promise<Answer>;

/** The API as the host's own programs use it: the same doors that the page uses, in another process or in this one. */
export interface Client {
  /** Sends JSON and gives the JSON answered; undefined where the answer is empty. @throws RefusedError */
  readonly request: <Value>(method: string, url: string, body?: unknown) => Promise<Value>;
  /** Sends a file as the body. @throws RefusedError */
  readonly upload: <Value>(url: string, file: string) => Promise<Value>;
  /** A file as it comes; it breaks where the server does. @throws RefusedError */
  readonly download: (url: string) => Promise<Readable>;
  readonly close: () => Promise<void>;
}

/** Where a running server of a data folder says that it is there. */
export const serverFile = (dataFolder: string): string => path.join(dataFolder, 'server.json');

const ServerFile = z.object({ pid: z.number().int(), url: z.url() });

/**
 * Reaches the store: through the running server of the data folder when there is one, else by opening it here.
 * @param as e-mail of the person to act for; without it the host acts for itself
 * @param mayBeNew whether a store that is not there is made; else a wrong folder would be answered by an empty store
 * @throws RefusedError `no-store`
 */
export async function connect(configuration: Configuration, as: string | undefined, mayBeNew = false): Promise<Client> {
  const { dataFolder } = configuration;
  const url = await runningServer(dataFolder);
  if (url !== null) return createClient(overHttp(url), hostKeyOf(dataFolder), as, () => Promise.resolve());
  if (!mayBeNew && configuration.databaseUrl === null && !hasEmbeddedStore(dataFolder)) {
    throw new RefusedError(
      'no-store',
      `There is no store in ${dataFolder}. Go to the folder where it was made, name it with KULCS_DATA, or make one: kulcs init`,
    );
  }
  // Loaded only here: the whole house takes longer to load than a running server takes to answer.
  const [{ openStore }, { buildHouse }, { refuseOtherSecret }] = await Promise.all([
    import('#platform/db/store.ts'),
    import('./wiring.ts'),
    import('#platform/configuration/secret-mark.ts'),
  ]);
  const store = await openStore(configuration);
  await refuseOtherSecret(store.pool, configuration).catch(async (problem: unknown) => {
    await store.close();
    throw problem;
  });
  const house = await buildHouse({ configuration, store });
  return createClient(inProcess(house), house.hostKey, as, async () => {
    await house.close();
    await store.close();
  });
}

/** A client of a house in this very process, acting as the host. */
export const clientOf = (house: House, as?: string): Client =>
  createClient(inProcess(house), house.hostKey, as, () => Promise.resolve());

/** The address of the server that runs on a data folder; null when none does. */
export async function runningServer(dataFolder: string): Promise<string | null> {
  const server = readServerFile(dataFolder);
  // Left behind by a server that was killed. Somebody else may listen there now, who must not be shown the host's key.
  if (server === null || !isAlive(server.pid)) return null;
  try {
    const answer = await fetch(`${server.url}/api/company`, {
      headers: { authorization: `Bearer ${hostKeyOf(dataFolder)}` },
    });
    await answer.arrayBuffer();
    // A server of another folder knows another key.
    return answer.status === 401 || answer.status === 404 ? null : server.url;
  } catch {
    return null;
  }
}

/** What the server of a data folder says there of itself; null when there is none. */
export function readServerFile(dataFolder: string): z.infer<typeof ServerFile> | null {
  try {
    return ServerFile.parse(JSON.parse(readFileSync(serverFile(dataFolder), 'utf8')));
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function overHttp(origin: string): Way {
  const ask = (url: string, init: RequestInit): Promise<Response> =>
    fetch(origin + url, init).catch((error: unknown) => {
      throw new RefusedError(
        'server-lost',
        `The server at ${origin} went away before it answered. See whether it runs.`,
        error,
      );
    });
  return {
    async send({ method, url, headers, body }) {
      const isFile = typeof body === 'object';
      const answer = await ask(url, {
        method,
        headers,
        ...(body === undefined ? {} : { body: isFile ? Readable.toWeb(createReadStream(body.file)) : body }),
        ...(isFile ? { duplex: 'half' } : {}),
      } as RequestInit); // Node's fetch takes a web stream as the body; the DOM's type of it differs in name only
      return { status: answer.status, text: await answer.text() };
    },
    async fetch({ url, headers }) {
      const { status, body } = await ask(url, { headers });
      // The same difference in name.
      return {
        status,
        body: body ? Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]) : Readable.from([]),
      };
    },
  };
}

const inProcess = ({ app, host }: House): Way => ({
  async send({ method, url, headers, body }) {
    const answer = await app.inject({
      method: method as 'GET', // any of Method; inject names the same ones
      url,
      headers: { host, ...headers },
      ...(body === undefined ? {} : { payload: typeof body === 'object' ? createReadStream(body.file) : body }),
    });
    return { status: answer.statusCode, text: answer.payload };
  },
  async fetch({ url, headers }) {
    const answer = await app.inject({ method: 'GET', url, headers: { host, ...headers }, payloadAsStream: true });
    return { status: answer.statusCode, body: answer.stream() };
  },
});

function createClient(way: Way, hostKey: string, as: string | undefined, close: () => Promise<void>): Client {
  const headers = {
    authorization: `Bearer ${hostKey}`,
    'accept-language': process.env['LC_ALL'] ?? process.env['LANG'] ?? 'en',
    ...(as === undefined ? {} : { 'kulcs-as': as }),
  };
  const answerOf = <Value>({ status, text }: Answer): Value => {
    const value: unknown = text === '' ? undefined : parse(text);
    // Each caller names the contract of the door that it asks, and the server holds its replies to that contract.
    if (status < 400) return value as Value;
    const problem = typeof value === 'object' && value !== null ? value : {};
    const code = 'code' in problem && typeof problem.code === 'string' ? problem.code : `http-${String(status)}`;
    throw new RefusedError(code, 'detail' in problem && typeof problem.detail === 'string' ? problem.detail : text);
  };
  return {
    async request(method, url, body) {
      const json = body === undefined ? {} : { 'content-type': 'application/json' };
      // A command says what shall be, whatever was there before.
      const key = method === 'POST' ? { 'idempotency-key': randomUUID() } : {};
      const version = method === 'GET' || method === 'POST' ? {} : { 'if-match': '*' };
      return answerOf(
        await way.send({
          method,
          url,
          headers: { ...headers, ...json, ...key, ...version },
          body: body === undefined ? undefined : JSON.stringify(body),
        }),
      );
    },
    async upload(url, file) {
      return answerOf(
        await way.send({
          method: 'POST',
          url,
          headers: { ...headers, 'content-type': 'application/octet-stream' },
          body: { file },
        }),
      );
    },
    async download(url) {
      const { status, body } = await way.fetch({ url, headers });
      if (status < 400) return body;
      return answerOf({ status, text: await textOf(body) });
    },
    close,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
