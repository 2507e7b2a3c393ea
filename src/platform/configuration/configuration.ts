import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { isLoopback } from './loopback.ts';
import { ConfigurationProblem, type ConfigurationFault } from './problem.ts';
import { readOrCreateSecret } from './secret-file.ts';
import { readIdentityProvider, readMailServer, type IdentityProvider, type MailServer } from './services.ts';

/** Everything that is set from outside, read once at start. */
export interface Configuration {
  /** Absolute path of the folder that holds the embedded database, the secret and the keys. */
  readonly dataFolder: string;
  /** URL of a PostgreSQL server; null for the embedded one. */
  readonly databaseUrl: string | null;
  /** Address and port that are listened on. */
  readonly host: string;
  readonly port: number;
  /** What people type into the browser, without a slash at the end. */
  readonly publicUrl: string;
  /** Signs sessions and links. */
  readonly secret: string;
  readonly secretFrom: 'environment' | 'file';
  /** Addresses and networks (CIDR) of reverse proxies whose word on the client's address counts; '*' for all. */
  readonly trustedProxies: readonly string[];
  /** Largest workbooks that are read, in megabytes. */
  readonly workbooks: { readonly packedMegabytes: number; readonly unpackedMegabytes: number };
  /** Null: no mails are sent. */
  readonly mailServer: MailServer | null;
  /** Null: people sign in here only. */
  readonly identityProvider: IdentityProvider | null;
  /** Opens `/metrics` to programs of other machines; null: only this machine's may ask. */
  readonly metricsKey: string | null;
  /** Addresses and networks (CIDR) within the house that webhooks may be sent to. */
  readonly webhookNetworks: readonly string[];
  /** How many bytes a file may have that is put to a record. */
  readonly largestAttachment: number;
  /** NODE_ENV as it was given; empty when it was not. */
  readonly mode: string;
  /** NODE_ENV=production, or others can reach the address listened on. */
  readonly isProduction: boolean;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const defaultPort = 4600;

// A setting given empty is taken as not given: compose files pass unset variables on like that.
const given = (environment: Environment, name: string): string | null => environment[name]?.trim() || null;

function readPort(text: string | null, faults: ConfigurationFault[]): number {
  if (text === null) return defaultPort;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  faults.push({ code: 'port', facts: { value: text } });
  return defaultPort;
}

function readMegabytes(environment: Environment, name: string, usual: number, faults: ConfigurationFault[]): number {
  const text = given(environment, name);
  if (text === null) return usual;
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  faults.push({ code: 'megabytes', facts: { name, value: text } });
  return usual;
}

function readHost(text: string | null, faults: ConfigurationFault[]): string {
  const host = text ?? '127.0.0.1';
  if (isIP(host) === 0 && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host)) {
    faults.push({ code: 'host', facts: { value: host } });
  }
  return host;
}

function readUrl(text: string | null, protocols: readonly string[]): URL | null {
  if (text === null || !URL.canParse(text)) return null;
  const url = new URL(text);
  return protocols.includes(url.protocol) ? url : null;
}

function readDatabaseUrl(text: string | null, faults: ConfigurationFault[]): string | null {
  // The value may hold a password: a fault does not repeat it.
  if (text !== null && !readUrl(text, ['postgres:', 'postgresql:'])) faults.push({ code: 'database-url', facts: {} });
  return text;
}

function readPublicUrl(text: string | null, host: string, port: number, faults: ConfigurationFault[]): string {
  if (text === null) return `http://${isIP(host) === 6 ? `[${host}]` : host}:${String(port)}`;
  const url = readUrl(text, ['http:', 'https:']);
  if (url && url.pathname === '/' && !url.search && !url.hash && !url.username) return url.origin;
  faults.push({ code: 'public-url', facts: { value: text } });
  return text;
}

function isNetwork(text: string): boolean {
  const [address = '', length, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (family === 4 ? 32 : 128));
}

const listed = (text: string | null): readonly string[] => (text ?? '').split(/[\s,]+/).filter((one) => one !== '');

function readProxies(text: string | null, faults: ConfigurationFault[]): readonly string[] {
  const proxies = listed(text);
  for (const proxy of proxies) {
    if (proxy !== '*' && !isNetwork(proxy)) faults.push({ code: 'trusted-proxy', facts: { value: proxy } });
  }
  return proxies;
}

function readNetworks(text: string | null, faults: ConfigurationFault[]): readonly string[] {
  const networks = listed(text);
  for (const network of networks) {
    if (!isNetwork(network)) faults.push({ code: 'webhook-networks', facts: { value: network } });
  }
  return networks;
}

/**
 * Reads the KULCS_* settings and NODE_ENV. Without KULCS_SECRET the secret is that of the data folder, made at first.
 * Refuses with ConfigurationProblem, which names all faulty values at once.
 * @param mayBeNew whether a data folder that is not there is made: a command in a wrong folder must leave nothing behind
 */
export async function readConfiguration(environment: Environment, mayBeNew = true): Promise<Configuration> {
  const faults: ConfigurationFault[] = [];
  const dataFolder = resolve(given(environment, 'KULCS_DATA') ?? '.kulcs');
  const host = readHost(given(environment, 'KULCS_HOST'), faults);
  const port = readPort(given(environment, 'KULCS_PORT'), faults);
  const databaseUrl = readDatabaseUrl(given(environment, 'KULCS_DATABASE_URL'), faults);
  const publicUrl = readPublicUrl(given(environment, 'KULCS_PUBLIC_URL'), host, port, faults);
  const trustedProxies = readProxies(given(environment, 'KULCS_TRUSTED_PROXY'), faults);
  const webhookNetworks = readNetworks(given(environment, 'KULCS_WEBHOOK_NETWORKS'), faults);
  const workbooks = {
    packedMegabytes: readMegabytes(environment, 'KULCS_XLSX_PACKED_MB', 50, faults),
    unpackedMegabytes: readMegabytes(environment, 'KULCS_XLSX_UNPACKED_MB', 200, faults),
  };
  const mailServer = readMailServer(environment, faults);
  const identityProvider = readIdentityProvider(environment, faults);
  const largestAttachment = readMegabytes(environment, 'KULCS_ATTACHMENT_MB', 20, faults) * 1024 * 1024;
  if (faults.length > 0) throw new ConfigurationProblem(faults);
  const mode = environment['NODE_ENV'] ?? '';
  const secret = given(environment, 'KULCS_SECRET');
  const isFolderWanted = mayBeNew || databaseUrl !== null || existsSync(dataFolder);
  return {
    dataFolder,
    databaseUrl,
    host,
    port,
    publicUrl,
    secret: secret ?? (isFolderWanted ? await readOrCreateSecret(dataFolder) : ''),
    secretFrom: secret === null ? 'file' : 'environment',
    trustedProxies,
    workbooks,
    mailServer,
    identityProvider,
    metricsKey: given(environment, 'KULCS_METRICS_KEY'),
    webhookNetworks,
    largestAttachment,
    mode,
    isProduction: mode === 'production' || !isLoopback(host),
  };
}
