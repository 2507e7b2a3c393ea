import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import type { Company, FactorResets, Person, Role, Settings } from './contract.ts';

/** A person as the server needs her to let her in. */
export interface Colleague {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly userId: string;
  readonly settings: Settings;
  /** The company wants a second factor of her. */
  readonly needsSecondFactor: boolean;
}

/** The company of this store; null before `kulcs init`. */
export async function companyOf(db: Pick<Tx, 'selectFrom'>): Promise<Company | null> {
  const row = await db
    .selectFrom('team.company')
    .select(['name', 'currency', 'time_zone', 'is_demo'])
    .executeTakeFirst();
  return row ? { name: row.name, currency: row.currency, timeZone: row.time_zone, isDemo: row.is_demo } : null;
}

const colleagues = (db: Pick<Tx, 'selectFrom'>) =>
  db
    .selectFrom('team.person')
    .select(['person_id', 'name', 'email', 'role', 'user_id', 'language', 'scheme', 'density'])
    .select((build) => build.selectFrom('team.sign_in_policy').select('second_factor_roles').as('second_factor_roles'));

type Row = Awaited<ReturnType<ReturnType<typeof colleagues>['execute']>>[number];

// The check constraints of team.person hold these columns to the contract's words.
const toColleague = (row: Row): Colleague => ({
  id: row.person_id,
  name: row.name,
  email: row.email,
  role: row.role as Role,
  userId: row.user_id,
  settings: { language: row.language, scheme: row.scheme, density: row.density } as Settings,
  needsSecondFactor: row.second_factor_roles?.includes(row.role) ?? false,
});

/** The person with this e-mail address, whatever its case; null when there is none. */
export async function colleagueByEmail(db: Pick<Tx, 'selectFrom'>, email: string): Promise<Colleague | null> {
  const row = await colleagues(db)
    .where(sql`lower(email)`, '=', email.trim().toLowerCase())
    .executeTakeFirst();
  return row ? toColleague(row) : null;
}

/** The person whom the sign-in library knows by this id; null when she is no colleague. */
export async function colleagueByUserId(db: Pick<Tx, 'selectFrom'>, userId: string): Promise<Colleague | null> {
  const row = await colleagues(db).where('user_id', '=', userId).executeTakeFirst();
  return row ? toColleague(row) : null;
}

/** The person with this id; null when there is none. */
export async function colleagueById(db: Pick<Tx, 'selectFrom'>, id: number): Promise<Colleague | null> {
  const row = await colleagues(db).where('person_id', '=', id).executeTakeFirst();
  return row ? toColleague(row) : null;
}

/** Everybody, by name in Hungarian order, with the number of accounts she owns as far as the asking person sees them. */
export async function listPeople(tx: Tx): Promise<Person[]> {
  const { rows } = await sql<{
    id: number;
    name: string;
    email: string;
    role: Role;
    superior_id: number | null;
    superior_name: string | null;
    accounts: number;
  }>`
    select person.person_id as id, person.name, person.email, person.role,
      superior.person_id as superior_id, superior.name as superior_name,
      (select count(*)::int from access.holding where holding.person_id = person.person_id) as accounts
    from team.person
    left join team.person superior on superior.person_id = person.reports_to
    order by person.name collate "hu-x-icu", person.person_id`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    reportsTo: row.superior_id === null ? null : { id: row.superior_id, name: row.superior_name ?? '' },
    accounts: row.accounts,
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
