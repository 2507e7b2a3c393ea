import { people, type TestHouse } from './house.ts';

type Everybody =
  'kam' | 'colleague' | 'manager' | 'otherManager' | 'support' | 'director' | 'finance' | 'admin' | 'host' | 'nobody';

interface RowOfRights {
  readonly where: () => string;
  readonly copy: Readonly<Record<string, unknown>>;
  readonly written: string;
  readonly allowed: Readonly<Record<'select' | 'insert' | 'update' | 'delete', readonly Everybody[]>>;
}

const keepers: readonly Everybody[] = ['director', 'admin', 'host'];
const company: readonly Everybody[] = ['director', 'finance', 'host'];

/** Rows of the tables of rights and substitutions, and who may do what with them: see row-security.db.test.ts. */
export const rowsOfRights = ({
  mine,
  me,
  everybody: identities,
}: {
  readonly mine: () => string;
  readonly me: () => string;
  readonly everybody: readonly Everybody[];
}): Readonly<Record<string, RowOfRights>> => ({
  // Somebody stood in for me, long ago: it gives nobody anything today.
  'access.substitution': {
    where: () => 'substitution_id = 1',
    copy: { substitution_id: 1_000_000, from_day: '2021-01-01', until_day: '2021-01-02' },
    written: 'until_day',
    allowed: {
      select: identities,
      insert: ['manager', 'director', 'host'],
      update: ['manager', 'director', 'host'],
      delete: [],
    },
  },
  'access.substitution_account': {
    where: mine,
    copy: { substitution_id: 2 },
    written: 'account_id',
    allowed: {
      select: ['kam', 'colleague', ...company],
      insert: ['manager', 'director', 'host'],
      update: [],
      delete: [],
    },
  },
  'team.role_held': {
    where: () => `person_id = ${me()}`,
    copy: { role_held_id: 1_000_000, role: 'support' },
    written: 'until_day',
    allowed: { select: identities, insert: keepers, update: keepers, delete: [] },
  },
  'team.reporting': {
    where: () => `person_id = ${me()}`,
    copy: { from_day: '2027-01-01' },
    written: 'reports_to',
    allowed: { select: identities, insert: keepers, update: keepers, delete: keepers },
  },
});

/** Two orders by which this one stood in for the key account manager, long ago; the first names an account. */
export async function orderLongAgo(house: TestHouse, by: string, accountId: number): Promise<void> {
  for (const day of ['2020-01-01', '2020-02-01']) {
    await house.superuser.query(
      `insert into access.substitution (for_person_id, by_person_id, from_day, until_day, covers_all, confidential, personal,
         reason, ordered_at) values ($1, $2, $3, $3::date + 7, false, false, false, 'x', now())`,
      [house.personId(people.kam.email), house.personId(by), day],
    );
  }
  await house.superuser.query('insert into access.substitution_account values (1, $1)', [accountId]);
}
