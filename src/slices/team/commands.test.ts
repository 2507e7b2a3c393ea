import { describe, expect, it } from 'vitest';
import { asActor } from '#platform/access/transaction.ts';
import type { Actor } from '#platform/access/actor.ts';
import { people, testHouse, type PersonName, usualDay } from '#testing/house.ts';
import { addPerson, changeSettings } from './commands.ts';
import { foundCompany } from './founding.ts';
import type { NewPerson } from './contract.ts';
import { sightsOf } from './domain/hierarchy.ts';
import { colleagueByEmail } from './views.ts';

const house = testHouse();

const acting = (name: PersonName): Actor => ({
  personId: house.personId(people[name].email),
  name,
  isHost: false,
  seesAll: name === 'director',
  abilities: new Set(['people.manage']),
  today: usualDay,
  language: 'en',
});

let asked: string[] = [];
const userIdOf = async (email: string): Promise<string> => {
  asked.push(email);
  return `user of ${email}`;
};
const add = (person: NewPerson, by: PersonName = 'admin') => {
  asked = [];
  return asActor(house.house.database, acting(by), (tx) => addPerson(tx, acting(by), person, userIdOf));
};
const person = (email: string, more: Partial<NewPerson> = {}): NewPerson => ({
  email,
  name: 'Új Ember',
  role: 'kam',
  reportsTo: null,
  ...more,
});

/** Who sees whom by the rule, from the people that there are, and as the database has it. */
async function sights(): Promise<{ ruled: string[]; kept: string[] }> {
  const members = await house.superuser.query<{ id: number; role: 'kam'; reportsTo: number | null }>(
    `select person_id as id, role, reports_to as "reportsTo" from team.role_held join team.reporting using (person_id)
     where state = 'given'`,
  );
  const kept = await house.superuser.query<{ person: number; sees: number }>(
    'select person_id as person, sees_person_id as sees from access.sight where sees_person_id > 0',
  );
  const written = (pairs: readonly { person: number; sees: number }[]): string[] =>
    pairs.map(({ person: one, sees }) => `${String(one)}>${String(sees)}`).sort();
  return {
    ruled: written(sightsOf(members.rows.map(({ role, ...one }) => ({ ...one, roles: [role] })))),
    kept: written(kept.rows),
  };
}

describe('a colleague is added', () => {
  it('with her address in small letters, and is seen by those above her from then on', async () => {
    const added = await add(person('Uj.Ember@Kulcs.Test', { reportsTo: people.manager.email.toUpperCase() }));
    expect(added).toMatchObject({
      email: 'uj.ember@kulcs.test',
      role: 'kam',
      name: 'Új Ember',
      userId: 'user of uj.ember@kulcs.test',
    });
    expect(asked).toEqual(['uj.ember@kulcs.test']);
    const { rows } = await house.superuser.query<{ email: string }>(
      'select email from access.sight join team.person using (person_id) where sees_person_id = $1 order by email',
      [added.id],
    );
    // Director, manager and support of the line, and herself.
    expect(rows.map(({ email }) => email)).toEqual([
      people.director.email,
      people.manager.email,
      people.support.email,
      'uj.ember@kulcs.test',
    ]);
    const { ruled, kept } = await sights();
    expect(kept).toEqual(ruled);
  });

  it('with settings that are as they come', async () => {
    const { settings } = await add(person('settings@kulcs.test'));
    expect(settings).toEqual({ language: 'en', scheme: 'auto', density: 'compact' });
  });

  it('by ten at the same moment, and everybody sees whom she should', async () => {
    const work = Array.from({ length: 10 }, (_unused, n) => {
      const reportsTo = n % 2 === 0 ? people.manager.email : people.otherManager.email;
      return asActor(house.house.database, acting('admin'), (tx) =>
        addPerson(tx, acting('admin'), person(`tiz${String(n)}@kulcs.test`, { reportsTo }), userIdOf),
      );
    });
    const added = await Promise.all(work);
    expect(new Set(added.map(({ id }) => id)).size).toBe(10);
    const { ruled, kept } = await sights();
    expect(kept).toEqual(ruled);
  });

  it('once only when two add her at the same moment', async () => {
    const twice = await Promise.allSettled(
      [1, 2].map(() =>
        asActor(house.house.database, acting('admin'), (tx) =>
          addPerson(tx, acting('admin'), person('ketto@kulcs.test'), userIdOf),
        ),
      ),
    );
    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(twice.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { status: 409, code: 'person-exists' },
    });
  });

  it.each([
    ['with an address that somebody has', person(people.kam.email), { status: 409, code: 'person-exists' }],
    [
      'with the address of somebody in other letters',
      person(people.kam.email.toUpperCase()),
      { status: 409, code: 'person-exists' },
    ],
    [
      'below somebody whom nobody knows',
      person('fresh@kulcs.test', { reportsTo: 'senki@kulcs.test' }),
      { status: 422, code: 'unknown-superior' },
    ],
  ])('not %s, and the sign-in does not learn of her', async (_what, input, refusal) => {
    await expect(add(input)).rejects.toMatchObject(refusal);
    expect(asked).toEqual([]);
  });

  it('not without the right to it, even where a door forgets to ask', async () => {
    const plain: Actor = { ...acting('kam'), abilities: new Set(['accounts.read']) };
    await expect(
      asActor(house.house.database, plain, (tx) => addPerson(tx, plain, person('sneak@kulcs.test'), userIdOf)),
    ).rejects.toMatchObject({ code: '42501' });
    expect(
      await asActor(house.house.database, acting('admin'), (tx) => colleagueByEmail(tx, 'sneak@kulcs.test')),
    ).toBeNull();
    const { ruled, kept } = await sights();
    expect(kept).toEqual(ruled);
  });
});

it('a second company is refused, and the first stays', async () => {
  const company = { name: 'Másik', currency: 'EUR', timeZone: 'UTC', isDemo: false };
  await expect(
    asActor(house.house.database, acting('director'), (tx) =>
      foundCompany(tx, acting('director'), { company, administrator: null }, userIdOf),
    ),
  ).rejects.toMatchObject({
    status: 409,
    code: 'company-exists',
    facts: { name: 'Próba Egészség Kft.' },
  });
});

describe('settings', () => {
  const settingsOf = async (name: PersonName) =>
    (await asActor(house.house.database, acting('admin'), (tx) => colleagueByEmail(tx, people[name].email)))?.settings;

  it('change one by one, of one person', async () => {
    const id = house.personId(people.kam.email);
    for (const [change, all] of [
      [{ language: 'hu' }, { language: 'hu', scheme: 'auto', density: 'compact' }],
      [
        { scheme: 'dark', density: 'comfortable' },
        { language: 'hu', scheme: 'dark', density: 'comfortable' },
      ],
      [{}, { language: 'hu', scheme: 'dark', density: 'comfortable' }],
    ] as const) {
      await asActor(house.house.database, acting('kam'), (tx) => changeSettings(tx, id, change));
      expect(await settingsOf('kam')).toEqual(all);
    }
    expect(await settingsOf('colleague')).toEqual({ language: 'en', scheme: 'auto', density: 'compact' });
  });
});
