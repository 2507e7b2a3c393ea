import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asActor } from '#platform/access/transaction.ts';
import { releaseHold } from '#platform/backup/hold.ts';
import { restoreBackup, type Restored } from '#platform/backup/restore.ts';
import { writeBackup, type BackupMade } from '#platform/backup/write-backup.ts';
import { isSealedOtherwise, sealStore } from '#platform/configuration/secret-mark.ts';
import { differencesFromRecount } from '#slices/sales/public.ts';
import { clientOf, cookieHeader, type Client } from '#testing/actor.ts';
import { createEmptyDatabase, type TestDatabase } from '#testing/database.ts';
import { startMailServer } from '#testing/mail-server.ts';
import { expectStatus, newAddress, people, testHouse } from '#testing/house.ts';
import { codeOf } from '#testing/matrix/calls.ts';
import { fillWorld, type World } from '#testing/matrix/world.ts';
import { startReceiver, type WebhookReceiver } from '#testing/webhook-receiver.ts';
import { buildHouse, hostActor, type House } from './wiring.ts';

const house = testHouse();
const key = { text: 'a key for backups of tests, 32 bytes or more', from: 'environment' };
const password = 'négy szó elég hosszú';

let world: World;
let receiver: WebhookReceiver;
let target: TestDatabase;
let folder = '';
let elsewhere: House;
let made: BackupMade;
let restored: Restored;
let mail: Awaited<ReturnType<typeof startMailServer>>;
let formerCookie = '';
/** What the key account manager saw on the day of the backup. */
let seen: Record<string, unknown> = {};

const lines = Array.from({ length: 200 }, (_, at) => `B${String(at)},2026-01-05,A${String(at % 9)},1,10\n`);

/** The dossier of an account, door by door, and the ranking. */
async function look(client: Client): Promise<Record<string, unknown>> {
  const account = `/api/accounts/${String(world.accountId('mine'))}`;
  const doors = [account, `${account}/facts`, `${account}/timeline`, `${account}/attachments`];
  const found: Record<string, unknown> = {};
  for (const door of [...doors, '/api/portfolio/key-accounts?all=true']) {
    found[door] = expectStatus(await client.get(door), 200).json;
  }
  return found;
}

beforeAll(async () => {
  world = await fillWorld(house);
  receiver = await startReceiver();
  const kam = house.as(people.kam.email);
  const browser = await house.asSignedIn(people.kam.email);
  expectStatus(await browser.put('/api/me/password', { password }), 204);
  formerCookie = browser.cookie;
  await sealStore(house.pool, house.plan.configuration);
  expectStatus(await kam.post('/api/webhooks', { name: 'Raktár', url: receiver.url }), 201);
  expectStatus(await kam.patch(`/api/account-codes/${codeOf('mine')}`, { town: 'Vác' }), 200);
  seen = await look(kam);
  folder = await mkdtemp(path.join(tmpdir(), 'kulcs-drill-'));
  const file = path.join(folder, 'drill.kulcs');
  const order = { pool: house.pool, dataFolder: house.dataFolder, file, key, kulcs: '0.1.0', now: house.clock.now() };
  // Lines that belong to nobody whom the key account manager sees come in meanwhile.
  const loading = house.loadLines(['document,date,account,quantity,unitPrice\n', ...lines].join(''), 'meanwhile');
  made = await writeBackup(order);
  await loading;
  target = await createEmptyDatabase();
  const dataFolder = path.join(folder, 'data');
  restored = await restoreBackup({ pool: target.pool, dataFolder, target: 'a test', file, key });
  mail = await startMailServer();
  const mailServer = { url: mail.url, from: 'kulcs@kulcs.test' };
  elsewhere = await buildHouse({
    configuration: { ...house.plan.configuration, dataFolder, mailServer },
    store: { pool: target.pool, connection: target.connection, kind: 'server' },
    ...(house.plan.clock ? { clock: house.plan.clock } : {}),
    logLevel: 'silent',
    checksReplies: true,
  });
});
afterAll(async () => {
  await elsewhere.close();
  await mail.close();
  await receiver.close();
  await target.drop();
  await rm(folder, { recursive: true });
});

const there = (headers: Record<string, string>): Client =>
  clientOf(elsewhere.app, { host: elsewhere.host, origin: house.publicUrl, ...headers });
const signIn = () =>
  there({}).send({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    body: { email: people.kam.email, password },
    from: newAddress(),
  });

const letter = { to: people.kam.email, subject: 'Trial', text: 'A trial.' };

// One after the other: the drill of BAK-1, as a keeper takes it.
test('what is restored elsewhere is what was backed up: rows, sums and the end of the audit', async () => {
  expect(restored).toMatchObject({ rows: made.rows, audit: made.audit, files: made.files });
  expect(await asActor(elsewhere.database, hostActor, differencesFromRecount)).toBe(0);
  const { rows } = await target.pool.query<{ root: string }>(`select encode(root, 'hex') as root from audit.verify()`);
  expect(rows).toEqual([{ root: made.audit.root }]);
});

test('until its release nobody gets in there, and nothing goes out', async () => {
  expectStatus(await signIn(), 503);
  expectStatus(await there({ cookie: formerCookie }).get('/api/me'), 503);
  await elsewhere.courier.run();
  expect(receiver.messages).toEqual([]);
  expect([await elsewhere.post.canSend(), await elsewhere.post.send(letter)]).toEqual([false, 'no-server']);
});

test('it asks for the secret of the store that it was', async () => {
  expect(await isSealedOtherwise(target.pool, house.plan.configuration.secret)).toBe(false);
  expect(await isSealedOtherwise(target.pool, 'another secret of more than 32 bytes')).toBe(true);
});

test('after its release people sign in anew, and find their accounts as they were', async () => {
  expect(await asActor(elsewhere.database, hostActor, releaseHold)).toBe(true);
  expectStatus(await there({ cookie: formerCookie }).get('/api/me'), 401);
  const entered = expectStatus(await signIn(), 200);
  expect(await look(there({ cookie: cookieHeader(entered.cookies) }))).toEqual(seen);
  await elsewhere.courier.run();
  expect(receiver.messages.map(({ type }) => type)).toContain('account.change');
  expect([await elsewhere.post.canSend(), await elsewhere.post.send(letter)]).toEqual([true, 'sent']);
  expect(await mail.arrived(1)).toMatchObject([{ to: [people.kam.email] }]);
});
