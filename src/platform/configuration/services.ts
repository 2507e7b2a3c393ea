import { isLoopback } from './loopback.ts';
import type { ConfigurationFault } from './problem.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The server that mails go through. The address may hold a password: it is never shown. */
export interface MailServer {
  readonly url: string;
  /** What stands in From: an address, or a name with an address behind it. */
  readonly from: string;
}

/** The company's own sign-in (OpenID Connect). */
export interface IdentityProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What stands on the button. */
  readonly label: string;
}

type Given = (name: string) => string | null;
const givenIn =
  (environment: Environment): Given =>
  (name) =>
    environment[name]?.trim() || null;

const address = String.raw`[^\s@<>",;:]+@[^\s@<>",;:]+`;
const sender = new RegExp(`^(?:${address}|[^<>"\\r\\n]+<${address}>)$`);

/** Reads KULCS_SMTP_URL and KULCS_MAIL_FROM; null where neither is given. A fault does not repeat the address. */
export function readMailServer(environment: Environment, faults: ConfigurationFault[]): MailServer | null {
  const given = givenIn(environment);
  const url = given('KULCS_SMTP_URL');
  const from = given('KULCS_MAIL_FROM');
  if (url === null && from === null) return null;
  const isServer =
    url !== null && URL.canParse(url) && /^smtps?:\/\/[^/]+\/?$/.test(url) && new URL(url).hostname !== '';
  if (!isServer) faults.push({ code: 'smtp-url', facts: {} });
  if (from === null || !sender.test(from)) faults.push({ code: 'mail-from', facts: { value: from ?? '' } });
  return { url: url ?? '', from: from ?? '' };
}

/** Reads KULCS_OIDC_*; null where none is given. The secret is never repeated. */
export function readIdentityProvider(environment: Environment, faults: ConfigurationFault[]): IdentityProvider | null {
  const given = givenIn(environment);
  const names = ['KULCS_OIDC_ISSUER', 'KULCS_OIDC_CLIENT_ID', 'KULCS_OIDC_CLIENT_SECRET'] as const;
  const [issuer, clientId, clientSecret] = names.map(given);
  const missing = names.filter((name) => given(name) === null);
  if (missing.length === names.length) return null;
  if (missing.length > 0) faults.push({ code: 'oidc-missing', facts: { names: missing.join(', ') } });
  if (issuer && !isIssuer(issuer)) faults.push({ code: 'oidc-issuer', facts: { value: issuer } });
  return {
    issuer: (issuer ?? '').replace(/\/$/, ''),
    clientId: clientId ?? '',
    clientSecret: clientSecret ?? '',
    label: given('KULCS_OIDC_LABEL') ?? 'OpenID Connect',
  };
}

/** In the open only on this machine: whoever answers in its name says who everybody is. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash, username } = new URL(text);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return isSafe && search === '' && hash === '' && username === '';
}
