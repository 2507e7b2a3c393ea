import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, parseDay } from '#kernel/day.ts';
import { expectStatus, people, testHouse, usualDay, type PersonName } from '#testing/house.ts';
import { header } from '#testing/sales-world.ts';
import { AssignmentOrdersReply, AssignmentReply, type AssignmentOrder } from './assignment-contract.ts';
import { AccountReply, AccountsReply } from './contract.ts';

const house = testHouse({ isDemo: true });
const codes = ['A', 'B', 'C'];
const day = 86_400_000;

beforeAll(async () => {
  await house.loadLines(`${header}\n${codes.map((code) => `d-${code},2026-01-05,${code},P1,1,100`).join('\n')}\n`);
});

const as = (who: PersonName) => house.as(people[who].email);
async function order(who: PersonName, wanted: Record<string, unknown>): Promise<AssignmentReply> {
  const reply = await as(who).post('/api/assignment-orders', { reason: 'Új terület', accounts: codes, ...wanted });
  return AssignmentReply.parse(expectStatus(reply, 200).json);
}
const given = async (who: PersonName, wanted: Record<string, unknown>): Promise<AssignmentOrder> => {
  const { order: made } = await order(who, wanted);
  if (!made) throw new Error('Nothing was given.');
  return made;
};
const undo = (who: PersonName, { id }: AssignmentOrder) =>
  as(who).post(`/api/assignment-orders/${String(id)}/undo`, {});
const list = async (who: PersonName): Promise<AccountsReply['accounts']> =>
  AccountsReply.parse((await as(who).get('/api/accounts')).json).accounts;
const seen = async (who: PersonName): Promise<string> => (await list(who)).map(({ code }) => code).join('');
/** Whom the list shows as the owner, and what the holdings of the day say: rights and what is shown go together. */
async function owners(): Promise<(string | null)[]> {
  const listed = (await list('director')).map(({ owner }) => owner?.name ?? null);
  const { rows } = await house.superuser.query<{ name: string | null }>(
    `select person.name from accounts.account left join access.holding on holding.account_id = account.account_id
       and from_day <= $1 and $1 < until_day left join team.person using (person_id)
     where account.account_id > 0 order by account.code`,
    [
      await as('director')
        .get('/api/me')
        .then(({ json }) => (json as { today: string }).today),
    ], // the door's contract
  );
  expect(rows.map(({ name }) => name)).toEqual(listed);
  return listed;
}
const holdings = async (): Promise<object[]> =>
  (
    await house.superuser.query<object>(
      'select account_id, person_id, from_day, until_day from access.holding order by 1, 3',
    )
  ).rows;
const later = (days: number): string => addDays(usualDay, days);

describe('an order', () => {
  it('has a number in its year, who proposed and who ordered, and gives all its accounts', async () => {
    const first = await given('director', { owner: people.kam.email, proposedBy: people.manager.email });
    expect(first).toMatchObject({
      number: 1,
      year: 2026,
      state: 'holds',
      from: usualDay,
      owner: { name: people.kam.name },
      reason: 'Új terület',
      proposedBy: people.manager.name,
      orderedBy: people.director.name,
    });
    expect(first.accounts.map(({ code, before }) => [code, before])).toEqual(codes.map((code) => [code, null]));
    expect(await owners()).toEqual([people.kam.name, people.kam.name, people.kam.name]);
    expect(await order('director', { owner: people.kam.email })).toEqual({ order: null, refused: [], mail: 'none' });
    const second = await given('manager', { owner: people.colleague.email, accounts: ['B'] });
    expect([second.number, second.accounts[0]?.before]).toEqual([2, people.kam.name]);
    expectStatus(await undo('manager', second), 200);
  });

  it('is refused with a blank reason, for a day that is over, and from whoever does not assign', async () => {
    const wanted = { owner: people.kam.email, accounts: ['A'], reason: 'próba' };
    const post = (who: PersonName, more: object) => as(who).post('/api/assignment-orders', { ...wanted, ...more });
    expectStatus(await post('director', { reason: ' ' }), 400);
    expect((await post('director', { from: later(-1) })).json).toMatchObject({ status: 422, code: 'day-past' });
    expectStatus(await post('kam', {}), 403);
    expect(
      (await post('director', { owner: people.otherKam.email, proposedBy: 'senki@kulcs.test' })).json,
    ).toMatchObject({
      code: 'unknown-person',
    });
    expect(await seen('kam')).toBe('ABC');
  });

  it('tells the owner and the one before by letters that name no account', async () => {
    await house.superuser.query('delete from platform.kept_mail');
    const made = await given('director', { owner: people.colleague.email, accounts: ['A'] });
    const { rows } = await house.superuser.query<{ recipient: string; subject: string; body: string }>(
      'select recipient, subject, body from platform.kept_mail order by mail_id',
    );
    const number = `${String(made.number)}/2026`;
    expect(rows.map(({ recipient, subject }) => [recipient, subject])).toEqual([
      [people.colleague.email, `Order ${number}: accounts for you`],
      [people.kam.email, `Order ${number}: accounts go from you`],
    ]);
    expect(rows[0]?.body).toContain(`/accounts/orders/${String(made.id)}`);
    const undone = AssignmentReply.parse(expectStatus(await undo('director', made), 200).json);
    expect([undone.mail, undone.order?.state]).toEqual(['kept', 'undone']);
    expect(await owners()).toEqual([people.kam.name, people.kam.name, people.kam.name]);
  });
});

describe('an order for a later day', () => {
  it('takes effect on that day by itself, in rights and in what is shown, and not before', async () => {
    const before = await holdings();
    const made = await given('director', { owner: people.otherKam.email, from: later(2), accounts: ['A', 'B'] });
    expect(made.state).toBe('coming');
    expect([await seen('kam'), await seen('otherKam')]).toEqual(['ABC', '']);
    expect(await owners()).toEqual([people.kam.name, people.kam.name, people.kam.name]);
    // Taken back before its day it is as if it had not been.
    expectStatus(await undo('director', made), 200);
    expect(await holdings()).toEqual(before);
    expect((await undo('director', made)).json).toMatchObject({ status: 409, code: 'order-undone' });

    const again = await given('director', { owner: people.otherKam.email, from: later(2), accounts: ['A', 'B'] });
    house.clock.advance(2 * day);
    expect([await seen('kam'), await seen('otherKam')]).toEqual(['C', 'AB']);
    expect(await owners()).toEqual([people.otherKam.name, people.otherKam.name, people.kam.name]);
    const orders = AssignmentOrdersReply.parse((await as('otherKam').get('/api/assignment-orders')).json).orders;
    expect(orders[0]).toMatchObject({ id: again.id, state: 'holds' });
    // Who had it before is of another line, and her name is not for this one.
    expect(orders[0]?.accounts.map(({ before: former }) => former)).toEqual([null, null]);
    const [a] = await list('otherKam');
    const { owners: ofAccount } = AccountReply.parse((await as('director').get(`/api/accounts/${String(a?.id)}`)).json);
    expect(ofAccount.slice(0, 2)).toEqual([
      { name: people.otherKam.name, from: later(2), until: null },
      { name: people.kam.name, from: usualDay, until: later(2) },
    ]);

    // What held for days stays on record; from today on it is as before.
    house.clock.advance(day);
    expectStatus(await undo('director', again), 200);
    expect([await seen('kam'), await seen('otherKam')]).toEqual(['ABC', '']);
    expect(await owners()).toEqual([people.kam.name, people.kam.name, people.kam.name]);
  });

  it('is not written over by a manager who does not see it, and not taken back once it was built on', async () => {
    const today = parseDay(
      await as('director')
        .get('/api/me')
        .then(({ json }) => (json as { today: string }).today),
    );
    if (!today) throw new Error('The company has no day.');
    const far = await given('director', { owner: people.otherKam.email, from: addDays(today, 5), accounts: ['C'] });
    const over = await order('manager', { owner: people.colleague.email, from: addDays(today, 6), accounts: ['C'] });
    expect([over.order, over.refused.map(({ problem }) => problem)]).toEqual([null, ['outside-the-line']]);
    // Before that day it is hers to give, and it goes over on the day all the same.
    const near = await given('manager', { owner: people.colleague.email, from: addDays(today, 1), accounts: ['C'] });
    expect((await undo('director', far)).json).toMatchObject({ status: 409, code: 'order-built-on' });
    expectStatus(await undo('manager', near), 200);
    expectStatus(await undo('director', far), 200);
    expect(await seen('kam')).toBe('ABC');
  });

  it('nobody takes back what she sees a part of', async () => {
    const made = await given('director', { owner: people.otherKam.email, accounts: ['A'] });
    expectStatus(await as('manager').get(`/api/assignment-orders/${String(made.id)}`), 404);
    expectStatus(await undo('manager', made), 404);
    expectStatus(await undo('kam', made), 403);
    expectStatus(await undo('director', made), 200);
  });
});

it('ten orders at the same moment have ten numbers, without a gap', async () => {
  const owners = [people.kam, people.colleague, people.manager, people.otherKam];
  await Promise.all(
    Array.from({ length: 10 }, (_unused, n) =>
      order('director', { owner: owners[n % 4]?.email, accounts: [codes[n % 3]] }),
    ),
  );
  const { orders } = AssignmentOrdersReply.parse((await as('director').get('/api/assignment-orders?limit=200')).json);
  const numbers = orders.map(({ number }) => number);
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_unused, at) => numbers.length - at));
});
