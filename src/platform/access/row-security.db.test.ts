import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectStatus, people, testHouse, usualDay, type PersonName } from '#testing/house.ts';
import {
  commands,
  identities,
  plain,
  rowsOfTables,
  type Command,
  type Identity,
  type Row,
} from '#testing/matrix/table-rows.ts';
import { fillWorld, markerOf, type World } from '#testing/matrix/world.ts';
import type { Actor } from './actor.ts';
import { asActor, type Tx } from './transaction.ts';

const house = testHouse();
let world: World;

const keeping: readonly string[] = ['portfolio.nominate', 'dossier.read', 'dossier.write', 'dossier.confidential'];
/** Of the abilities only those that policies ask for. */
const abilities: Partial<Record<Identity, readonly string[]>> = {
  kam: keeping,
  colleague: keeping,
  manager: ['accounts.assign', 'people.substitute', ...keeping],
  otherManager: ['accounts.assign', 'people.substitute', ...keeping],
  support: ['dossier.read', 'dossier.write'],
  director: ['accounts.assign', 'people.substitute', 'people.manage', 'dossier.grant', ...keeping],
  finance: ['dossier.read'],
  host: ['accounts.assign', 'people.substitute', 'people.manage', 'dossier.grant', ...keeping],
  admin: ['people.manage'],
};

const actorOf = (identity: Identity): Actor => ({
  personId: identity in people ? house.personId(people[identity as PersonName].email) : null, // it is a key, as just seen
  name: identity,
  isHost: identity === 'host',
  seesAll: ['director', 'finance', 'host'].includes(identity),
  abilities: new Set(abilities[identity] ?? []),
  today: usualDay,
  language: 'en',
});

const mine = (): string => `account_id = ${String(world.accountId('mine'))}`;
const me = (): string => String(house.personId(people.kam.email));
const tables = rowsOfTables(house, () => world);

beforeAll(async () => {
  world = await fillWorld(house);
  // The same document with another amount, so that there is a former line.
  const changed = `${markerOf('mine', 'document') ?? ''}-1,2025-02-10,${markerOf('mine', 'code') ?? ''},1,7`;
  await house.loadLines(`document,date,account,quantity,unitPrice\n${changed}\n`);
  await house.superuser.query(
    `with kept as (insert into platform.saved_view (list, person_id, name, query) values ('accounts', $1, 'Zq', '') returning *)
     insert into platform.default_view select person_id, list, view_id from kept`,
    [me()],
  );
  await house.superuser.query(
    `with hook as (insert into platform.webhook (person_id, name, url, salt, told_seq, created_at)
         values ($1, 'Zq', 'https://hooks.example/', '\\x00', 0, now()) returning webhook_id),
       told as (insert into platform.webhook_delivery (webhook_id, message_id, type, payload, made_at, next_at)
         select webhook_id, 'msg_zq', 'webhook.trial', '{}', now(), now() from hook returning delivery_id)
     insert into platform.webhook_attempt (delivery_id, at, outcome, milliseconds)
       select delivery_id, now(), 'late', 1 from told`,
    [me()],
  );
  await house.superuser.query('insert into dossier.mention values ($1, $2, $3)', [
    world.accountId('mine'),
    world.noteId('mine'),
    house.personId(people.kam.email),
  ]);
  // The same fact with another source, so that there is a former one.
  const fact = `/api/facts/${String(world.factId('mine'))}`;
  await house.host.send({ method: 'PATCH', url: fact, body: { source: 'más' }, headers: { 'if-match': '"1"' } });
  for (const day of ['2020-01-01', '2020-02-01']) {
    await house.superuser.query(
      `insert into access.substitution (for_person_id, by_person_id, from_day, until_day, covers_all, confidential, personal,
         reason, ordered_at) values ($1, $2, $3, $3::date + 7, false, false, false, 'x', now())`,
      [me(), house.personId(people.colleague.email), day],
    );
  }
  await house.superuser.query('insert into access.substitution_account values (1, $1)', [world.accountId('mine')]);
  for (const statement of [
    `insert into accounts.account_code (account_id, source, code) values ($1, 'Zq', 'Zq')`,
    `insert into accounts.merge (account_id, gone_id, gone_code, gone_name, moved, undone_at) values ($1, $1, 'Zq', 'Zq', '{}', now())`,
    'insert into accounts.distinct_pair (account_id, other_id) values ($1, $1 + 1)',
  ]) {
    await house.superuser.query(statement, [world.accountId('mine')]);
  }
  await house.superuser.query(
    `insert into accounts.prospect (account_id, code, reason, source, added_on) values ($1, 'prospect-zq', 'Zq', 'Zq', '2020-01-01')`,
    [world.accountId('mine')],
  );
  const { rows } = await house.superuser.query<{ id: number }>(
    `insert into accounts.account (account_id, code, name, owner_id) overriding system value
     values ($1, 'PLAIN', 'PLAIN', $2) returning account_id as id`,
    [plain, me()],
  );
  await house.superuser.query(`insert into access.holding values ($1, $2, 'owner')`, [rows[0]?.id, me()]);
  // A territory in which there is nothing but this row.
  await house.superuser.query(
    `insert into access.territory_held (person_id, territory, from_day) values ($1, 'Zq terület', '2020-01-01')`,
    [me()],
  );
  await house.superuser.query(`insert into access.territory_of values (2000000, 'Zq terület')`);
  // A change, so that there is a former projection.
  const scenario = `/api/accounts/${String(world.accountId('mine'))}/scenarios/${String(world.scenarioId('mine'))}`;
  const years = [{ contribution: '1', investment: '0', staying: 1 }];
  const headers = { 'if-match': '"1"' };
  expectStatus(
    await house.host.send({ method: 'PUT', url: scenario, body: { name: 'Zq', rate: 0, years }, headers }),
    200,
  );
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

  it('who signs in as whom cannot be changed by a request at all', async () => {
    expect(await outcome('director', (tx) => sql`update team.person set user_id = user_id`.execute(tx))).toBe('42501');
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
    const tried = await outcome('kam', (tx) => sql.raw(String(statement).replace('$me', me())).execute(tx));
    expect(tried).toBe(expected);
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
  ])('may not %s', async (_what, statements) => {
    const all = async (tx: Tx) => {
      for (const statement of statements.split('; ').slice(0, -1)) await sql.raw(statement).execute(tx);
      return sql.raw(statements.split('; ').at(-1) ?? '').execute(tx);
    };
    expect(await outcome('director', all)).toBe('42501');
  });
});
