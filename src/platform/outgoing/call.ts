import dns, { type LookupAddress } from 'node:dns';
import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isLoopback } from '#platform/configuration/loopback.ts';

/** What became of a call: the status that was answered, or why there was no answer. */
export type CallOutcome =
  | { readonly outcome: 'answered'; readonly status: number; readonly retryAfterSeconds: number | null }
  | { readonly outcome: 'late' | 'forbidden' | 'unknown-name' | 'certificate' | 'no-connection' };

/** Where calls may go, and for how long. */
export interface CallRules {
  readonly isAllowed: (address: string) => boolean;
  readonly milliseconds: number;
}

/** Why an address is no place for our calls: not https (plain only to this machine), or of a network that is not allowed. */
type AddressFault = 'not-https' | 'not-allowed';

const mostBytes = 1024 * 1024;

/** Looks at an address without asking anybody; a name is resolved, and looked at again, when it is called. */
export function faultOfAddress(text: string, { isAllowed }: Pick<CallRules, 'isAllowed'>): AddressFault | null {
  if (!URL.canParse(text)) return 'not-https';
  const { protocol, hostname, username, password, hash } = new URL(text);
  if (username !== '' || password !== '' || hash !== '') return 'not-https';
  const host = hostname.replace(/^\[|\]$/g, '');
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(host))) return 'not-https';
  const address = host === 'localhost' ? '127.0.0.1' : host;
  return isIP(address) !== 0 && !isAllowed(address) ? 'not-allowed' : null;
}

class ForbiddenAddress extends Error {
  readonly code = 'FORBIDDEN';
}

/** Resolves a name and gives its addresses only if all of them are allowed: the connection is made to just these (WEB-4). */
const guardedLookup =
  ({ isAllowed }: Pick<CallRules, 'isAllowed'>): LookupFunction =>
  (hostname, options, done) => {
    dns.lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      const [first] = found ?? [];
      if (error) done(error, '');
      else if (!first || !found.every(({ address }) => isAllowed(address))) done(new ForbiddenAddress(), '');
      else if (options.all) done(null, found);
      else done(null, first.address, first.family);
    });
  };

/**
 * Posts a text and says what became of it. It follows no redirect, keeps nothing of the answer but its status, and takes no
 * longer and no more than it is given (reliability, WEB-4). It never throws.
 */
export async function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  rules: CallRules,
): Promise<CallOutcome> {
  if (faultOfAddress(url, rules) !== null) return { outcome: 'forbidden' };
  const target = new URL(url);
  const request = target.protocol === 'https:' ? requestSecure : requestPlain;
  return new Promise((resolve) => {
    const call = request(target, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      // A connection of its own, so that each call looks at the address anew.
      agent: false,
      lookup: guardedLookup(rules),
      signal: AbortSignal.timeout(rules.milliseconds),
    });
    // What breaks off after its status has been said all the same.
    let told: CallOutcome | null = null;
    call.on('error', (error) => resolve(told ?? { outcome: outcomeOf(error) }));
    call.on('response', (answer) => {
      const said: CallOutcome = {
        outcome: 'answered',
        status: answer.statusCode ?? 0,
        retryAfterSeconds: retryAfter(answer),
      };
      told = said;
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > mostBytes) answer.destroy();
      });
      answer.on('error', () => resolve(said));
      answer.on('close', () => resolve(said));
    });
    call.end(body);
  });
}

function retryAfter({ headers }: IncomingMessage): number | null {
  const given = headers['retry-after'];
  return given !== undefined && /^\d{1,6}$/.test(given) ? Number(given) : null;
}

function outcomeOf(error: Error): Exclude<CallOutcome['outcome'], 'answered'> {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'FORBIDDEN') return 'forbidden';
  if (code === 'ABORT_ERR' || code === 'ETIMEDOUT' || error.name === 'TimeoutError') return 'late';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown-name';
  if (/CERT|TLS|SSL|SIGNATURE|EPROTO/.test(code)) return 'certificate';
  return 'no-connection';
}
