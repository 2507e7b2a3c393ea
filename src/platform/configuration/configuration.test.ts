import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfiguration, type Environment } from './configuration.ts';
import { isLoopback } from './loopback.ts';
import { openPathsOf, reachOf } from './facts.ts';
import { ConfigurationProblem } from './problem.ts';
import { readOrCreateSecret, secretFileOf } from './secret-file.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kulcs-configuration-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const read = (environment: Environment): ReturnType<typeof readConfiguration> =>
  readConfiguration({ KULCS_DATA: join(folder, 'data'), ...environment });

test('without settings it listens on this machine only, with an embedded database and a secret of its own', async () => {
  const configuration = await read({ KULCS_PORT: '', KULCS_SECRET: '' });
  expect(configuration).toEqual({
    dataFolder: join(folder, 'data'),
    databaseUrl: null,
    host: '127.0.0.1',
    port: 4600,
    publicUrl: 'http://127.0.0.1:4600',
    secret: (await readFile(join(folder, 'data', 'secret'), 'utf8')).trim(),
    secretFrom: 'file',
    trustedProxies: [],
    workbooks: { packedMegabytes: 50, unpackedMegabytes: 200 },
    mailServer: null,
    identityProvider: null,
    metricsKey: null,
    webhookNetworks: [],
    largestAttachment: 20 * 1024 * 1024,
    mode: '',
    isProduction: false,
  });
});

test('what is set is read', async () => {
  const configuration = await read({
    KULCS_HOST: '::',
    KULCS_PORT: '80',
    KULCS_DATABASE_URL: 'postgres://kulcs@db/kulcs',
    KULCS_PUBLIC_URL: 'https://kulcs.example.com/',
    KULCS_SECRET: 'from outside',
    KULCS_TRUSTED_PROXY: '10.0.0.5, 10.1.0.0/16 fd00::/8',
    KULCS_XLSX_PACKED_MB: '80',
    KULCS_XLSX_UNPACKED_MB: '900',
    KULCS_ATTACHMENT_MB: '5',
    KULCS_WEBHOOK_NETWORKS: '10.2.0.0/16, 127.0.0.1',
    NODE_ENV: 'test',
  });
  expect(configuration).toMatchObject({
    host: '::',
    port: 80,
    databaseUrl: 'postgres://kulcs@db/kulcs',
    publicUrl: 'https://kulcs.example.com',
    secret: 'from outside',
    secretFrom: 'environment',
    trustedProxies: ['10.0.0.5', '10.1.0.0/16', 'fd00::/8'],
    workbooks: { packedMegabytes: 80, unpackedMegabytes: 900 },
    webhookNetworks: ['10.2.0.0/16', '127.0.0.1'],
    largestAttachment: 5 * 1024 * 1024,
    mode: 'test',
    isProduction: true,
  });
});

test.each([
  ['NODE_ENV=production', { NODE_ENV: 'production' }, true],
  ['an address of the network', { KULCS_HOST: '192.168.1.4' }, true],
  ['all addresses', { KULCS_HOST: '0.0.0.0' }, true],
  ['localhost', { KULCS_HOST: 'localhost' }, false],
  ['development on this machine', { NODE_ENV: 'development', KULCS_HOST: '::1' }, false],
])('production or not: %s', async (_, environment: Environment, isProduction) => {
  expect((await read(environment)).isProduction).toBe(isProduction);
});

test.each([
  ['KULCS_PORT', '0', 'port'],
  ['KULCS_PORT', '65536', 'port'],
  ['KULCS_PORT', '80x', 'port'],
  ['KULCS_HOST', 'http://x', 'host'],
  ['KULCS_DATABASE_URL', 'mysql://x/y', 'database-url'],
  ['KULCS_DATABASE_URL', 'kulcs', 'database-url'],
  ['KULCS_PUBLIC_URL', 'kulcs.example.com', 'public-url'],
  ['KULCS_PUBLIC_URL', 'https://kulcs.example.com/crm', 'public-url'],
  ['KULCS_PUBLIC_URL', 'ftp://kulcs.example.com', 'public-url'],
  ['KULCS_TRUSTED_PROXY', '10.0.0.5,proxy', 'trusted-proxy'],
  ['KULCS_ATTACHMENT_MB', '1.5', 'megabytes'],
  ['KULCS_TRUSTED_PROXY', '10.0.0.0/33', 'trusted-proxy'],
  ['KULCS_WEBHOOK_NETWORKS', '*', 'webhook-networks'],
  ['KULCS_WEBHOOK_NETWORKS', '10.0.0.0/8,inside', 'webhook-networks'],
])('%s=%s is refused', async (name, value, code) => {
  const problem = await read({ [name]: value }).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(ConfigurationProblem);
  expect(problem).toMatchObject({ faults: [{ code }] });
});

test('all faults are told at once, and no password is repeated', async () => {
  const problem: unknown = await read({ KULCS_PORT: 'x', KULCS_DATABASE_URL: 'my://u:hunter2@h/d' }).catch(
    (e: unknown) => e,
  );
  expect(String(problem)).toContain('KULCS_PORT must be a number from 1 to 65535, not “x”.');
  expect(String(problem)).toContain('KULCS_DATABASE_URL must look like');
  expect(String(problem)).not.toContain('hunter2');
});

test.each([
  ['127.0.0.1', true],
  ['127.8.0.1', true],
  ['localhost', true],
  ['[::1]', true],
  ['0.0.0.0', false],
  ['::', false],
  ['127.0.0.1.example.com', false],
])('%s: only this machine reaches it: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});

describe('the secret of the data folder', () => {
  test('is 32 random bytes that only the owner reads, the same for starts at once and later', async () => {
    const secrets = await Promise.all([1, 2, 3].map(() => readOrCreateSecret(folder)));
    expect(new Set(secrets).size).toBe(1);
    expect(Buffer.from(secrets[0] ?? '', 'base64url')).toHaveLength(32);
    expect(await readOrCreateSecret(folder)).toBe(secrets[0]);
    expect((await stat(secretFileOf(folder))).mode & 0o777).toBe(0o600);
  });

  test('cannot be made where the folder is a file', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(readOrCreateSecret(file)).rejects.toMatchObject({ faults: [{ code: 'data-folder' }] });
  });
});

test('what others can read of the data folder is found', async () => {
  await writeFile(join(folder, 'secret'), '', { mode: 0o600 });
  expect(await openPathsOf(folder)).toEqual([]);
  await chmod(folder, 0o710);
  expect(await openPathsOf(folder)).toEqual([]);
  await chmod(folder, 0o750);
  await chmod(join(folder, 'secret'), 0o640);
  expect(await openPathsOf(folder)).toEqual([folder, join(folder, 'secret')]);
});

test.each([
  [null, { isRemote: false, isEncrypted: false }],
  ['postgres://u@127.0.0.1/k', { isRemote: false, isEncrypted: false }],
  ['postgres://u@/k?host=/run/postgresql', { isRemote: false, isEncrypted: false }],
  ['postgres://u@db.example/k', { isRemote: true, isEncrypted: false }],
  ['postgres://u@db.example/k?sslmode=disable', { isRemote: true, isEncrypted: false }],
  ['postgres://u@db.example/k?sslmode=verify-full', { isRemote: true, isEncrypted: true }],
])('the way to the database: %s', (url, expected) => {
  expect(reachOf(url)).toEqual(expected);
});

describe('a mail server', () => {
  const from = { KULCS_MAIL_FROM: 'Kulcs <kulcs@example.com>' };

  test.each(['smtp://localhost', 'smtp://user:p%40ss@mail.example.com:587', 'smtps://mail.example.com'])(
    '%s is taken',
    async (url) => {
      expect((await read({ ...from, KULCS_SMTP_URL: url })).mailServer).toEqual({ url, from: from.KULCS_MAIL_FROM });
    },
  );

  test.each([
    ['http://mail.example.com', 'kulcs@example.com', 'KULCS_SMTP_URL'],
    ['smtp://mail.example.com/box', 'kulcs@example.com', 'KULCS_SMTP_URL'],
    ['', 'kulcs@example.com', 'KULCS_SMTP_URL'],
    ['smtp://u:geheim@mail.example.com', '', 'KULCS_MAIL_FROM'],
    ['smtp://u:geheim@mail.example.com', 'nobody', 'KULCS_MAIL_FROM'],
    ['smtp://u:geheim@mail.example.com', 'a@b.hu, c@d.hu', 'KULCS_MAIL_FROM'],
    ['smtp://u:geheim@mail.example.com', 'X\nBcc: c@d.hu <a@b.hu>', 'KULCS_MAIL_FROM'],
  ])('%j from %j is refused, without its password', async (url, sender, named) => {
    const refused = await read({ KULCS_SMTP_URL: url, KULCS_MAIL_FROM: sender }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ConfigurationProblem);
    expect(String(refused)).toContain(named);
    expect(String(refused)).not.toContain('geheim');
  });
});

describe('single sign-on', () => {
  const provider = {
    KULCS_OIDC_ISSUER: 'https://login.example.com/realm/',
    KULCS_OIDC_CLIENT_ID: 'kulcs',
    KULCS_OIDC_CLIENT_SECRET: 'geheim',
  };

  test('is taken with its label', async () => {
    expect((await read({ ...provider, KULCS_OIDC_LABEL: 'Example' })).identityProvider).toEqual({
      issuer: 'https://login.example.com/realm',
      clientId: 'kulcs',
      clientSecret: 'geheim',
      label: 'Example',
    });
  });

  test.each([
    ['KULCS_OIDC_CLIENT_ID', { KULCS_OIDC_CLIENT_ID: '' }],
    ['KULCS_OIDC_CLIENT_SECRET', { KULCS_OIDC_CLIENT_SECRET: '' }],
    ['KULCS_OIDC_ISSUER', { KULCS_OIDC_ISSUER: 'http://login.example.com' }],
    ['KULCS_OIDC_ISSUER', { KULCS_OIDC_ISSUER: 'https://login.example.com?a=b' }],
    ['KULCS_OIDC_ISSUER', { KULCS_OIDC_ISSUER: 'login' }],
  ])('names %s when it is missing or wrong', async (named, change) => {
    const refused = await read({ ...provider, ...change }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ConfigurationProblem);
    expect(String(refused)).toContain(named);
    expect(String(refused)).not.toContain('geheim');
  });
});
