import type { Configuration } from './configuration.ts';
import { isLoopback } from './loopback.ts';
import type { StartRefusal } from './problem.ts';
import { otherSecret } from './secret-mark.ts';

/** What was found in the database and the file system; `facts.ts` collects it. */
export interface StartFacts {
  /** The company in the store is the demo's. */
  readonly hasDemoData: boolean;
  /** Another secret than ours was used with the store: by its former start, or by another process on it. */
  readonly isSealedOtherwise: boolean;
  /** The role that requests run as. */
  readonly appRole: {
    readonly name: string;
    readonly isSuperuser: boolean;
    readonly bypassesRowSecurity: boolean;
    /** A table or schema that it owns, itself or through another role. */
    readonly owns: string | null;
  };
  readonly database: { readonly isRemote: boolean; readonly isEncrypted: boolean };
  readonly pendingMigrations: readonly string[];
  readonly unknownMigrations: readonly string[];
  /** Paths of the data folder and its keys that others than the owner can read or write. */
  readonly openPaths: readonly string[];
  /** Seconds that our clock is ahead of the database's; negative when behind. */
  readonly clockAheadSeconds: number;
}

type Rule = (configuration: Configuration, facts: StartFacts) => StartRefusal | null;

const shortestSecretBytes = 32;
const largestClockDifferenceSeconds = 300;
const fewestDifferentCharacters = 10;

const refusal = (code: StartRefusal['code'], facts: StartRefusal['facts'] = {}): StartRefusal => ({ code, facts });

const isExample = (secret: string): boolean =>
  /change.?me|example|your.?secret|placeholder/i.test(secret) || new Set(secret).size < fewestDifferentCharacters;

const publicHost = (configuration: Configuration): string => new URL(configuration.publicUrl).hostname;

const isReachable = (configuration: Configuration): boolean =>
  !isLoopback(configuration.host) || !isLoopback(publicHost(configuration));

const trustsAll = (proxy: string): boolean => proxy === '*' || /\/0+$/.test(proxy);

const sealedOtherwise: Rule = (configuration, facts) => (facts.isSealedOtherwise ? otherSecret(configuration) : null);

/** One rule for each reason of CFG-1, in the order in which they are told. */
const rules: readonly Rule[] = [
  ({ secretFrom, databaseUrl }) =>
    // App processes on one server must share the secret; the file of one machine's data folder is no shared one.
    secretFrom === 'file' && databaseUrl !== null ? refusal('secret-missing') : null,
  ({ secret }) => {
    const bytes = Buffer.byteLength(secret);
    return bytes < shortestSecretBytes ? refusal('secret-short', { bytes, wanted: shortestSecretBytes }) : null;
  },
  ({ secret }) =>
    Buffer.byteLength(secret) >= shortestSecretBytes && isExample(secret) ? refusal('secret-example') : null,
  sealedOtherwise,
  (configuration, { hasDemoData }) =>
    hasDemoData && isReachable(configuration) ? refusal('demo-data', { host: configuration.host }) : null,
  (configuration) =>
    isReachable(configuration) && !configuration.publicUrl.startsWith('https:')
      ? refusal('public-without-tls', { url: configuration.publicUrl })
      : null,
  ({ host, trustedProxies }) =>
    !isLoopback(host) && trustedProxies.length === 0 ? refusal('public-without-proxy', { host }) : null,
  ({ trustedProxies }) => {
    const all = trustedProxies.find(trustsAll);
    return all === undefined ? null : refusal('proxy-all', { value: all });
  },
  ({ mode }) => (mode === 'development' || mode === 'test' ? refusal('development-mode', { mode }) : null),
  (_, { appRole }) => (appRole.isSuperuser ? refusal('role-superuser', { role: appRole.name }) : null),
  (_, { appRole }) => (appRole.bypassesRowSecurity ? refusal('role-bypasses', { role: appRole.name }) : null),
  (_, { appRole }) =>
    appRole.owns === null ? null : refusal('role-owner', { role: appRole.name, owns: appRole.owns }),
  (_, { database }) => (database.isRemote && !database.isEncrypted ? refusal('database-unencrypted') : null),
  (_, { pendingMigrations: [name] }) => (name === undefined ? null : refusal('migration-pending', { name })),
  (_, { unknownMigrations: [name] }) => (name === undefined ? null : refusal('migration-unknown', { name })),
  (_, { openPaths }) => (openPaths.length === 0 ? null : refusal('files-open', { paths: openPaths.join(', ') })),
  (_, { clockAheadSeconds }) =>
    Math.abs(clockAheadSeconds) > largestClockDifferenceSeconds
      ? refusal('clock', { seconds: Math.round(Math.abs(clockAheadSeconds)) })
      : null,
];

/**
 * Why Kulcs must not start with this configuration on this store (reliability, CFG-1): all reasons at once; empty when
 * it may. Outside production only a store that is sealed with another secret is refused: people could not sign in to it.
 */
export function startRefusals(configuration: Configuration, facts: StartFacts): readonly StartRefusal[] {
  return (configuration.isProduction ? rules : [sealedOtherwise])
    .map((rule) => rule(configuration, facts))
    .filter((found) => found !== null);
}
