import { describe, expect, test } from 'vitest';
import { expectStatus } from '#testing/house.ts';
import { lines, salesWorld } from '#testing/sales-world.ts';
import { Attribution, UnattributedReply } from './attribution-contract.ts';

const world = salesWorld();

// U1 and U3 name no account at all, U2 in one of its two lines.
const till = lines(
  'U1,2024-01-05,,P1,2,10.00',
  'U2,2024-02-05,,P1,1,5.00',
  'U2,2024-02-05,A1,P1,1,1.00',
  'U3,2024-03-05,,P2,1,7.00',
);

const order = (more: object = {}) =>
  world.house.host.post('/api/sales/attributions', { account: 'A1', reason: 'Yard', source: 'shop', ...more });
const given = async (more: object = {}): Promise<Attribution> =>
  Attribution.parse(expectStatus(await order(more), 201).json);
const takenBack = (id: number) => world.house.host.post(`/api/sales/attributions/${String(id)}/undo`);
const open = async (query = ''): Promise<UnattributedReply> =>
  UnattributedReply.parse(expectStatus(await world.house.host.get(`/api/sales/unattributed${query}`), 200).json);

/** Net of A1 and of what names no account; the roll-ups must equal a recount. */
async function nets(): Promise<{ a1: string | undefined; open: string | null }> {
  expect(await world.differences()).toBe(0);
  const { accounts, totals } = await world.keys();
  return { a1: accounts.find(({ code }) => code === 'A1')?.net, open: totals.unattributed };
}

describe('documents without an account', () => {
  test('are told, the newest first, with what they come to', async () => {
    await world.load(till);
    const all = await open();
    expect(all.documents.map(({ number, net, lines: count }) => [number, net, count])).toEqual([
      ['U3', '7.00', 1],
      ['U2', '5.00', 1],
      ['U1', '20.00', 1],
    ]);
    expect(all).toMatchObject({ total: { documents: 3, lines: 3, net: '32.00' }, sources: ['shop'], nextCursor: null });
    const first = await open('?limit=2');
    expect(first.documents).toHaveLength(2);
    const rest = await open(`?limit=2&cursor=${first.nextCursor ?? ''}`);
    expect(rest.documents.map(({ number }) => number)).toEqual(['U1']);
    expect((await open('?number=U2')).total).toEqual({ documents: 1, lines: 1, net: '5.00' });
    expect((await open('?source=nowhere')).documents).toEqual([]);
  });

  test('are given to an account with their lines, and taken back', async () => {
    await world.load(till);
    expect(await nets()).toEqual({ a1: '1.00', open: '32.00' });
    const some = await given({ documents: ['U1', 'U2'] });
    expect(some).toMatchObject({ account: { code: 'A1' }, documents: 2, lines: 2, net: '25.00', undone: null });
    expect(await nets()).toEqual({ a1: '26.00', open: '7.00' });
    const rest = await given();
    expect(rest).toMatchObject({ documents: 1, net: '7.00' });
    expect(await nets()).toEqual({ a1: '33.00', open: '0.00' });
    expect((await order()).json).toMatchObject({ status: 409, code: 'nothing-unattributed' });
    expectStatus(await takenBack(some.id), 200);
    expect(await nets()).toEqual({ a1: '8.00', open: '25.00' });
    expect((await takenBack(some.id)).json).toMatchObject({ status: 409, code: 'attribution-undone' });
    expectStatus(await takenBack(rest.id), 200);
    expect(await nets()).toEqual({ a1: '1.00', open: '32.00' });
  });

  test('of one import only', async () => {
    const { batch } = await world.load(till);
    await world.load(lines('U4,2024-03-06,,P1,1,3.00'));
    expect(await given({ import: batch })).toMatchObject({ documents: 3, net: '32.00' });
    expect(await nets()).toEqual({ a1: '33.00', open: '3.00' });
  });

  test('are not given to an account, or of a source, that is not there', async () => {
    await world.load(till);
    const before = await world.contents();
    expect((await order({ account: 'NOBODY' })).status).toBe(404);
    expect((await order({ source: 'nowhere' })).status).toBe(404);
    expect((await order({ reason: ' ' })).status).toBe(400);
    expect(await world.contents()).toEqual(before);
  });
});

describe('what was given', () => {
  test('stays given when the same file comes again', async () => {
    await world.load(till);
    await given();
    expect(await world.load(till)).toMatchObject({ new: 0, unchanged: 4, changed: 0 });
    expect(await nets()).toEqual({ a1: '33.00', open: '0.00' });
  });

  test('is what the file says again once a document comes with other lines; undoing that import brings it back', async () => {
    await world.load(till);
    const { id } = await given({ documents: ['U1'] });
    const later = await world.load(lines('U1,2024-01-05,,P1,3,10.00'), { fileName: 'corrected.csv' });
    expect(await nets()).toEqual({ a1: '1.00', open: '42.00' });
    expect((await takenBack(id)).json).toMatchObject({ status: 409, code: 'attribution-built-on' });
    expectStatus(await world.house.host.post(`/api/sales/imports/${String(later.batch)}/undo`, {}), 200);
    expect(await nets()).toEqual({ a1: '21.00', open: '12.00' });
    expectStatus(await takenBack(id), 200);
    expect(await nets()).toEqual({ a1: '1.00', open: '32.00' });
  });

  test('keeps its import from being undone, until it is taken back', async () => {
    const { batch } = await world.load(till);
    const { id } = await given();
    const undo = () => world.house.host.post(`/api/sales/imports/${String(batch)}/undo`, {});
    const refused = expectStatus(await undo(), 409).json as { detail: string }; // a problem document has one
    expect(refused.detail).toContain('3 of its documents were given to account A1 (A1) since');
    expectStatus(await takenBack(id), 200);
    expectStatus(await undo(), 200);
    expect(await world.rows('select from accounts.account where account_id > 0')).toEqual([]);
    expect(await world.differences()).toBe(0);
  });

  test('is on record: who, why, and that it was taken back', async () => {
    await world.load(till);
    const { id } = await given({ documents: ['U3'] });
    await takenBack(id);
    const entries = await world.rows(`select action, subject, detail ->> 'reason' as reason from audit.entry
      order by seq desc limit 2`);
    expect(entries).toEqual([
      { action: 'sales.attribute-undo', subject: 'account:A1', reason: null },
      { action: 'sales.attribute', subject: 'account:A1', reason: 'Yard' },
    ]);
    const { json } = await world.house.host.get('/api/sales/attributions');
    expect(json).toMatchObject({ attributions: [{ id, reason: 'Yard', madeBy: 'host', undone: { by: 'host' } }] });
  });
});
