import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import type { Day } from '#kernel/day.ts';
import { sightsInTime, type MemberInTime } from './domain/hierarchy.ts';
import type { RoleSpan } from './domain/rights.ts';

/** One at a time: two who read roles and reporting line at once would each write the sight without the other's change. */
export async function holdRights(tx: Tx): Promise<void> {
  await sql`lock table access.sight in share row exclusive mode`.execute(tx);
}

/** Writes anew who sees whose accounts on which days, after roles or superiors changed. */
export async function renewSight(tx: Tx): Promise<void> {
  const { rows } = await sql<{
    id: number;
    roles: readonly RoleSpan[];
    superiors: readonly { from: Day | null; reportsTo: number | null }[];
  }>`
    select person.person_id as id,
      coalesce((select json_agg(json_build_object('role', role, 'from', nullif(from_day, '-infinity'),
          'until', nullif(until_day, 'infinity')))
        from team.role_held where role_held.person_id = person.person_id and state = 'given' and from_day < until_day), '[]') as roles,
      coalesce((select json_agg(json_build_object('from', nullif(from_day, '-infinity'), 'reportsTo', reports_to) order by from_day)
        from team.reporting where reporting.person_id = person.person_id), '[]') as superiors
    from team.person`.execute(tx);
  const members = rows.map(({ id, roles, superiors }): MemberInTime => ({
    id,
    roles,
    // Each holds until the next one begins.
    superiors: superiors.map((one, index) => ({ ...one, until: superiors[index + 1]?.from ?? null })),
  }));
  const sights = sightsInTime(members);
  await sql`delete from access.sight`.execute(tx);
  await sql`insert into access.sight (person_id, sees_person_id, from_day, until_day)
    select * from unnest(${sights.map((sight) => sight.person)}::int[], ${sights.map((sight) => sight.sees)}::int[],
      ${sights.map((sight) => sight.from ?? '-infinity')}::date[], ${sights.map((sight) => sight.until ?? 'infinity')}::date[])`.execute(
    tx,
  );
}
