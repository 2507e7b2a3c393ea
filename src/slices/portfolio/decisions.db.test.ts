import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Client, Reply } from '#testing/actor.ts';
import { expectStatus, people, testHouse } from '#testing/house.ts';
import { AccountDecision, DecisionsReply } from './decision-contract.ts';

const house = testHouse({ poolSize: 8 });
const seed = Number(process.env['KULCS_TEST_SEED'] ?? randomInt(2 ** 31 - 1));

const races = 500;
const codes = Array.from({ length: races }, (_unused, index) => `V${String(index)}`);

beforeAll(async () => {
  const row = (code: string): string => `D-${code},2026-01-05,${code},P1,1,1000`;
  await house.loadLines(
    ['document,date,account,product,quantity,unitPrice', ...codes.map(row), row('EGY'), ''].join('\n'),
  );
  for (const code of ['EGY', 'V0']) {
    await house.host.put(`/api/account-codes/${code}/owner`, { owner: people.kam.email });
  }
});

interface Asked {
  readonly act: string;
  readonly reason?: string;
  readonly on?: string;
  readonly handOver?: object;
}

const decide = (
  client: Client,
  code: string,
  version: number,
  { reason = 'mert így jó', ...asked }: Asked,
): Promise<Reply> =>
  client.send({
    method: 'PUT',
    url: `/api/account-codes/${code}/decision`,
    body: { ...asked, reason },
    headers: { 'if-match': `"${String(version)}"` },
  });
const state = async (code: string, client: Client = house.host): Promise<AccountDecision> =>
  AccountDecision.parse(expectStatus(await client.get(`/api/account-codes/${code}/decision`), 200).json);
const decisionsOf = async (code: string): Promise<number> => {
  const { rows } = await house.superuser.query<{ count: number }>(
    'select count(*)::int as count from portfolio.decision join accounts.account using (account_id) where code = $1',
    [code],
  );
  return rows[0]?.count ?? 0;
};
const problem = (reply: Reply) => reply.json as { code: string; facts: Record<string, unknown> }; // a refusal is a problem

describe(`one decision on one question (CON-2, seed ${String(seed)})`, () => {
  it(`exactly one of several, in ${String(races)} races`, { timeout: 240_000 }, async () => {
    const director = house.as(people.director.email);
    const answers = fc.sample(
      fc.array(fc.constantFrom('confirm', 'watch', 'decline'), { minLength: 2, maxLength: 4 }),
      { seed, numRuns: races },
    );
    const faults: string[] = [];
    for (const [index, code] of codes.entries()) {
      // Every other question is put by a nomination, the rest by the policy alone.
      const isNominated = index % 2 === 0;
      if (isNominated) expectStatus(await decide(house.host, code, 1, { act: 'nominate' }), 200);
      const version = isNominated ? 2 : 1;
      const deciders = [director, house.host];
      const replies = await Promise.all(
        (answers[index] ?? []).map((act, place) => decide(deciders[place % 2] ?? director, code, version, { act })),
      );
      const won = replies.filter(({ status }) => status === 200);
      const told = replies.filter((reply) => reply.status === 409 && problem(reply).code === 'already-decided');
      if (won.length !== 1 || told.length !== replies.length - 1) {
        faults.push(`${code}: ${replies.map(({ status, text }) => `${String(status)} ${text}`).join(' | ')}`);
      }
      if ((await decisionsOf(code)) !== (isNominated ? 2 : 1)) faults.push(`${code}: half a decision`);
    }
    expect(faults).toEqual([]);
  });
});

describe('who may do what', () => {
  it('a KAM nominates her own account, and cannot confirm it', async () => {
    const kam = house.as(people.kam.email);
    expect((await state('EGY', kam)).abilities).toEqual(['nominate']);
    expect((await decide(kam, 'EGY', 1, { act: 'confirm' })).status).toBe(403);
    expectStatus(await decide(kam, 'EGY', 1, { act: 'nominate', reason: 'Nő, és jó híre van.' }), 200);
    expect((await state('EGY', kam)).abilities).toEqual([]);
    expect(await state('EGY')).toMatchObject({
      version: 2,
      tier: 'nominated',
      since: '2026-03-02',
      abilities: ['confirm', 'watch', 'decline'],
      history: [
        { act: 'nominate', reason: 'Nő, és jó híre van.', by: people.kam.name, on: '2026-03-02', handOver: null },
      ],
    });
  });

  it('whoever has not seen the newest decision is told so', async () => {
    const reply = await decide(house.as(people.director.email), 'EGY', 1, { act: 'confirm' });
    expect([reply.status, problem(reply).code]).toEqual([412, 'version-stale']);
    expect((await state('EGY')).tier).toBe('nominated');
  });

  it('a director confirms; who comes later is told who was first', async () => {
    const director = house.as(people.director.email);
    expectStatus(await decide(director, 'EGY', 2, { act: 'confirm' }), 200);
    const reply = await decide(house.host, 'EGY', 2, { act: 'decline' });
    expect([reply.status, problem(reply)]).toEqual([
      409,
      expect.objectContaining({
        code: 'already-decided',
        facts: expect.objectContaining({ act: 'confirm', tier: 'key', by: people.director.name }) as unknown,
      }),
    ]);
  });

  it('retires it with a hand-over to a colleague who is there', async () => {
    const director = house.as(people.director.email);
    const handOver = { to: people.colleague.email, note: 'Keret novemberig, a referens Tóth úr.' };
    expect(
      problem(await decide(director, 'EGY', 3, { act: 'retire', handOver: { ...handOver, to: 'senki@kulcs.test' } }))
        .code,
    ).toBe('unknown-person');
    expectStatus(await decide(director, 'EGY', 3, { act: 'retire', reason: 'Már csak eseti vevő.', handOver }), 200);
    expect((await state('EGY')).history[0]).toMatchObject({
      act: 'retire',
      tier: 'retired',
      handOver: { to: people.colleague.name, note: handOver.note },
    });
    expect(problem(await decide(director, 'EGY', 4, { act: 'nominate', handOver })).code).toBe('hand-over-unasked');
  });
});

describe('the day from which it holds', () => {
  const code = 'V0';
  const on = async (day: string) => {
    const reply = expectStatus(await house.host.get(`/api/portfolio/decisions?on=${day}`), 200);
    const found = DecisionsReply.parse(reply.json).accounts.find((account) => account.code === code);
    return found && [found.decision.tier, found.decision.on];
  };

  beforeAll(async () => {
    await house.superuser.query(
      `delete from portfolio.decision where account_id = (select account_id from accounts.account where code = $1)`,
      [code],
    );
    await house.superuser.query(
      `delete from portfolio.standing where account_id = (select account_id from accounts.account where code = $1)`,
      [code],
    );
  });

  it('may lie in the past, so that who was key on a day can be asked', async () => {
    for (const [version, act, day] of [
      [1, 'confirm', '2019-04-01'],
      [2, 'retire', '2024-02-29'],
      [3, 'nominate', '2025-01-31'],
      [4, 'watch', '2025-01-31'],
    ] as const) {
      expectStatus(await decide(house.host, code, version, { act, on: day }), 200);
    }
    expect(await on('2019-03-31')).toBeUndefined();
    expect(await on('2019-04-01')).toEqual(['key', '2019-04-01']);
    expect(await on('2024-02-28')).toEqual(['key', '2019-04-01']);
    expect(await on('2024-02-29')).toEqual(['retired', '2024-02-29']);
    // Of two on one day the later one.
    expect(await on('2025-01-31')).toEqual(['watch', '2025-01-31']);
    expect((await state(code)).history).toHaveLength(4);
  });

  it('is never to come, and never before the last decision', async () => {
    // It is 2 March in Budapest.
    expect(problem(await decide(house.host, code, 5, { act: 'nominate', on: '2026-03-03' })).code).toBe('day-to-come');
    expect(problem(await decide(house.host, code, 5, { act: 'nominate', on: '2025-01-30' })).code).toBe(
      'day-before-last',
    );
    expect(await decisionsOf(code)).toBe(4);
  });
});
