import { beforeAll, describe, expect, it } from 'vitest';
import type { Client, Reply } from '#testing/actor.ts';
import { expectStatus, people, testHouse, usualDay, type PersonName } from '#testing/house.ts';
import { Attachment, AttachmentsReply, ColleaguesReply, Note, TimelineReply, type TimelineEvent } from './contract.ts';

const house = testHouse();
let account = '';

beforeAll(async () => {
  await house.loadLines(
    'document,date,account,quantity,unitPrice\nD1,2025-11-05,A1,1,100\nD2,2026-01-05,A1,1,70\nD3,2026-01-20,A1,2,15\n',
  );
  expectStatus(await house.host.put('/api/account-codes/A1/owner', { owner: people.kam.email }), 200);
  const { rows } = await house.superuser.query<{ id: number }>(
    `select account_id as id from accounts.account where code = 'A1'`,
  );
  account = `/api/accounts/${String(rows[0]?.id)}`;
});

const as = (who: PersonName): Client => house.as(people[who].email);
const page = async (who: PersonName, query = ''): Promise<TimelineReply> =>
  TimelineReply.parse(expectStatus(await as(who).get(`${account}/timeline${query}`), 200).json);
const write = async (who: PersonName, text: string, mentions: readonly number[] = []): Promise<Note> =>
  Note.parse(expectStatus(await as(who).post(`${account}/notes`, { text, mentions }), 201).json);
const upload = (who: PersonName, name: string, body: string): Promise<Reply> =>
  as(who).send({
    method: 'POST',
    url: `${account}/attachments?name=${encodeURIComponent(name)}`,
    body,
    headers: { 'content-type': 'application/octet-stream' },
  });
const shown = ({ what, facts, text }: TimelineEvent): string =>
  [what, facts['month'], facts['net'], text].filter((part) => part !== undefined && part !== null).join(' ');

describe('the stream of an account', () => {
  it('tells its sales month by month, and the first of them', async () => {
    const { events, kinds } = await page('kam', '?kind=sales');
    expect(events.map(shown)).toEqual(['sales-of-month 2026-01-01 100', 'first-sales 2025-11-01 100']);
    expect(events[0]?.at).toBe('2026-01-20T12:00:00.000Z');
    expect(kinds).toEqual(['account', 'fact', 'file', 'note', 'owner', 'sales', 'decision']);
  });

  it('tells notes and facts, each with what it said at the time, and no confidential one', async () => {
    const fact = { topic: 'needs', value: 'régi', class: 'internal', source: 'x', knownOn: '2026-02-01' };
    const { json } = expectStatus(await as('kam').post(`${account}/facts`, fact), 201);
    house.clock.advance(60_000);
    const address = `/api/facts/${String((json as { id: number }).id)}`; // the door's own contract
    expectStatus(await as('kam').patch(address, { value: 'új' }), 200);
    house.clock.advance(60_000);
    await as('kam').post(`${account}/facts`, { ...fact, value: 'titok', class: 'confidential' });
    await write('kam', 'Hívtak');
    const { events } = await page('director');
    expect(events.filter(({ kind }) => kind === 'fact' || kind === 'note').map(shown)).toEqual([
      'note Hívtak',
      'fact-changed új',
      'fact-told régi',
    ]);
  });

  it('tells who looks after it since when, and what was decided with which reason', async () => {
    const { events } = await page('kam', '?kind=owner');
    expect(events).toMatchObject([
      {
        what: 'owner-by-order',
        at: `${usualDay}T12:00:00.000Z`,
        facts: { name: people.kam.name, order: '1/2026' },
        text: null,
      },
    ]);
    const nominate = { act: 'nominate', reason: 'Nő, és jó híre van.' };
    expectStatus(await as('kam').put('/api/account-codes/A1/decision', nominate), 200);
    const decided = await page('manager', '?kind=decision');
    expect(decided.events).toMatchObject([
      {
        what: 'decision-nominate',
        at: `${usualDay}T12:00:00.000Z`,
        text: 'Nő, és jó híre van.',
        by: { name: people.kam.name },
      },
    ]);
    // Nobody's business but of those who see the account: it is not there for others.
    expectStatus(await as('otherKam').get(`${account}/timeline?kind=decision`), 404);
  });

  it('gives the same in pages of one as in one page, also where things happened at the same instant', async () => {
    for (const text of ['a', 'b', 'c', 'd']) await write('kam', text);
    await upload('kam', 'terv.pdf', 'x');
    const whole = await page('kam', '?limit=200');
    expect(whole.nextCursor).toBeNull();
    const found: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const next: TimelineReply = await page('kam', `?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
      found.push(...next.events.map(({ id }) => id));
      cursor = next.nextCursor;
    }
    expect(found).toEqual(whole.events.map(({ id }) => id));
    expect(found.length).toBeGreaterThan(9);
  });

  it.each([
    ['a kind that there is not', '?kind=zq'],
    ['a place that is none', '?cursor=zq'],
    ['a place without an instant', `?cursor=${Buffer.from('["soon","note","1"]').toString('base64url')}`],
  ])('refuses %s', async (_what, query) => {
    expectStatus(await as('kam').get(`${account}/timeline${query}`), 400);
  });
});

describe('a note', () => {
  it('names colleagues who see the account, and nobody else', async () => {
    const { colleagues } = ColleaguesReply.parse((await as('kam').get(`${account}/colleagues`)).json);
    const names = colleagues.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([people.kam.name, people.manager.name, people.director.name]));
    for (const other of ['otherKam', 'otherManager', 'colleague', 'admin'] as const)
      expect(names).not.toContain(people[other].name);
    const note = await write('kam', '@Keleti Máté nézd meg', [house.personId(people.manager.email)]);
    expect(note.mentions).toEqual([{ id: house.personId(people.manager.email), name: people.manager.name }]);
    const unseen = await as('kam').post(`${account}/notes`, {
      text: 'x',
      mentions: [house.personId(people.otherKam.email)],
    });
    expect([unseen.status, unseen.json]).toMatchObject([422, { code: 'mention-unseen' }]);
  });

  it('is changed, removed and put back by who wrote it only, and each is on record', async () => {
    const note = await write('kam', 'Első');
    const address = `/api/notes/${String(note.id)}`;
    for (const who of ['manager', 'director'] as const) {
      const refused = await as(who).put(address, { text: 'Más' });
      expect([refused.status, refused.json]).toMatchObject([403, { code: 'not-your-note' }]);
      expectStatus(await as(who).remove(address), 403);
    }
    expectStatus(await as('kam').put(address, { text: 'Második' }), 200);
    expectStatus(await as('kam').remove(address), 204);
    expect((await page('kam', '?kind=note&limit=200')).events.map(({ text }) => text)).not.toContain('Második');
    expectStatus(await as('kam').post(`${address}/restore`, {}), 200);
    expect((await page('kam', '?kind=note&limit=200')).events.map(({ text }) => text)).toContain('Második');
    const { rows } = await house.superuser.query<{ action: string }>(
      `select action from audit.entry where detail->>'note' = $1 order by seq`,
      [String(note.id)],
    );
    expect(rows.map(({ action }) => action)).toEqual(['note.add', 'note.change', 'note.remove', 'note.restore']);
  });
});

describe('a file', () => {
  it('comes back as it was put in, as a file, with its own type and in a sandbox', async () => {
    const { id, name } = Attachment.parse(
      expectStatus(await upload('kam', 'árajánlat.html', '<script>1</script>'), 201).json,
    );
    expect(name).toBe('árajánlat.html');
    const reply = expectStatus(await as('manager').get(`/api/attachments/${String(id)}/content`), 200);
    expect(reply.text).toBe('<script>1</script>');
    expect(reply.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="_raj_nlat.html"; filename*=UTF-8''%C3%A1raj%C3%A1nlat.html`,
      'x-content-type-options': 'nosniff',
    });
    expect(reply.headers['content-security-policy']).toContain('sandbox');
  });

  it('is refused when it is empty or larger than is allowed, and nothing of it is kept', async () => {
    const { largest, attachments } = AttachmentsReply.parse((await as('kam').get(`${account}/attachments`)).json);
    expectStatus(await upload('kam', 'ures.txt', ''), 400);
    expectStatus(await upload('kam', 'nagy.txt', 'x'.repeat(largest + 1)), 413);
    const after = AttachmentsReply.parse((await as('kam').get(`${account}/attachments`)).json);
    expect(after.attachments).toEqual(attachments);
    expectStatus(await upload('kam', 'epp.txt', 'x'.repeat(largest)), 201);
  });

  it('is removed and put back', async () => {
    const file = Attachment.parse(expectStatus(await upload('kam', 'a.txt', 'a'), 201).json);
    const address = `/api/attachments/${String(file.id)}`;
    expectStatus(await as('manager').remove(address), 204);
    expectStatus(await as('kam').get(`${address}/content`), 404);
    expectStatus(await as('kam').post(`${address}/restore`, {}), 200);
    expectStatus(await as('kam').get(`${address}/content`), 200);
  });
});
