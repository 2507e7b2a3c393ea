import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '#testing/actor.ts';
import { expectStatus, people, testHouse, type PersonName } from '#testing/house.ts';
import { sight } from '#testing/matrix/sight.ts';
import { accountNames, fillWorld, markerOf, type ThingName } from '#testing/matrix/world.ts';
import { addDays, dayAt } from '#kernel/day.ts';
import { Substitution, SubstitutionReport, SubstitutionsReply, type NewSubstitution } from './contract.ts';

// The audit has the time of the database, which no test moves: so this house opens now.
const instant = new Date().toISOString();
const house = testHouse({ instant });
const day = 86_400_000;
/** The day on which the house opens. */
const today = dayAt(Date.parse(instant), 'Europe/Budapest');
const code = (thing: ThingName): string => markerOf(thing, 'code') ?? '';

beforeAll(async () => {
  await fillWorld(house);
});

const order = (more: Partial<NewSubstitution> & Pick<NewSubstitution, 'for' | 'by'>, client: Client = house.host) =>
  client.post('/api/substitutions', { from: today, until: addDays(today, 2), reason: 'szabadság', ...more });
const ordered = async (...given: Parameters<typeof order>): Promise<Substitution> =>
  Substitution.parse(expectStatus(await order(...given), 201).json);
const withdraw = async ({ id, version }: Substitution): Promise<void> => {
  const all = SubstitutionsReply.parse((await house.host.get('/api/substitutions')).json).substitutions;
  const now = all.find((one) => one.id === id);
  if (now?.state === 'over' || now?.state === 'withdrawn') return;
  expectStatus(
    await house.host.send({
      method: 'PATCH',
      url: `/api/substitutions/${String(id)}`,
      body: { until: now?.state === 'coming' ? now.from : today },
      headers: { 'if-match': `"${String(now?.version ?? version)}"` },
    }),
    200,
  );
};

async function seenBy(name: PersonName): Promise<ThingName[]> {
  const { json } = await house.as(people[name].email).get('/api/accounts?limit=200');
  const codes = new Set((json as { accounts: { code: string }[] }).accounts.map((one) => one.code)); // the list's contract
  return accountNames.filter((thing) => codes.has(code(thing)));
}

describe('nobody sees a day too much or too little', () => {
  const names = ['kam', 'colleague', 'otherKam', 'manager', 'otherManager', 'director'] as const;

  it(
    'whoever stands in for whomever, from whichever day, in everything or for named accounts',
    { timeout: 120_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...names),
          fc.constantFrom(...names),
          fc.integer({ min: 0, max: 3 }),
          fc.integer({ min: 1, max: 3 }),
          fc.option(fc.uniqueArray(fc.constantFrom<ThingName>(...accountNames), { minLength: 1, maxLength: 3 }), {
            nil: null,
          }),
          async (absent, standIn, begins, lasts, named) => {
            fc.pre(absent !== standIn);
            const made = await ordered({
              for: people[absent].email,
              by: people[standIn].email,
              from: addDays(today, begins),
              until: addDays(today, begins + lasts),
              accounts: named === null ? null : named.map(code),
            });
            const found: ThingName[][] = [];
            for (let n = 0; n < 7; n += 1) {
              found.push(await seenBy(standIn));
              // Everybody else sees what she always sees.
              for (const other of names.filter((one) => one !== standIn && one !== 'director'))
                if (n === begins) expect(await seenBy(other)).toEqual(accountsIn(sight[other]));
              house.clock.advance(day);
            }
            house.clock.advance(-7 * day);
            await withdraw(made);
            const wanted = Array.from({ length: 7 }, (_unused, n) => {
              const isIn = n >= begins && n < begins + lasts;
              const passed = accountsIn(sight[absent]).filter((thing) => named === null || named.includes(thing));
              return accountNames.filter((thing) => sight[standIn].includes(thing) || (isIn && passed.includes(thing)));
            });
            expect(found).toEqual(wanted);
          },
        ),
        { numRuns: Number(process.env['KULCS_RUNS'] ?? 25), verbose: true },
      );
    },
  );

  const accountsIn = (things: readonly ThingName[]): (typeof accountNames)[number][] =>
    accountNames.filter((thing) => things.includes(thing));
});

describe('who stands in', () => {
  it('acts in her own name; the audit names both, and the two of them and their line read the report', async () => {
    const made = await ordered({ for: people.kam.email, by: people.otherKam.email });
    const standIn = house.as(people.otherKam.email);
    expect((await standIn.get('/api/me')).json).toMatchObject({
      standsInFor: [{ substitution: made.id, name: people.kam.name, until: addDays(today, 2) }],
    });
    const last = await house.superuser.query<{ seq: bigint }>('select seq from audit.head');
    // Whoever stands in for a manager does what only a manager may.
    const upwards = await ordered({ for: people.manager.email, by: people.kam.email });
    expectStatus(
      await house
        .as(people.kam.email)
        .put(`/api/account-codes/${code('colleagues')}/owner`, { owner: people.kam.email }),
      200,
    );
    const { rows } = await house.superuser.query<{ actor_id: number; for_id: number; action: string }>(
      `select actor_id, for_id, action from audit.entry where seq > $1 and action = 'account.assign'`,
      [String(last.rows[0]?.seq)],
    );
    expect(rows).toEqual([
      {
        actor_id: house.personId(people.kam.email),
        for_id: house.personId(people.manager.email),
        action: 'account.assign',
      },
    ]);
    const report = async (name: PersonName): Promise<number | string[]> => {
      const { status, json } = await house
        .as(people[name].email)
        .get(`/api/substitutions/${String(upwards.id)}/report`);
      return status === 200
        ? SubstitutionReport.parse(json).entries.map(({ action, subject }) => `${action} ${subject}`)
        : status;
    };
    const done = [`account.assign account:${code('colleagues')}`];
    expect(
      await Promise.all((['manager', 'kam', 'director', 'otherManager', 'colleague', 'admin'] as const).map(report)),
    ).toEqual([done, done, done, 404, 404, 404]);
    expectStatus(
      await house.host.put(`/api/account-codes/${code('colleagues')}/owner`, { owner: people.colleague.email }),
      200,
    );
    await withdraw(upwards);
    await withdraw(made);
    expect((await house.as(people.kam.email).put(`/api/account-codes/${code('mine')}/owner`, {})).status).toBe(403);
    expect((await house.host.get('/api/audit/verification')).json).toMatchObject({ ok: true });
  });

  it('for a director in everything sees the whole company, and gives nobody rights', async () => {
    const made = await ordered({ for: people.director.email, by: people.kam.email });
    const kam = house.as(people.kam.email);
    expect(await seenBy('kam')).toEqual(accountNames);
    expect((await kam.get('/api/me')).json).toMatchObject({ sight: 'company' });
    expect(
      (await kam.post(`/api/people/${String(house.personId(people.kam.email))}/roles`, { role: 'director' })).status,
    ).toBe(403);
    await withdraw(made);
    expect((await kam.get('/api/me')).json).toMatchObject({ sight: 'own' });
  });
});

describe('an order', () => {
  it.each([
    ['for oneself', { for: people.kam.email, by: people.kam.email }, 422, 'cannot-stand-in'],
    ['by somebody who owns nothing', { for: people.kam.email, by: people.finance.email }, 422, 'cannot-stand-in'],
    [
      'that has begun before',
      { for: people.kam.email, by: people.colleague.email, from: addDays(today, -1) },
      422,
      'day-past',
    ],
    [
      'that ends first',
      { for: people.kam.email, by: people.colleague.email, until: today },
      422,
      'substitution-ends-first',
    ],
    [
      'over an account that is not there',
      { for: people.kam.email, by: people.colleague.email, accounts: ['X'] },
      404,
      'not-found',
    ],
  ])('%s is refused', async (_what, more, status, refusal) => {
    expect((await order(more)).json).toMatchObject({ status, code: refusal });
  });

  it('is given by whoever leads her who is away, and by nobody else', async () => {
    const given = { for: people.kam.email, by: people.colleague.email };
    expect((await order(given, house.as(people.otherManager.email))).json).toMatchObject({ code: 'outside-the-line' });
    for (const name of ['kam', 'finance', 'admin', 'support'] as const)
      expect((await order(given, house.as(people[name].email))).status).toBe(403);
    const made = await ordered(given, house.as(people.manager.email));
    const reasons = async (name: PersonName) =>
      SubstitutionsReply.parse((await house.as(people[name].email).get('/api/substitutions')).json).substitutions.find(
        ({ id }) => id === made.id,
      )?.reason;
    // That she is away is known to all; why, to her line.
    expect(await Promise.all((['kam', 'colleague', 'manager', 'otherKam', 'admin'] as const).map(reasons))).toEqual([
      'szabadság',
      'szabadság',
      'szabadság',
      null,
      null,
    ]);
    await withdraw(made);
  });

  it('cannot overlap another one of the same accounts, also when two are given at the same moment (CON-7)', async () => {
    for (let race = 0; race < 5; race += 1) {
      const both = await Promise.all([
        order({ for: people.kam.email, by: people.colleague.email }, house.as(people.manager.email)),
        order({ for: people.kam.email, by: people.otherKam.email, accounts: [code('mine')] }),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
      for (const reply of both) if (reply.status === 201) await withdraw(Substitution.parse(reply.json));
    }
    const parts = [
      await ordered({ for: people.kam.email, by: people.colleague.email, accounts: [code('mine')] }),
      await ordered({ for: people.kam.email, by: people.otherKam.email, accounts: [code('mineToo')] }),
    ];
    for (const part of parts) await withdraw(part);
  });

  it('ends earlier when she is back earlier, at the next request (SES-3)', async () => {
    const made = await ordered({ for: people.otherKam.email, by: people.kam.email, until: addDays(today, 9) });
    const browser = await house.asSignedIn(people.kam.email);
    const { json } = await browser.get(`/api/accounts?search=${code('sister')}`);
    expect((json as { accounts: unknown[] }).accounts).toHaveLength(1); // the list's contract
    await withdraw(made);
    expect((await browser.get(`/api/accounts?search=${code('sister')}`)).json).toMatchObject({ accounts: [] });
  });
});
