import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { freePort } from '#testing/demo-server.ts';

const kulcs = path.resolve(import.meta.dirname, '../../bin/kulcs');

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

let folder = '';
let port = 0;
const data = (): string => path.join(folder, 'data');
const at = (...parts: readonly string[]): string => path.join(folder, ...parts);
// Of this machine's own settings a command must see nothing, or it would reach somebody's real store.
const environment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(KULCS_|LC_|LANG|NODE_ENV|VITEST)/.test(name)),
  ),
  KULCS_DATA: data(),
  KULCS_PORT: String(port),
});

interface Where {
  readonly program?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Runs a command to its end, as a person does. */
async function run(words: readonly string[], { program = kulcs, cwd = folder, env = {} }: Where = {}): Promise<Ended> {
  const child = spawn(program, words, { cwd, env: { ...environment(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { code, out, errors };
}

/** The one document on standard output of a command that must succeed without a word beside it. */
async function json<Shape extends z.ZodType>(
  shape: Shape,
  words: readonly string[],
  where?: Where,
): Promise<z.output<Shape>> {
  const { code, out, errors } = await run([...words, '--json'], where);
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  return shape.parse(JSON.parse(out));
}

/** A command that must be refused: in words on standard error, with nothing on standard output. */
async function refused(code: 1 | 2, words: readonly string[], where?: Where): Promise<string> {
  const ended = await run(words, where);
  expect({ code: ended.code, out: ended.out }).toEqual({ code, out: '' });
  // A sentence, not a stack of calls.
  expect(ended.errors).toMatch(/^.{15,}/s);
  expect(ended.errors).not.toMatch(/\n\s+at /);
  return ended.errors;
}

const amount = z.string().regex(/^-?\d+\.\d{2}$/);
const share = z.number().nullable();
const count = z.number().int();

/** Exactly what the guide to the command line promises; a key more or less fails. */
const made = z.strictObject({ code: z.string(), name: z.string().nullable() });
const ImportDocument = z.strictObject({
  batch: count.nullable(), read: count, new: count, unchanged: count, changed: count, rejected: count,
  rejectedFile: z.string().nullable(), unattributed: z.strictObject({ lines: count, net: amount }),
  accountsCreated: count, productsCreated: count, accounts: z.array(made), products: z.array(made), net: amount, months: z.array(z.strictObject({ month: z.string(), net: amount, lines: count })), shortened: count, seconds: z.number(),
}); // prettier-ignore
const KeysDocument = z.strictObject({
  period: z.strictObject({ from: z.iso.date().nullable(), to: z.iso.date().nullable() }),
  currency: z.string(),
  totals: z.strictObject({ net: amount, unattributed: amount.nullable(), accounts: count, positive: count, zero: count, negative: count }),
  concentration: z.strictObject({
    top1Share: share, top10Share: share, topFifthShare: share, accountsTo50: count.nullable(), accountsTo80: count.nullable(),
    accountsTo95: count.nullable(), hhi: share, effectiveAccounts: share, gini: share,
  }),
  accounts: z.array(
    z.strictObject({
      rank: count, code: z.string(), name: z.string(), net: amount, share, cumulativeShare: share, class: z.enum(['A', 'B', 'C']),
      keyCandidate: z.boolean().nullable(),
    }),
  ),
}); // prettier-ignore
const InitDocument = z.strictObject({
  name: z.string(),
  currency: z.string(),
  signInLink: z.url(),
  dataFolder: z.string(),
});
const ServerFile = z.object({ pid: z.number().int() });

const lines = `document,date,account,product,quantity,unitPrice
I1,2024-01-05,A1,P1,4,10.00
I2,2024-01-20,A2,P1,3,10.00
I3,2024-02-03,A3,P1,2,10.00
I4,2024-03-03,A4,P1,1,10.00
I5,2024-03-04,A1,POST,1,5.00
I6,2024-03-05,,P1,1,1.00
`;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kulcs-cli-'));
  port = await freePort();
  await mkdir(at('elsewhere'));
  await symlink(kulcs, at('linked-kulcs'));
  await writeFile(at('lines.csv'), lines);
  await writeFile(at('bad.csv'), lines.replaceAll('2024-01', '2024-13'));
  await writeFile(at('odd.csv'), 'Rechnung;Wann;Wer;Was;Menge;Preis\nI9;03/04/2024;A1;P1;1;1.234,50\n');
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('what is written wrong is refused as wrong usage, before any store is opened', async () => {
  const wrong: readonly (readonly string[])[] = [
    ['keys', '--frobnicate'],
    ['frobnicate'],
    ['keys', '--by', 'colour'],
    ['keys', '--from', '2024-02-30'],
    ['init', '--company', 'Trial', '--currency', 'XQZ', '--admin-email', 'a@trial.test'],
    ['import', 'sales', 'lines.csv'],
    ['import', 'sales', 'lines.csv', '--source', 'shop', '--map', 'colour=Was'],
    ['user', 'add', '--email', 'x@trial.test', '--name', 'X', '--role', 'king'],
    ['start', '--port', '70000'],
  ];
  const ended = await Promise.all(wrong.map(async (words) => ({ words, error: await refused(2, words) })));
  for (const { words, error } of ended) expect.soft(error, words.join(' ')).toMatch(/^error: /);
  expect(ended.find(({ words }) => words.includes('colour=Was'))?.error).toMatch(/unitPrice.*dueDate/);
  expect(existsSync(data())).toBe(false);
}, 60_000);

test('help and version are no errors, wherever the program is called from', async () => {
  const help = await run(['--help'], { program: at('linked-kulcs'), cwd: at('elsewhere') });
  expect(help.code).toBe(0);
  for (const command of ['start', 'init', 'import', 'keys', 'user', 'account', 'doctor', 'audit'])
    expect(help.out).toContain(command);
  const version = await run(['--version']);
  expect(version).toMatchObject({ code: 0, errors: '' });
  expect(version.out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

describe('without a server', () => {
  test('where there is no store nothing is made, except by init', async () => {
    const error = await refused(1, ['keys', '--json']);
    expect(error).toContain(data());
    expect(error).toContain('kulcs init');
    expect(existsSync(path.join(data(), 'database'))).toBe(false);
  });

  test('init founds a company in an empty folder, once', async () => {
    const init = ['init', '--company', 'Trial Ltd', '--currency', 'GBP', '--admin-email', 'ada@trial.test'];
    const founded = await json(InitDocument, init);
    expect(founded).toMatchObject({ name: 'Trial Ltd', currency: 'GBP', dataFolder: data() });
    expect(founded.signInLink).toContain(`127.0.0.1:${String(port)}`);
    expect(await refused(1, [...init, '--json'])).toContain('Trial Ltd');
  }, 60_000);

  test('a company without lines has an empty ranking', async () => {
    const found = await json(KeysDocument, ['keys']);
    expect(found).toMatchObject({ period: { from: null, to: null }, currency: 'GBP', accounts: [] });
    expect(found.totals).toEqual({ net: '0.00', unattributed: '0.00', accounts: 0, positive: 0, zero: 0, negative: 0 });
  }, 60_000);

  test('a file is found from where the command is called, and the program through a link', async () => {
    const result = await json(ImportDocument, ['import', 'sales', '../lines.csv', '--source', 'shop'], {
      program: at('linked-kulcs'),
      cwd: at('elsewhere'),
    });
    expect(result).toMatchObject({
      read: 6, new: 6, unchanged: 0, changed: 0, rejected: 0, rejectedFile: null, accountsCreated: 4, productsCreated: 2, net: '106.00',
      unattributed: { lines: 1, net: '1.00' },
    }); // prettier-ignore
    expect(result.batch).not.toBeNull();
  }, 60_000);
});

describe('with a server of the same folder', () => {
  let server: ChildProcess;
  let said = '';

  async function startServer(...more: readonly string[]): Promise<void> {
    said = '';
    server = spawn(kulcs, ['start', '--no-demo', ...more], {
      cwd: folder,
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    await new Promise<void>((resolve, reject) => {
      const hear = (chunk: Buffer): void => {
        said += chunk.toString('utf8');
        if (said.includes('Kulcs is at')) resolve();
      };
      server.stdout?.on('data', hear);
      server.stderr?.on('data', hear);
      server.once('exit', (code) => reject(new Error(`The server ended with ${String(code)}:\n${said}`)));
    });
  }
  const serverPid = (): number =>
    ServerFile.parse(JSON.parse(readFileSync(path.join(data(), 'server.json'), 'utf8'))).pid;
  const ended = (): Promise<unknown> => new Promise((resolve) => server.once('exit', resolve));

  beforeAll(() => startServer(), 90_000);
  afterAll(async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const gone = ended();
    server.kill('SIGTERM');
    await gone;
  });

  test('the server answers when it is asked whether it is ready', async () => {
    const reply = await fetch(`http://127.0.0.1:${String(port)}/health/ready`);
    expect(reply.status).toBe(200);
  });

  test('people are added, accounts get their owners, and --as sees what that person sees', async () => {
    const add = (email: string, role: string, ...more: readonly string[]) =>
      run(['user', 'add', '--email', email, '--name', email, '--role', role, ...more]);
    expect(await add('dora@trial.test', 'director')).toMatchObject({ code: 0, errors: '' });
    const kam = await add('kim@trial.test', 'kam', '--reports-to', 'dora@trial.test');
    expect(kam.out).toMatch(/http:\/\/127\.0\.0\.1:\d+\/api\/auth\/magic-link\/verify\?token=/);
    expect(await refused(1, ['user', 'add', '--email', 'kim@trial.test', '--name', 'Kim', '--role', 'kam'])).toContain(
      'kim@trial.test',
    );
    const to = (owner: string) => ['--owner', owner];
    expect(await run(['account', 'assign', 'A1', 'A3', ...to('kim@trial.test')])).toMatchObject({
      code: 0,
      errors: '',
    });
    expect(await refused(1, ['account', 'assign', 'A1', 'NOBODY', ...to('kim@trial.test')])).toContain('NOBODY');
    await refused(1, ['account', 'assign', 'A1', ...to('nobody@trial.test')]);

    const whole = await json(KeysDocument, ['keys']);
    expect(whole.accounts.map((one) => [one.rank, one.code, one.net])).toEqual([[1, 'A1', '45.00'], [2, 'A2', '30.00'], [3, 'A3', '20.00'], [4, 'A4', '10.00']]); // prettier-ignore
    expect(whole.totals).toMatchObject({ net: '105.00', unattributed: '1.00' });
    const own = await json(KeysDocument, ['keys', '--as', 'kim@trial.test']);
    expect(own.accounts.map((one) => [one.code, one.share, one.keyCandidate])).toEqual([['A1', 45 / 65, null], ['A3', 20 / 65, null]].map(([code, part, key]) => [code, expect.closeTo(Number(part), 12) as number, key])); // prettier-ignore
    expect(own.totals).toMatchObject({ net: '65.00', unattributed: null });
    expect(await json(KeysDocument, ['keys', '--as', 'DORA@trial.test'])).toEqual(whole);
    await refused(1, ['keys', '--as', 'nobody@trial.test']);
    // One stands in for another, is changed, is let in no more; and the audit says so.
    const days = ['--from', '2090-01-01', '--to', '2090-01-08'];
    const order = ['substitute', '--for', 'kim@trial.test', '--by', 'dora@trial.test', ...days];
    expect((await run(order)).out).toContain('from 2090-01-01 until 2090-01-08');
    expect(await refused(1, order)).toContain('2090-01-08');
    expect((await run(['user', 'change', 'kim@trial.test', '--name', 'Kim'])).out).toContain('Kim (kim@trial.test)');
    expect(await run(['user', 'disable', 'kim@trial.test'])).toMatchObject({ code: 0, errors: '' });
    await refused(1, ['keys', '--as', 'kim@trial.test']);
    expect(await run(['user', 'enable', 'kim@trial.test'])).toMatchObject({ code: 0, errors: '' });
    const told = await json(z.array(z.object({ action: z.string() })), [
      'audit',
      'list',
      '--kind',
      'rights',
      '--limit',
      '4',
    ]);
    expect(told.map(({ action }) => action).join()).toBe(
      'person.enable,person.disable,person.change,substitution.order',
    );
    // An administrator does not read the business; a KAM does not bring lines in.
    await refused(1, ['keys', '--as', 'ada@trial.test', '--json']);
    await refused(1, ['import', 'sales', 'lines.csv', '--source', 'shop', '--as', 'kim@trial.test']);
  }, 60_000);

  test('the ranking of a period, of goods, of the first ones', async () => {
    const january = await json(KeysDocument, ['keys', '--from', '2024-01-01', '--to', '2024-02-01']);
    expect(january.period).toEqual({ from: '2024-01-01', to: '2024-02-01' });
    expect(january.accounts.map((one) => [one.code, one.net])).toEqual([['A1', '40.00'], ['A2', '30.00']]); // prettier-ignore
    const goods = await json(KeysDocument, ['keys', '--goods-only', '--limit', '1']);
    expect(goods.accounts.map((one) => [one.code, one.net])).toEqual([['A1', '40.00']]);
    expect(goods.totals).toMatchObject({ net: '100.00', accounts: 4 });
    expect(await run(['account', 'group', 'A2', 'A3', '--name', 'Union'])).toMatchObject({ code: 0 });
    const groups = await json(KeysDocument, ['keys', '--by', 'group']);
    expect(groups.accounts.map((one) => [one.code, one.net])).toEqual([['Union', '50.00'], ['A1', '45.00'], ['A4', '10.00']]); // prettier-ignore
    const printed = await run(['keys', '--limit', '2']);
    expect(printed).toMatchObject({ code: 0, errors: '' });
    expect(printed.out).toContain('2024-01-05 to 2024-03-06');
    expect(printed.out.match(/^ ?\d+ {2}A/gm)).toHaveLength(2);
    expect(await refused(1, ['keys', '--from', '2024-02-01', '--to', '2024-01-01'])).toContain('2024-02-01');
  }, 60_000);

  test('a file is tried, loaded, found unchanged, and refused in words when it cannot be read', async () => {
    const words = [
      'import',
      'sales',
      'odd.csv',
      '--source',
      'books',
      '--map',
      'document=Rechnung,date=Wann,account=Wer,product=Was,unitPrice=Preis',
    ];
    expect(await refused(1, ['import', 'sales', 'odd.csv', '--source', 'books', '--json'])).toMatch(
      /--map field=Column/,
    );
    expect(await refused(1, [...words, '--json'])).toMatch(/DD\/MM\/YYYY/); // 03/04 may be both
    const given = [...words, '--date-format', 'DD/MM/YYYY', '--decimal', ','];
    const tried = await json(ImportDocument, [...given, '--dry-run']);
    expect(tried).toMatchObject({ batch: null, read: 1, new: 1, net: '1234.50' });
    expect((await json(KeysDocument, ['keys'])).totals.net).toBe('105.00');
    expect(await json(ImportDocument, given)).toMatchObject({ new: 1, unchanged: 0, net: '1234.50' });
    // The source's ways are remembered: the second time no word is needed.
    expect(await json(ImportDocument, ['import', 'sales', 'odd.csv', '--source', 'books'])).toMatchObject({
      new: 0,
      unchanged: 1,
    });
    const [april] = (await json(KeysDocument, ['keys', '--from', '2024-04-03', '--to', '2024-04-04'])).accounts;
    expect(april).toMatchObject({ code: 'A1', net: '1234.50' });

    expect(await refused(1, ['import', 'sales', 'nowhere.csv', '--source', 'shop'])).toContain('nowhere.csv');
    expect(await refused(1, ['import', 'sales', 'elsewhere', '--source', 'shop'])).toContain('elsewhere');
    expect(
      await refused(1, ['import', 'sales', 'lines.csv', '--source', 'shop', '--map', 'account=Nobody', '--json']),
    ).toContain('Nobody');
    expect(
      await refused(1, ['import', 'sales', 'lines.csv', '--source', 'shop', '--date-format', 'yesterday', '--json']),
    ).toContain('yesterday');
  }, 60_000);

  test('too much rejected stops with what was found, and a yes loads the rest', async () => {
    const words = ['import', 'sales', 'bad.csv', '--source', 'other', '--json'];
    const stopped = await run(words);
    expect(stopped.code).toBe(1);
    expect(stopped.errors).toMatch(/2 of 6 rows/);
    const found = ImportDocument.parse(JSON.parse(stopped.out));
    expect(found).toMatchObject({ batch: null, read: 6, new: 4, rejected: 2 });
    const handedBack = readFileSync(found.rejectedFile ?? '', 'utf8')
      .replace(/^\ufeff/, '')
      .trimEnd()
      .split(/\r?\n/);
    expect(handedBack[0]).toBe('document,date,account,product,quantity,unitPrice,line,reason');
    expect(handedBack).toHaveLength(3);
    expect(await json(ImportDocument, [...words.slice(0, -1), '--accept-rejected'])).toMatchObject({
      new: 4,
      rejected: 2,
    });
  }, 60_000);

  test('doctor and audit say that all is well', async () => {
    const doctor = await json(z.strictObject({ ok: z.literal(true), findings: z.array(z.strictObject({ name: z.string(), ok: z.literal(true), value: z.string() })) }), ['doctor']); // prettier-ignore
    expect(doctor.findings.map((finding) => finding.name)).toEqual(
      expect.arrayContaining(['durability', 'audit chain', 'roll-ups']),
    );
    const verdict = await json(z.object({ ok: z.literal(true), entries: z.number() }), ['audit', 'verify']);
    expect(verdict.entries).toBeGreaterThan(8);
  });

  test('problems are told in the language of the terminal', async () => {
    const error = await refused(1, ['keys', '--as', 'nobody@trial.test'], { env: { LANG: 'hu_HU.UTF-8' } });
    expect(error).toMatch(/[áéíóöőúüű]/);
  });

  test('a server killed in its tracks is no obstacle for the next command, which opens the store itself', async () => {
    const before = await json(KeysDocument, ['keys']);
    const gone = ended();
    process.kill(serverPid(), 'SIGKILL');
    await gone;
    expect(existsSync(path.join(data(), 'server.json'))).toBe(true);
    // Somebody else has the port meanwhile: he is not asked, and does not get to see the key.
    const keys: (string | undefined)[] = [];
    const stranger = createHttpServer((request, response) => {
      keys.push(request.headers.authorization);
      response.end('{}');
    });
    await new Promise<void>((resolve) => stranger.listen(port, '127.0.0.1', resolve));
    expect(await json(KeysDocument, ['keys'])).toEqual(before);
    await new Promise((resolve) => stranger.close(resolve));
    expect(keys).toEqual([]);
  }, 60_000);

  test('a server that is told to stop ends well, and takes its address with it', async () => {
    // On another port than the settings say: a command finds it all the same.
    const other = await freePort();
    await startServer('--port', String(other));
    expect((await fetch(`http://127.0.0.1:${String(other)}/health/ready`)).status).toBe(200);
    expect((await json(KeysDocument, ['keys'])).totals.accounts).toBe(4);
    const gone = ended();
    server.kill('SIGTERM');
    expect(await gone).toBe(0);
    expect(existsSync(path.join(data(), 'server.json'))).toBe(false);
  }, 60_000);
});
