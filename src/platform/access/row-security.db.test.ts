import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { people, testHouse, type PersonName } from '#testing/house.ts';
import { fillWorld, markerOf, type World } from '#testing/matrix/world.ts';
import type { Actor } from './actor.ts';
import { asActor, type Tx } from './transaction.ts';

const house = testHouse();
let world: World;

const commands = ['select', 'insert', 'update', 'delete'] as const;
type Command = (typeof commands)[number];

// Owner of the row, another one beside her, those above both, and those who see all or nothing.
const identities = [
  'kam',
  'colleague',
  'manager',
  'otherManager',
  'support',
  'director',
  'finance',
  'admin',
  'host',
  'nobody',
] as const;
type Identity = (typeof identities)[number];

/** Of the abilities only those that policies ask for. */
const abilities: Partial<Record<Identity, readonly string[]>> = {
  manager: ['accounts.assign'],
  otherManager: ['accounts.assign'],
  director: ['accounts.assign', 'people.manage'],
  host: ['accounts.assign', 'people.manage'],
  admin: ['people.manage'],
};

const actorOf = (identity: Identity): Actor => ({
  personId: identity in people ? house.personId(people[identity as PersonName].email) : null, // it is a key, as just seen
  name: identity,
  isHost: identity === 'host',
  seesAll: ['director', 'finance', 'host'].includes(identity),
  abilities: new Set(abilities[identity] ?? []),
  language: 'en',
});

const company: readonly Identity[] = ['director', 'finance', 'host'];
const seers: readonly Identity[] = ['kam', 'manager', 'support', ...company];

interface Row {
  /** The row of my account, or of me. */
  readonly where: () => string;
  /** What makes a copy of it another row. */
  readonly copy: Readonly<Record<string, unknown>>;
  /** A column that can be written. */
  readonly written: string;
  readonly allowed: Readonly<Record<Command, readonly Identity[]>>;
}

const mine = (): string => `account_id = ${String(world.accountId('mine'))}`;
const me = (): string => String(house.personId(people.kam.email));
/** Facts of sales: seen by whom the account is granted, written by those who see the company. */
const ofSales = (copy: Row['copy'], where: () => string, written = 'net'): Row => ({
  where,
  copy,
  written,
  allowed: { select: seers, insert: company, update: company, delete: company },
});
const firstOf = (column: string, table: string) => () =>
  `${mine()} and ${column} = (select min(${column}) from ${table} where ${mine()})`;

const tables: Readonly<Record<string, Row>> = {
  'accounts.account': {
    // Nothing was sold to it, so that it could be removed.
    where: () => `code = 'PLAIN'`,
    copy: { account_id: 1_000_000, code: 'COPY' },
    written: 'town',
    // A new account is granted to nobody yet, so only who sees the company makes one.
    allowed: { select: seers, insert: company, update: seers, delete: seers },
  },
  'access.holding': {
    where: mine,
    copy: { account_id: 1_000_000 },
    written: 'person_id',
    allowed: {
      select: seers,
      insert: ['director', 'host'],
      update: ['manager', 'director', 'host'],
      delete: ['director', 'host'],
    },
  },
  'access.sight': {
    where: () => `person_id = ${me()} and sees_person_id = ${me()}`,
    copy: { sees_person_id: 1_000_000 },
    written: 'sees_person_id',
    // The administrator writes the line and reads nothing of it: a row that she has to look for she does not find.
    allowed: {
      select: ['kam', ...company],
      insert: ['director', 'admin', 'host'],
      update: ['director', 'host'],
      delete: ['director', 'host'],
    },
  },
  'sales.batch': {
    where: () => `batch_id = ${String(world.batchId)}`,
    copy: { batch_id: 1_000_000 },
    written: 'state',
    // Imports stay on record.
    allowed: { select: company, insert: company, update: company, delete: [] },
  },
  'sales.document': ofSales(
    { document_id: 1_000_000, number: 'COPY' },
    firstOf('document_id', 'sales.document'),
    'day',
  ),
  'sales.line': ofSales({ document_id: 1_000_000 }, firstOf('document_id', 'sales.line')),
  'sales.former_line': ofSales({ document_id: 1_000_000 }, firstOf('document_id', 'sales.former_line')),
  'sales.product_month': ofSales({ month: '1999-01-01' }, firstOf('month', 'sales.product_month')),
  'sales.account_month': ofSales({ month: '1999-01-01' }, firstOf('month', 'sales.account_month')),
  'sales.company_month': {
    where: () => 'month = (select min(month) from sales.company_month)',
    copy: { month: '1999-01-01' },
    written: 'net',
    allowed: { select: company, insert: company, update: company, delete: company },
  },
};

beforeAll(async () => {
  world = await fillWorld(house);
  // The same document with another amount, so that there is a former line.
  const changed = `${markerOf('mine', 'document') ?? ''}-1,2025-02-10,${markerOf('mine', 'code') ?? ''},1,7`;
  await house.loadLines(`document,date,account,quantity,unitPrice\n${changed}\n`);
  const { rows } = await house.superuser.query<{ id: number }>(
    `insert into accounts.account (code, name, owner_id) values ('PLAIN', 'PLAIN', $1) returning account_id as id`,
    [me()],
  );
  await house.superuser.query(`insert into access.holding values ($1, $2, 'owner')`, [rows[0]?.id, me()]);
});

class Undone extends Error {}

/** Does something as somebody and takes it back. @returns how many rows it touched, or the code of the refusal */
async function outcome(
  identity: Identity,
  work: (tx: Tx) => Promise<{ rows: unknown[]; numAffectedRows?: bigint }>,
): Promise<number | string> {
  let touched = -1;
  try {
    await asActor(house.house.database, actorOf(identity), async (tx) => {
      const result = await work(tx);
      touched = Number(result.numAffectedRows ?? BigInt(result.rows.length));
      throw new Undone();
    });
  } catch (error) {
    if (error instanceof Undone) return touched;
    return (error as { code?: string }).code ?? String(error); // errors of the driver have a code
  }
  return touched;
}

async function attempt(table: string, row: Row, command: Command, identity: Identity): Promise<number | string> {
  const where = row.where();
  if (command === 'select')
    return outcome(identity, (tx) => sql`select 1 from ${sql.raw(table)} where ${sql.raw(where)}`.execute(tx));
  if (command === 'delete')
    return outcome(identity, (tx) => sql`delete from ${sql.raw(table)} where ${sql.raw(where)}`.execute(tx));
  if (command === 'update') {
    const change = sql.raw(`${row.written} = ${row.written}`);
    return outcome(identity, (tx) => sql`update ${sql.raw(table)} set ${change} where ${sql.raw(where)}`.execute(tx));
  }
  const { rows } = await house.superuser.query<{ copy: unknown; columns: string }>(
    `select to_jsonb(t) || $1::jsonb as copy, (select string_agg(attname, ', ' order by attnum) from pg_attribute
       where attrelid = $2::regclass and attnum > 0 and not attisdropped and attgenerated = '') as columns
     from ${table} t where ${where} limit 1`,
    [JSON.stringify(row.copy), table],
  );
  const [found] = rows;
  if (!found) throw new Error(`${table} has no row where ${where}.`);
  const columns = sql.raw(found.columns);
  const record = JSON.stringify(found.copy);
  return outcome(identity, (tx) =>
    sql`insert into ${sql.raw(table)} (${columns}) overriding system value
      select ${columns} from jsonb_populate_record(null::${sql.raw(table)}, ${record}::jsonb)`.execute(tx),
  );
}

it('these are all the tables under row-level security', async () => {
  const { rows } = await house.superuser.query<{ name: string }>(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relrowsecurity and c.relkind in ('r', 'p') order by 1`);
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(tables).sort());
});

describe.each(Object.entries(tables))('%s', (table, row) => {
  it.each(commands)('%s', async (command) => {
    const found: Record<string, number | string> = {};
    const wanted: Record<string, number | string> = {};
    for (const identity of identities) {
      found[identity] = await attempt(table, row, command, identity);
      // What is not seen is not touched; what may not be added, or what nobody has the right to, is refused.
      const denied = command === 'insert' || row.allowed[command].length === 0 ? '42501' : 0;
      wanted[identity] = row.allowed[command].includes(identity) ? 1 : denied;
    }
    expect(found).toEqual(wanted);
  });
});

it('the test sees a policy that lets more through', async () => {
  const row = tables['sales.line'];
  if (!row) throw new Error('The row is gone.');
  await house.superuser.query('create policy planted on sales.line for select using (access.actor() is not null)');
  try {
    expect(await attempt('sales.line', row, 'select', 'colleague')).toBe(1);
  } finally {
    await house.superuser.query('drop policy planted on sales.line');
  }
  expect(await attempt('sales.line', row, 'select', 'colleague')).toBe(0);
});

describe('an account cannot be moved out of or into one’s sight by writing it', () => {
  it.each([
    ['to another number', `account_id = account_id + 500000`],
    ['to the number of another’s', `account_id = $other`],
  ])('%s', async (_what, change) => {
    const other = String(world.accountId('otherRegions'));
    const set = change.replace('$other', other);
    const tried = await outcome('kam', (tx) =>
      sql`update accounts.account set ${sql.raw(set)} where ${sql.raw(mine())}`.execute(tx),
    );
    expect(tried).toMatch(/^(42501|428C9|23505)$/);
  });

  it('a holding cannot be given to somebody outside the line', async () => {
    const outside = String(house.personId(people.otherKam.email));
    const tried = await outcome('manager', (tx) =>
      sql`update access.holding set person_id = ${sql.raw(outside)} where ${sql.raw(mine())}`.execute(tx),
    );
    expect(tried).toBe('42501');
  });

  it('a role cannot be changed by a request at all', async () => {
    for (const column of ['role', 'reports_to', 'email', 'user_id']) {
      const tried = await outcome('director', (tx) =>
        sql`update team.person set ${sql.raw(column)} = ${sql.raw(column)}`.execute(tx),
      );
      expect([column, tried]).toEqual([column, '42501']);
    }
  });
});

describe('the role of requests', () => {
  it('has no power of its own', async () => {
    const { rows } = await house.superuser.query(
      `select rolsuper, rolinherit and exists (select from pg_auth_members where member = r.oid) as inherits, rolcreaterole,
         rolcreatedb, rolcanlogin, rolreplication, rolbypassrls from pg_roles r where rolname = 'kulcs_app'`,
    );
    expect(rows).toEqual([
      {
        rolsuper: false,
        inherits: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolcanlogin: false,
        rolreplication: false,
        rolbypassrls: false,
      },
    ]);
  });

  it.each([
    ['switch the policies off', 'alter table sales.line no force row level security'],
    ['drop one', 'drop policy account_select on sales.line'],
    ['add one', 'create policy mine on sales.line using (true)'],
    ['empty a table of accounts', 'truncate sales.line'],
    ['read around them', 'set local row_security = off; select * from sales.line'],
    ['make a view of the tables', 'create view sales.around as select * from sales.line'],
    [
      'make a function of a higher right',
      `create function access.around() returns int language sql security definer as 'select 1'`,
    ],
    ['put tables under policies of its own choice', `select access.protect('sales.line')`],
    ['read sessions', 'select * from auth.session'],
    ['read passwords', 'select * from auth.account'],
    ['read the audit', 'select * from audit.entry'],
    ['write the audit', 'delete from audit.entry'],
    ['move the end of the audit', 'update audit.head set seq = 0'],
    ['read the migrations', 'select * from platform.migration'],
    ['read files of the server', `select pg_read_file('postgresql.conf')`],
    ['run programs on the server', `copy sales.line to program 'true'`],
  ])('may not %s', async (_what, statement) => {
    expect(await outcome('director', (tx) => sql.raw(statement).execute(tx))).toBe('42501');
  });
});
