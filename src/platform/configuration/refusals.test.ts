import { expect, test } from 'vitest';
import english from './messages/en.json' with { type: 'json' };
import hungarian from './messages/hu.json' with { type: 'json' };
import type { Configuration } from './configuration.ts';
import { StartProblem, type StartRefusal } from './problem.ts';
import { startRefusals, type StartFacts } from './refusals.ts';

const sound: Configuration = {
  dataFolder: '/var/lib/kulcs',
  databaseUrl: 'postgres://kulcs@db.example/kulcs?sslmode=verify-full',
  host: '10.0.0.7',
  port: 4600,
  publicUrl: 'https://kulcs.example.com',
  secret: 'q3Jv8Wm2ZkT5nRx7bYd1Hs6Lc0PfGaUe',
  secretFrom: 'environment',
  mailServer: null,
  identityProvider: null,
  trustedProxies: ['10.0.0.5'],
  workbooks: { packedMegabytes: 50, unpackedMegabytes: 200 },
  metricsKey: null,
  webhookNetworks: [],
  largestAttachment: 20 * 1024 * 1024,
  mode: 'production',
  isProduction: true,
};

const clean: StartFacts = {
  hasDemoData: false,
  isSealedOtherwise: false,
  appRole: { name: 'kulcs_app', isSuperuser: false, bypassesRowSecurity: false, owns: null },
  database: { isRemote: true, isEncrypted: true },
  pendingMigrations: [],
  unknownMigrations: [],
  openPaths: [],
  clockAheadSeconds: 0,
};

interface Row {
  readonly reason: string;
  readonly configuration?: Partial<Configuration>;
  readonly facts?: Partial<StartFacts>;
  readonly refusals: readonly StartRefusal[];
}

const rows: readonly Row[] = [
  { reason: 'nothing is wrong', refusals: [] },
  {
    reason: 'no secret that app processes on one server could share',
    configuration: { secretFrom: 'file' },
    refusals: [{ code: 'secret-missing', facts: {} }],
  },
  {
    reason: 'a generated secret is enough beside the embedded database',
    configuration: { secretFrom: 'file', databaseUrl: null },
    refusals: [],
  },
  {
    reason: 'a secret of 31 bytes',
    configuration: { secret: sound.secret.slice(1) },
    refusals: [{ code: 'secret-short', facts: { bytes: 31, wanted: 32 } }],
  },
  {
    reason: 'an example secret',
    configuration: { secret: 'change-me-0123456789-abcdefghijklmnop' },
    refusals: [{ code: 'secret-example', facts: {} }],
  },
  {
    reason: 'a secret of one letter',
    configuration: { secret: 'a'.repeat(40) },
    refusals: [{ code: 'secret-example', facts: {} }],
  },
  {
    reason: 'a store that another secret was used with',
    facts: { isSealedOtherwise: true },
    refusals: [{ code: 'secret-other', facts: { from: 'KULCS_SECRET' } }],
  },
  {
    reason: 'demo data with an address that others can reach',
    facts: { hasDemoData: true },
    refusals: [{ code: 'demo-data', facts: { host: '10.0.0.7' } }],
  },
  {
    reason: 'demo data behind a public proxy',
    configuration: { host: '127.0.0.1' },
    facts: { hasDemoData: true },
    refusals: [{ code: 'demo-data', facts: { host: '127.0.0.1' } }],
  },
  {
    reason: 'demo data that only this machine reaches',
    configuration: { host: '127.0.0.1', publicUrl: 'http://127.0.0.1:4600', trustedProxies: [] },
    facts: { hasDemoData: true },
    refusals: [],
  },
  {
    reason: 'a public address without TLS',
    configuration: { publicUrl: 'http://kulcs.example.com' },
    refusals: [{ code: 'public-without-tls', facts: { url: 'http://kulcs.example.com' } }],
  },
  {
    reason: 'a public address without a trusted proxy',
    configuration: { trustedProxies: [] },
    refusals: [{ code: 'public-without-proxy', facts: { host: '10.0.0.7' } }],
  },
  {
    reason: 'trust of every proxy',
    configuration: { trustedProxies: ['10.0.0.5', '*'] },
    refusals: [{ code: 'proxy-all', facts: { value: '*' } }],
  },
  {
    reason: 'trust of every proxy, written as a network',
    configuration: { trustedProxies: ['::/0'] },
    refusals: [{ code: 'proxy-all', facts: { value: '::/0' } }],
  },
  {
    reason: 'development mode',
    configuration: { mode: 'development' },
    refusals: [{ code: 'development-mode', facts: { mode: 'development' } }],
  },
  {
    reason: 'the app role is a superuser',
    facts: { appRole: { ...clean.appRole, isSuperuser: true } },
    refusals: [{ code: 'role-superuser', facts: { role: 'kulcs_app' } }],
  },
  {
    reason: 'the app role bypasses row-level security',
    facts: { appRole: { ...clean.appRole, bypassesRowSecurity: true } },
    refusals: [{ code: 'role-bypasses', facts: { role: 'kulcs_app' } }],
  },
  {
    reason: 'the app role owns a table',
    facts: { appRole: { ...clean.appRole, owns: 'sales.line' } },
    refusals: [{ code: 'role-owner', facts: { role: 'kulcs_app', owns: 'sales.line' } }],
  },
  {
    reason: 'the database is unencrypted over the network',
    facts: { database: { isRemote: true, isEncrypted: false } },
    refusals: [{ code: 'database-unencrypted', facts: {} }],
  },
  {
    reason: 'an unencrypted database on this machine',
    facts: { database: { isRemote: false, isEncrypted: false } },
    refusals: [],
  },
  {
    reason: 'a pending migration',
    facts: { pendingMigrations: ['0060_orders_create'] },
    refusals: [{ code: 'migration-pending', facts: { name: '0060_orders_create' } }],
  },
  {
    reason: 'an unknown migration',
    facts: { unknownMigrations: ['0099_later'] },
    refusals: [{ code: 'migration-unknown', facts: { name: '0099_later' } }],
  },
  {
    reason: 'the data folder or a key readable by others',
    facts: { openPaths: ['/var/lib/kulcs', '/var/lib/kulcs/secret'] },
    refusals: [{ code: 'files-open', facts: { paths: '/var/lib/kulcs, /var/lib/kulcs/secret' } }],
  },
  { reason: 'a clock exactly 5 minutes ahead', facts: { clockAheadSeconds: 300 }, refusals: [] },
  {
    reason: 'a clock more than 5 minutes behind the database',
    facts: { clockAheadSeconds: -300.6 },
    refusals: [{ code: 'clock', facts: { seconds: 301 } }],
  },
];

test.each(rows)('$reason', ({ configuration, facts, refusals }) => {
  expect(startRefusals({ ...sound, ...configuration }, { ...clean, ...facts })).toEqual(refusals);
});

test('every reason is told at once, in sentences without an open place, in both languages', () => {
  const everything = startRefusals(
    { ...sound, secret: 'short', publicUrl: 'http://kulcs.example.com', trustedProxies: ['*'], mode: 'test' },
    { ...clean, hasDemoData: true, pendingMigrations: ['0060_a'], openPaths: ['/x'], clockAheadSeconds: 999 },
  );
  expect(everything.map(({ code }) => code)).toEqual([
    'secret-short',
    'demo-data',
    'public-without-tls',
    'proxy-all',
    'development-mode',
    'migration-pending',
    'files-open',
    'clock',
  ]);
  expect(new StartProblem(everything).message).not.toMatch(/\{\{/);
  expect(new StartProblem(everything).message.split('\n')).toHaveLength(8);
});

test('both languages have the same sentences with the same facts', () => {
  const places = (sentences: Readonly<Record<string, string>>): Record<string, string[]> =>
    Object.fromEntries(Object.entries(sentences).map(([key, text]) => [key, text.match(/\{\{\w+\}\}/g)?.sort() ?? []]));
  expect(places(hungarian)).toEqual(places(english));
});

test('outside production nothing is refused but a store of another secret', () => {
  const configuration = { ...sound, isProduction: false, secret: 'short' };
  expect(startRefusals(configuration, { ...clean, hasDemoData: true })).toEqual([]);
  const other = { ...clean, hasDemoData: true, isSealedOtherwise: true };
  expect(startRefusals({ ...configuration, secretFrom: 'file' }, other)).toEqual([
    { code: 'secret-other', facts: { from: 'secret' } },
  ]);
});
