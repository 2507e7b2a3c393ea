import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { Actor } from '#platform/access/actor.ts';
import { asActor } from '#platform/access/transaction.ts';
import { people, testHouse, usualDay } from '#testing/house.ts';

const house = testHouse();
const actor = (personId: number): Actor => ({
  personId,
  name: 'Anna',
  isHost: false,
  seesAll: false,
  abilities: new Set(['accounts.read']),
  today: usualDay,
  language: 'en',
});

it.each([
  [`update team.person set email = 'x@kulcs.test'`, '42501'],
  [`update team.person set is_disabled = true`, '42501'],
  [`update team.role_held set until_day = '2026-03-03'`, 0],
  [`update team.reporting set reports_to = null`, 0],
  [
    `insert into team.role_held (person_id, role, from_day, asked_at, state) values ($me, 'director', '2026-03-02', now(), 'given')`,
    '42501',
  ],
  [`insert into team.reporting (person_id, from_day, reports_to) values ($me, '2026-03-02', null)`, '42501'],
  [
    `insert into access.substitution (for_person_id, by_person_id, from_day, until_day, covers_all, confidential, personal, reason, ordered_at)
      values (1, $me, '2026-03-02', '2026-03-03', true, true, true, 'x', now())`,
    '42501',
  ],
])('without the right to it nobody gives herself rights: %s', async (statement, expected) => {
  const kam = house.personId(people.kam.email);
  const tried = asActor(house.house.database, actor(kam), (tx) =>
    sql.raw(String(statement).replace('$me', String(kam))).execute(tx),
  );
  if (expected === 0) expect((await tried).numAffectedRows).toBe(0n);
  else await expect(tried).rejects.toMatchObject({ code: expected });
});
