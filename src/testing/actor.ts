import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/** An answer of the API, with its headers and with its body as text and, where it is JSON, read. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Cookies that the answer sets, each as it stands in its header. */
  readonly cookies: readonly string[];
  readonly text: string;
  readonly json: unknown;
}

/** One request; a body that is not text is sent as JSON. */
export interface Ask {
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
  /** Added to those of the client; null leaves one of them out. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** The network address that the request comes from. */
  readonly from?: string;
}

/** Somebody who sends requests, always with the same rights. */
export interface Client {
  readonly send: (ask: Ask) => Promise<Reply>;
  readonly get: (url: string) => Promise<Reply>;
  readonly post: (url: string, body?: unknown) => Promise<Reply>;
  readonly put: (url: string, body?: unknown) => Promise<Reply>;
  readonly patch: (url: string, body?: unknown) => Promise<Reply>;
  readonly remove: (url: string) => Promise<Reply>;
}

/** Methods that `inject` takes without asking; it sends any other text as it is. */
type Method = 'GET';

const changing = new Set(['PUT', 'PATCH', 'DELETE']);
const neverThere = '"999999999"';

/**
 * A client of a server in this very process. What it posts has a key of its own. A change that names no version is sent by somebody who has just looked: with the
 * version that is there.
 * @param headers sent with every request, unless a request leaves them out
 */
export function clientOf(app: FastifyInstance, headers: Readonly<Record<string, string>>): Client {
  const send = async (ask: Ask): Promise<Reply> => {
    const namesKey = Object.keys(ask.headers ?? {}).some((name) => name.toLowerCase() === 'idempotency-key');
    if (ask.method === 'POST' && !namesKey)
      return sendAsIs({ ...ask, headers: { ...ask.headers, 'idempotency-key': randomUUID() } });
    const namesVersion = Object.keys(ask.headers ?? {}).some((name) => name.toLowerCase() === 'if-match');
    if (!changing.has(ask.method) || namesVersion) return sendAsIs(ask);
    const refused = await sendAsIs({ ...ask, headers: { ...ask.headers, 'if-match': neverThere } });
    const version = currentIn(refused);
    return version === null
      ? refused
      : sendAsIs({ ...ask, headers: { ...ask.headers, 'if-match': `"${String(version)}"` } });
  };
  const sendAsIs = async ({ method, url, body, headers: own = {}, from }: Ask): Promise<Reply> => {
    const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
    const type: Record<string, string> = body === undefined || isRaw ? {} : { 'content-type': 'application/json' };
    const wanted = Object.entries({ ...headers, ...type, ...own });
    const answer = await app.inject({
      method: method as Method, // inject sends whatever text it is given; its type names only the usual ones
      url,
      headers: Object.fromEntries(wanted.filter((entry): entry is [string, string] => entry[1] !== null)),
      ...(body === undefined ? {} : { payload: isRaw ? body : JSON.stringify(body) }),
      ...(from === undefined ? {} : { remoteAddress: from }),
    });
    const { 'set-cookie': cookies = [], ...rest } = answer.headers;
    return {
      status: answer.statusCode,
      headers: Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)])),
      cookies: typeof cookies === 'string' ? [cookies] : cookies.map(String),
      text: answer.payload,
      json: read(answer.payload),
    };
  };
  return {
    send,
    get: (url) => send({ method: 'GET', url }),
    post: (url, body = {}) => send({ method: 'POST', url, body }),
    put: (url, body = {}) => send({ method: 'PUT', url, body }),
    patch: (url, body = {}) => send({ method: 'PATCH', url, body }),
    remove: (url) => send({ method: 'DELETE', url }),
  };
}

/** The version that a refusal `version-stale` says is there. */
function currentIn({ status, json }: Reply): number | null {
  if (status !== 412 || typeof json !== 'object' || json === null || !('facts' in json)) return null;
  const { facts } = json;
  if (typeof facts !== 'object' || facts === null || !('current' in facts)) return null;
  return typeof facts.current === 'number' ? facts.current : null;
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a browser sends back of the cookies that it was given. */
export const cookieHeader = (cookies: readonly string[]): string =>
  cookies.map((cookie) => cookie.split(';', 1)[0] ?? '').join('; ');
