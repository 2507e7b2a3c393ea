import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import type { Day } from '#kernel/day.ts';
import {
  roles as allRoles,
  type Company,
  type FactorResets,
  type Language,
  type Me,
  type Person,
  type PersonReply,
  type Role,
  type RoleHeld,
  type Settings,
} from './contract.ts';
import { isOn, rightsOn, type Rights, type RoleSpan, type StandIn } from './domain/rights.ts';

/** A person as the server needs her to let her in, with her rights of the transaction's day. */
export interface Colleague extends Rights {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  /** The role of the widest sight; of somebody without one today the one that comes, or that she had. */
  readonly role: Role;
  readonly isDisabled: boolean;
  readonly userId: string;
  readonly settings: Settings;
  /** The company wants a second factor of her. */
  readonly needsSecondFactor: boolean;
}

/** The company of this store; null before `kulcs init`. */
export async function companyOf(db: Pick<Tx, 'selectFrom'>): Promise<Company | null> {
  const row = await db
    .selectFrom('team.company')
    .select(['name', 'currency', 'time_zone', 'is_demo', 'language', 'version'])
    .executeTakeFirst();
  if (!row) return null;
  const { name, currency, time_zone: timeZone, is_demo: isDemo, version } = row;
  // The check of the table holds it to the contract's words.
  return { name, currency, timeZone, isDemo, language: row.language as Language, version };
}

interface Row {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly user_id: string;
  readonly language: string;
  readonly scheme: string;
  readonly density: string;
  readonly is_disabled: boolean;
  readonly second_factor_roles: readonly string[] | null;
  readonly today: Day | null;
  readonly has_territory: boolean;
  readonly roles: readonly RoleSpan[];
  readonly stand_ins: readonly StandIn[];
}

const rolesOf = (person: ReturnType<typeof sql>) => sql`
  coalesce((select json_agg(json_build_object('role', held.role,
      'from', nullif(held.from_day, '-infinity'), 'until', nullif(held.until_day, 'infinity')))
    from team.role_held held where held.person_id = ${person} and held.state = 'given'), '[]')`;

/** People with all that their rights follow from, in one query: it is asked at each request. */
async function colleague(tx: Tx, condition: ReturnType<typeof sql>): Promise<Colleague | null> {
  const { rows } = await sql<Row>`
    select person.person_id as id, person.name, person.email, person.user_id,
      coalesce(person.language, (select company.language from team.company), 'en') as language, person.scheme, person.density,
      person.is_disabled, access.today() as today, (select second_factor_roles from team.sign_in_policy) as second_factor_roles,
      exists (select from access.territory_held held where held.from_day <= access.today() and access.today() < held.until_day
        and (held.person_id = person.person_id or held.person_id in (select for_person_id from access.substitution
          where by_person_id = person.person_id and covers_all and substitution.from_day <= access.today()
            and access.today() < substitution.until_day))) as has_territory,
      ${rolesOf(sql`person.person_id`)} as roles,
      coalesce((select json_agg(json_build_object('substitution', substitution.substitution_id, 'coversAll', substitution.covers_all,
          'from', substitution.from_day, 'until', substitution.until_day,
          'person', json_build_object('id', absent.person_id, 'name', absent.name),
          'roles', ${rolesOf(sql`absent.person_id`)}) order by substitution.substitution_id)
        from access.substitution join team.person absent on absent.person_id = substitution.for_person_id
        where substitution.by_person_id = person.person_id
          and substitution.from_day <= access.today() and access.today() < substitution.until_day), '[]') as stand_ins
    from team.person where ${condition}`.execute(tx);
  const [row] = rows;
  return row ? toColleague(row) : null;
}

function toColleague(row: Row): Colleague {
  const rights = rightsOn(row.today, row.roles, row.stand_ins);
  return {
    ...rights,
    // The accounts of a territory are others', too.
    sight: row.has_territory && rights.sight === 'own' ? 'line' : rights.sight,
    needsSecondFactor: rights.roles.some((role) => row.second_factor_roles?.includes(role)),
    id: row.id,
    name: row.name,
    email: row.email,
    role: mainRole(row.roles, row.today),
    isDisabled: row.is_disabled,
    userId: row.user_id,
    // The check constraints of team.person hold these columns to the contract's words.
    settings: { language: row.language, scheme: row.scheme, density: row.density } as Settings,
  };
}

/** Of the roles of today the widest; without one the next that comes, else the last that was. */
function mainRole(spans: readonly RoleSpan[], today: Day | null): Role {
  const held = allRoles.filter(
    (role) => today !== null && spans.some((span) => span.role === role && isOn(span, today)),
  );
  if (held[0]) return held[0];
  const byDay = [...spans].sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1));
  const next = byDay.find(({ from }) => today === null || (from ?? '') >= today);
  return (next ?? byDay.at(-1))?.role ?? 'kam';
}

/** The person with this e-mail address, whatever its case; null when there is none. */
export const colleagueByEmail = (tx: Tx, email: string): Promise<Colleague | null> =>
  colleague(tx, sql`lower(person.email) = ${email.trim().toLowerCase()}`);

/** The person whom the sign-in library knows by this id; null when she is no colleague. */
export const colleagueByUserId = (tx: Tx, userId: string): Promise<Colleague | null> =>
  colleague(tx, sql`person.user_id = ${userId}`);

/** The person with this id; null when there is none. */
export const colleagueById = (tx: Tx, id: number): Promise<Colleague | null> =>
  colleague(tx, sql`person.person_id = ${id}`);

/** Those who administer today: whom to tell when something needs a hand. */
export async function administrators(tx: Tx): Promise<Colleague[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct person_id as id from team.role_held where role = 'admin' and state = 'given'
      and from_day <= access.today() and access.today() < until_day order by 1`.execute(tx);
  const found: Colleague[] = [];
  for (const { id } of rows) {
    const person = await colleagueById(tx, id);
    if (person && !person.isDisabled) found.push(person);
  }
  return found;
}

interface ListedRow {
  id: number;
  name: string;
  email: string;
  is_disabled: boolean;
  version: number;
  today: Day | null;
  roles: readonly RoleSpan[];
  asked: Role | null;
  superior_id: number | null;
  superior_name: string | null;
  accounts: number;
  away: Person['away'];
}

/** Everybody, by name in Hungarian order, with the number of accounts she owns as far as the asking person sees them. */
export async function listPeople(tx: Tx): Promise<Person[]> {
  const { rows } = await sql<ListedRow>`
    select person.person_id as id, person.name, person.email, person.is_disabled, person.person_version as version, access.today() as today,
      ${rolesOf(sql`person.person_id`)} as roles,
      (select role from team.role_held asked where asked.person_id = person.person_id and asked.state = 'asked' limit 1) as asked,
      superior.person_id as superior_id, superior.name as superior_name,
      (select count(*)::int from access.holding where holding.person_id = person.person_id
        and holding.from_day <= access.today() and access.today() < holding.until_day) as accounts,
      (select json_build_object('id', stand_in.person_id, 'name', stand_in.name, 'until', substitution.until_day)
        from access.substitution join team.person stand_in on stand_in.person_id = substitution.by_person_id
        where substitution.for_person_id = person.person_id
          and substitution.from_day <= access.today() and access.today() < substitution.until_day
        order by substitution.substitution_id limit 1) as away
    from team.person
    join team.line on line.person_id = person.person_id
    left join team.person superior on superior.person_id = line.reports_to
    order by person.name collate "hu-x-icu", person.person_id`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.roles.length === 0 && row.asked !== null ? row.asked : mainRole(row.roles, row.today),
    roles: [...rightsOn(row.today, row.roles, []).roles],
    reportsTo: row.superior_id === null ? null : { id: row.superior_id, name: row.superior_name ?? '' },
    accounts: row.accounts,
    isDisabled: row.is_disabled,
    away: row.away,
    version: row.version,
  }));
}

/** Second factors that somebody asked to be taken away within the last day, and that wait for a second person. */
export async function waitingResets(tx: Tx, now: number): Promise<FactorResets['resets']> {
  const rows = await tx
    .selectFrom('team.second_factor_reset as reset')
    .innerJoin('team.person as person', 'person.person_id', 'reset.person_id')
    .innerJoin('team.person as asker', 'asker.person_id', 'reset.asked_by')
    .select(['person.person_id', 'person.name', 'reset.reason', 'reset.asked_at'])
    .select(['asker.person_id as asker_id', 'asker.name as asker_name'])
    .where('reset.asked_at', '>', new Date(now - 86_400_000).toISOString())
    .orderBy('reset.asked_at')
    .execute();
  return rows.map((row) => ({
    person: { id: row.person_id, name: row.name },
    askedBy: { id: row.asker_id, name: row.asker_name },
    reason: row.reason,
    askedAt: row.asked_at,
  }));
}
interface RoleRow {
  id: number;
  person_id: number;
  person_name: string;
  role: Role;
  from: string | null;
  until: string | null;
  reason: string | null;
  state: RoleHeld['state'];
  asked_by: string | null;
  decided_by: string | null;
  version: number;
}

const toRoleHeld = (row: RoleRow): RoleHeld => ({
  id: row.id,
  person: { id: row.person_id, name: row.person_name },
  role: row.role,
  from: row.from,
  until: row.until,
  reason: row.reason,
  state: row.state,
  askedBy: row.asked_by,
  decidedBy: row.decided_by,
  version: row.version,
});

/** Roles held, asked for and declined, the newest first, as far as the condition says. */
export async function rolesHeld(tx: Tx, condition: ReturnType<typeof sql>): Promise<RoleHeld[]> {
  const { rows } = await sql<RoleRow>`
    select held.role_held_id as id, held.person_id, person.name as person_name, held.role,
      nullif(held.from_day, '-infinity') as "from", nullif(held.until_day, 'infinity') as until,
      held.reason, held.state, asker.name as asked_by, decider.name as decided_by, held.version
    from team.role_held held
    join team.person on person.person_id = held.person_id
    left join team.person asker on asker.person_id = held.asked_by
    left join team.person decider on decider.person_id = held.decided_by
    where ${condition}
    order by held.from_day desc, held.role_held_id desc`.execute(tx);
  return rows.map(toRoleHeld);
}

/** The superiors of a person one after the other, the newest first. */
export async function superiorsOf(tx: Tx, personId: number): Promise<PersonReply['superiors']> {
  const { rows } = await sql<{ from: string | null; id: number | null; name: string | null }>`
    select nullif(reporting.from_day, '-infinity') as "from", superior.person_id as id, superior.name
    from team.reporting left join team.person superior on superior.person_id = reporting.reports_to
    where reporting.person_id = ${personId} order by reporting.from_day desc`.execute(tx);
  return rows.map(({ from, id, name }) => ({ from, reportsTo: id === null ? null : { id, name: name ?? '' } }));
}

/** What `GET /api/me` says of those for whom a person stands in. */
export const standingInFor = ({ standsInFor }: Pick<Rights, 'standsInFor'>): Me['standsInFor'] =>
  standsInFor.map(({ substitution, person, until }) => ({ substitution, ...person, until: until ?? '' }));
