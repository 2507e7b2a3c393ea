/**
 * Two processes of the product on one PostgreSQL behind a pooler in transaction mode, under mixed work; one of them is killed in
 * the middle of an import. Needs `pgbouncer`, and in KULCS_TEST_DATABASE_URL a superuser of a server; without either it says that
 * it was left out. Exits with 1 when a promise was broken.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '#testing/demo-server.ts';
import { startReceiver, type WebhookReceiver } from '#testing/webhook-receiver.ts';
import { hasPooler, makeTrialDatabase, startPooler, type TrialDatabase } from './pooler.ts';
import { documentsOf, textOf } from './sales-files.ts';
import { promise, runKulcs, say, startKulcs, stopKulcs, tryKulcs } from './trial-server.ts';
import { ask, askEither, importAt, runFile, sendFile, untilImport, type Door } from './two-doors.ts';

const secret = 'a secret of a trial, of more than 32 bytes';
const admin = 'admin@kulcs.test';
// As many as one second does not load.
const documents = Array.from({ length: 12 }, (_, file) => documentsOf(file, 'first')).flat();
const lines = documents.reduce((sum, document) => sum + document.lines.length, 0);
const oneLine = 'document,date,account,quantity,unitPrice\n';

interface Pair {
  readonly one: Door;
  readonly other: Door;
  /** What the second of them is started with. */
  readonly environment: NodeJS.ProcessEnv;
  readonly origin: string;
  readonly database: TrialDatabase;
  readonly receiver: WebhookReceiver;
  /** Numbers of people that were answered as added. */
  readonly added: Set<number>;
}

async function tryOtherSecret({ environment }: Pair): Promise<void> {
  const foreign = { ...environment, KULCS_SECRET: 'another secret, of more than 32 bytes too' };
  const elsewhere = { ...foreign, KULCS_DATA: `${String(environment['KULCS_DATA'])}-elsewhere` };
  const [started, commanded] = await Promise.all([
    tryKulcs({ ...foreign, KULCS_PORT: String(await freePort()) }, 'start', '--no-demo'),
    tryKulcs(elsewhere, 'keys'),
  ]);
  for (const [what, ended] of [
    ['a process', started],
    ['a command', commanded],
  ] as const) {
    const isRefused = ended.code === 1 && ended.words.includes('kulcs secret change');
    promise(`${what} with another secret is refused with the cure`, isRefused, `exit ${String(ended.code)}`);
  }
}

async function trySessions({ one, other, origin }: Pair, signInLink: string): Promise<void> {
  const { pathname, search } = new URL(signInLink);
  const entered = await fetch(one.url + pathname + search, { redirect: 'manual' });
  const cookies = entered.headers.getSetCookie().map((text) => text.split(';', 1)[0]);
  const headers = { cookie: cookies.join('; '), origin, 'content-type': 'application/json' };
  const there = await fetch(`${other.url}/api/me`, { headers });
  await fetch(`${other.url}/api/auth/sign-out`, { method: 'POST', headers, body: '{}' });
  const after = await fetch(`${one.url}/api/people`, { headers });
  promise(
    'who signs in at one is signed in at the other, and signed out at both',
    there.status === 200 && after.status === 401,
    `${String(there.status)}, then ${String(after.status)}`,
  );
  const guesses: number[] = [];
  for (let tries = 0; tries < 12; tries += 1) {
    const body = JSON.stringify({ email: 'nobody@kulcs.test', password: 'a wrong password' });
    const door = tries % 2 === 0 ? one : other;
    const reply = await fetch(`${door.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body,
    });
    guesses.push(reply.status);
  }
  const let10 = guesses.filter((status) => status !== 429).length;
  promise('both count tries of passwords together', let10 === 10, `${String(let10)} of 12 were tried`);
}

/** Adds people by both, or by whichever answers, until it is told to stop. */
function addPeople(pair: Pair, signal: AbortSignal): Promise<unknown> {
  const client = async (place: number): Promise<void> => {
    for (let n = 0; !signal.aborted; n += 1) {
      const name = `p${String(place)}-${String(pair.added.size)}-${String(n)}`;
      const person = { email: `${name}@kulcs.test`, name, role: 'kam', invite: false };
      const doors = (place + n) % 2 === 0 ? [pair.one, pair.other] : [pair.other, pair.one];
      const { status, value } = await askEither<{ id: number }>(doors, '/api/people', person);
      if (status === 201) pair.added.add(value.id);
      else promise('every person is added once', false, `${name}: ${String(status)}`);
    }
  };
  return Promise.all([0, 1, 2, 3].map(client));
}

/** Two change the same account, each through a process of its own and from the version that it has seen. */
async function changeTogether({ one, other }: Pair, changes: number): Promise<void> {
  let done = 0;
  const client = async (door: Door, word: string): Promise<void> => {
    let seen = 1;
    for (let n = 0; n < changes;) {
      const body = { town: `${word} ${String(n)}` };
      const answer = await ask<{ version?: number; facts?: { current?: number } }>(
        door,
        'PATCH',
        '/api/account-codes/A1',
        body,
        { 'if-match': `"${String(seen)}"` },
      );
      if (answer.status === 200) [done, n] = [done + 1, n + 1];
      seen = answer.value.version ?? answer.value.facts?.current ?? seen + 1;
    }
  };
  await Promise.all([client(one, 'Pécs'), client(other, 'Eger')]);
  const { value } = await ask<{ accounts: { version: number }[] }>(other, 'GET', '/api/accounts?search=A1');
  const version = value.accounts[0]?.version;
  promise(
    'of two that change one account from one version, one is refused',
    version === done + 1,
    `${String(done)} changes, version ${String(version)}`,
  );
}

const timesTold = ({ receiver }: Pair): ReadonlyMap<number, readonly string[]> =>
  // The shape of the messages is the product's own, and tested there.
  new Map(
    [...Map.groupBy(receiver.messages, ({ data }) => (data as { person: { id: number } }).person.id)].map(
      ([id, told]) => [id, told.map((message) => message.id)],
    ),
  );

async function untilTold(pair: Pair, seconds: number): Promise<ReadonlyMap<number, readonly string[]>> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const told = timesTold(pair);
    if ([...pair.added].every((id) => told.has(id)) || performance.now() > end) return told;
    await wait(50);
  }
}

async function tryWork(pair: Pair): Promise<void> {
  const { one, other } = pair;
  const over = new AbortController();
  const adding = addPeople(pair, over.signal);
  const ranking = async (door: Door): Promise<string> =>
    JSON.stringify((await ask(door, 'GET', '/api/portfolio/key-accounts?all=true')).value);
  const before = await ranking(other);
  await changeTogether(pair, 25);
  const id = await sendFile(one, 'second', `${oneLine}S2,2026-01-06,A2,3,10\n`);
  await runFile(one, id);
  await untilImport(other, id, ({ state }) => state === 'loaded');
  const [here, there] = [await ranking(one), await ranking(other)];
  promise('what one has loaded stands in the ranking of the other', here === there && there !== before, 'equal');
  over.abort();
  await adding;
  const told = await untilTold(pair, 20);
  const often = [...told.values()].filter((ids) => ids.length !== 1).length;
  promise(
    'a webhook is told of each event once, by one of them',
    told.size === pair.added.size && often === 0,
    `${String(pair.added.size)} events, ${String(pair.receiver.messages.length)} messages`,
  );
}

async function tryKill(pair: Pair, victim: ChildProcess): Promise<void> {
  const { one, other, database } = pair;
  say('one is killed while it loads a file and both are worked with');
  const over = new AbortController();
  const adding = addPeople(pair, over.signal);
  const id = await sendFile(one, 'large', textOf(documents));
  await runFile(one, id);
  const seen = await untilImport(other, id, ({ state, progress }) => state !== 'running' || (progress?.rows ?? 0) > 0);
  const addedBefore = pair.added.size;
  victim.kill('SIGKILL');
  const killed = performance.now();
  promise(
    'the other sees how far the import is',
    seen.state === 'running' && (seen.progress?.rows ?? 0) > 0,
    `${String(seen.progress?.rows)} rows of ${String(lines)}`,
  );
  const given = await untilImport(other, id, ({ state }) => state !== 'running');
  promise(
    'the import of the killed one ends as interrupted',
    given.state === 'failed' && given.problem?.code === 'import-interrupted',
    `${given.state} after ${((performance.now() - killed) / 1000).toFixed(1)} s`,
  );
  const [left] = await database.query<{ staged: number; written: number }>(
    `select (select count(*)::int from pg_class where relpersistence = 't' and relkind = 'r') as staged,
       (select count(*)::int from sales.document where number like 'F%') as written`,
  );
  promise('nothing of it is left', left?.staged === 0 && left.written === 0, JSON.stringify(left));
  await runFile(other, id);
  const again = await untilImport(other, id, ({ state }) => state !== 'running');
  promise(
    'it runs at the other, and is loaded whole',
    again.state === 'loaded' && again.result?.new === lines,
    `${String(again.result?.new)} of ${String(lines)} lines`,
  );
  over.abort();
  await adding;
  promise(
    'clients went on at the other',
    pair.added.size > addedBefore,
    `${String(pair.added.size - addedBefore)} people after the kill`,
  );
  const { value } = await ask<{ people: { id: number }[] }>(other, 'GET', '/api/people');
  const there = new Set(value.people.map((person) => person.id));
  const lost = [...pair.added].filter((person) => !there.has(person)).length;
  // Beside the administrator nobody was added but by these clients.
  const twice = there.size - 1 - pair.added.size;
  promise('nothing that was answered is lost', lost === 0, `${String(lost)} of ${String(pair.added.size)}`);
  promise('nothing was done twice by who asked again', twice === 0, `${String(twice)} people too many`);
}

async function tryAfterwards(pair: Pair): Promise<void> {
  const { other, database } = pair;
  // What the killed one held is due again after five minutes, which are over now.
  await database.query(`update platform.webhook_delivery set next_at = now() where state = 'waiting'`);
  const told = await untilTold(pair, 20);
  const lost = [...pair.added].filter((id) => !told.has(id)).length;
  promise('a webhook was told of everything in the end', lost === 0, `${String(lost)} events are missing`);
  const isOneName = [...told.values()].every((ids) => new Set(ids).size === 1);
  promise('what it was told twice came under one name', isOneName, `${String(pair.receiver.messages.length)} messages`);
  const { value } = await ask<{ findings: { name: string; ok: boolean; value: string }[] }>(
    other,
    'GET',
    '/api/doctor',
  );
  for (const name of ['audit chain', 'roll-ups']) {
    const found = value.findings.find((finding) => finding.name === name);
    promise(`the ${name} is whole`, found?.ok === true, found?.value ?? 'not told');
  }
}

async function tryTogether(administration: string): Promise<void> {
  say('two processes behind a pooler in transaction mode');
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'kulcs-two-'));
  const database = await makeTrialDatabase(administration);
  const pooler = await startPooler(database.url);
  const receiver = await startReceiver();
  const [first, second] = [await freePort(), await freePort()];
  const origin = `http://127.0.0.1:${String(first)}`;
  const own = {
    KULCS_DATA: dataFolder,
    KULCS_DATABASE_URL: pooler.url,
    KULCS_SECRET: secret,
    KULCS_PUBLIC_URL: origin,
  };
  const at = (port: number): NodeJS.ProcessEnv => ({ ...process.env, ...own, KULCS_PORT: String(port) });
  const doorOf = (port: number): Door => ({ url: `http://127.0.0.1:${String(port)}`, dataFolder });
  const [one, other] = [doorOf(first), doorOf(second)];
  const pair: Pair = { one, other, environment: at(second), origin, database, receiver, added: new Set() };
  const running: ChildProcess[] = [];
  const start = async (port: number): Promise<ChildProcess> => {
    const server = await startKulcs(at(port), doorOf(port).url);
    running.push(server);
    return server;
  };
  try {
    const [victim] = await Promise.all([start(first), start(second)]);
    const company = { name: 'Trial', currency: 'EUR', adminEmail: admin };
    const founded = await ask<{ signInLink: string }>(one, 'POST', '/api/company', company);
    promise('both start at once on an empty database', founded.status === 201, String(founded.status));
    await tryOtherSecret(pair);
    await trySessions(pair, founded.value.signInLink);
    const webhook = ['webhook', 'add', receiver.url, '--name', 'Trial', '--event', 'person.add', '--as', admin];
    await runKulcs(pair.environment, ...webhook);
    const small = await sendFile(one, 'small', `${oneLine}S1,2026-01-05,A1,1,10\n`);
    await runFile(one, small);
    await untilImport(one, small, ({ state }) => state === 'loaded');
    await tryWork(pair);
    await tryKill(pair, victim);
    await tryAfterwards(pair);
    await start(first);
    promise('the killed one starts again', (await importAt(one, small)).state === 'loaded', 'ready');
    const codes = await Promise.all(running.filter((server) => server !== victim).map(stopKulcs));
    promise(
      'both end in order',
      codes.every((code) => code === 0),
      codes.join(', '),
    );
  } finally {
    for (const server of running) server.kill('SIGKILL');
    await receiver.close();
    await pooler.stop();
    await database.drop();
    for (const folder of [dataFolder, `${dataFolder}-elsewhere`]) rmSync(folder, { recursive: true, force: true });
  }
}

const administration = process.env['KULCS_TEST_DATABASE_URL'];
if (administration === undefined) say('two processes: left out, KULCS_TEST_DATABASE_URL names no server');
else if (!hasPooler()) say('two processes: left out, there is no pgbouncer');
else await tryTogether(administration);
