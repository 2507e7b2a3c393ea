import { afterAll, beforeAll, expect, it } from 'vitest';
import { AccountsReply } from '#slices/accounts/contract.ts';
import { MentionsReply, Note } from '#slices/dossier/contract.ts';
import { Me } from '#slices/team/contract.ts';
import { expectStatus, openTestHouse, people, type PersonName } from '#testing/house.ts';
import { startMailServer } from '#testing/mail-server.ts';

let server: Awaited<ReturnType<typeof startMailServer>>;
let house: Awaited<ReturnType<typeof openTestHouse>>;
let accountId = 0;

const as = (who: PersonName) => house.as(people[who].email);
const idOf = (who: PersonName): number => house.personId(people[who].email);
const mentions = async (who: PersonName, query = ''): Promise<MentionsReply> =>
  MentionsReply.parse(expectStatus(await as(who).get(`/api/me/mentions${query}`), 200).json);
const unread = async (who: PersonName): Promise<number> =>
  Me.parse(expectStatus(await as(who).get('/api/me'), 200).json).unreadMentions;
const read = (who: PersonName, notes: readonly number[] | null, isRead = true) =>
  as(who).post('/api/me/mentions/read', { notes, isRead });
const tell = async (text: string, ...mentioned: readonly PersonName[]): Promise<Note> => {
  const reply = await as('kam').post(`/api/accounts/${String(accountId)}/notes`, {
    text,
    mentions: mentioned.map(idOf),
  });
  return Note.parse(expectStatus(reply, 201).json);
};

beforeAll(async () => {
  server = await startMailServer();
  house = await openTestHouse({ mailServer: { url: server.url, from: 'Kulcs <kulcs@kulcs.test>' } });
  await house.loadLines('document,date,account,quantity,unitPrice,accountName\nA1,2026-01-05,V1,1,5,Kék Kft.\n');
  expectStatus(await house.host.put('/api/account-codes/V1/owner', { owner: people.kam.email }), 200);
  accountId = AccountsReply.parse((await house.host.get('/api/accounts')).json).accounts[0]?.id ?? 0;
});
afterAll(async () => {
  await house.close();
  await server.close();
});

it('who is mentioned finds it in her list and gets a letter, which does not say what the note says', async () => {
  const before = server.letters.length;
  const note = await tell('Titkos szó @Keleti Máté', 'manager', 'kam');
  expect(await mentions('manager')).toMatchObject({
    unread: 1,
    mentions: [{ note: note.id, account: { id: accountId, name: 'Kék Kft.' }, text: note.text, author: { name: people.kam.name }, isRead: false }],
  });
  expect([await unread('manager'), await unread('otherManager'), await unread('admin')]).toEqual([1, 0, 0]);
  // She herself is not told of what she wrote.
  const letters = (await server.arrived(before + 1)).slice(before);
  expect(letters.flatMap(({ to }) => to)).toEqual([people.manager.email]);
  expect(letters[0]?.subject).toContain(people.kam.name);
  expect(letters[0]?.text).toContain(`/accounts/${String(accountId)}/timeline`);
  expect(letters[0]?.text).not.toContain('Titkos');
}); // prettier-ignore

it('is read, and unread again, by herself only', async () => {
  const note = await tell('Még egy', 'manager', 'director');
  expectStatus(await read('manager', [note.id]), 204);
  expect((await mentions('manager', '?unread=true')).mentions.map((one) => one.note)).not.toContain(note.id);
  expect((await mentions('director')).mentions.find((one) => one.note === note.id)?.isRead).toBe(false);
  expectStatus(await read('manager', [note.id], false), 204);
  const open = await unread('manager');
  expect((await mentions('manager', '?unread=true')).mentions[0]?.note).toBe(note.id);
  expectStatus(await read('manager', null), 204);
  expect([open > 0, await unread('manager'), (await mentions('manager')).unread]).toEqual([true, 0, 0]);
});

it('stays read when the note is written anew, and who comes in then is told', async () => {
  const note = await tell('Első', 'manager');
  await read('manager', [note.id]);
  const before = await unread('director');
  const changed = await as('kam').send({
    method: 'PUT',
    url: `/api/notes/${String(note.id)}`,
    body: { text: 'Második', mentions: [idOf('manager'), idOf('director')] },
    headers: { 'if-match': `"${String(note.version)}"` },
  });
  expectStatus(changed, 200);
  expect((await mentions('manager')).mentions[0]).toMatchObject({ note: note.id, text: 'Második', isRead: true });
  expect(await unread('director')).toBe(before + 1);
});

it('is seen only as long as she sees the account, and only while the note stands', async () => {
  const note = await tell('Csapatnak', 'manager');
  expect((await mentions('manager')).mentions[0]?.note).toBe(note.id);
  expectStatus(await house.host.put('/api/account-codes/V1/owner', { owner: people.otherKam.email }), 200);
  expect(await mentions('manager')).toMatchObject({ mentions: [], unread: 0 });
  expect(await unread('manager')).toBe(0);
  expectStatus(await house.host.put('/api/account-codes/V1/owner', { owner: people.kam.email }), 200);
  expect((await mentions('manager')).mentions[0]?.note).toBe(note.id);
  const removed = await as('kam').send({
    method: 'DELETE',
    url: `/api/notes/${String(note.id)}`,
    headers: { 'if-match': `"${String(note.version)}"` },
  });
  expectStatus(removed, 204);
  expect((await mentions('manager')).mentions.map((one) => one.note)).not.toContain(note.id);
  expectStatus(await as('admin').get('/api/me/mentions'), 403);
});

it('comes in pages', async () => {
  const first = await mentions('manager', '?limit=1');
  const second = await mentions('manager', `?limit=1&cursor=${encodeURIComponent(first.nextCursor ?? '')}`);
  expect(first.mentions[0]?.note).toBeGreaterThan(second.mentions[0]?.note ?? Infinity);
});
