import { expect, it } from 'vitest';
import { platformSchemas, slices } from '../../../architecture.mjs';
import { findDatabaseFaults } from '../../../checks/database.ts';
import { testDatabase } from '#testing/database.ts';

const map = { slices, platformSchemas };
const database = testDatabase();

/** What the guard says about the migrated database after this change, which is undone. */
async function faultsAfter(change: string): Promise<string[]> {
  const client = await database.pool.connect();
  try {
    await client.query('begin');
    await client.query(change);
    const { faults } = await findDatabaseFaults(client, map);
    return faults.map(({ where, what }) => `${where}: ${what}`);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

it('every account table is under row-level security, and foreign keys follow the map', async () => {
  const { faults, seen } = await findDatabaseFaults(database.pool, map);
  expect(faults).toEqual([]);
  // accounts.account, access.holding and the five tables of sales; more as slices come.
  expect(seen).toBeGreaterThanOrEqual(7);
});

it.each([
  {
    fault: 'a table of accounts without row-level security',
    change: 'create table sales.planted (account_id int not null)',
    said: [
      'sales.planted: has accounts but no row-level security',
      'sales.planted: has no policy for select, insert, update, delete',
    ],
  },
  {
    fault: 'a table of accounts whose owner goes around the policies',
    change: `create table sales.planted (account_id int); select access.protect('sales.planted');
      alter table sales.planted no force row level security`,
    said: ['sales.planted: does not FORCE row-level security, so its owner goes around it'],
  },
  {
    fault: 'a table of accounts that lost a policy',
    change: 'drop policy account_delete on sales.line',
    said: ['sales.line: has no policy for delete'],
  },
  {
    fault: 'a policy that shows everything',
    change: 'create policy planted on sales.line for select using (true)',
    said: ['sales.line, policy planted: shows rows without asking whose account they are'],
  },
  {
    fault: 'a policy that compares with an array, and one that reads the name of the role',
    change: `create policy planted on sales.line for select using (account_id = any (array(select account_id from access.granted)));
      create policy planted_too on sales.line for select using (access.sees_all() or current_user = 'kulcs')`,
    said: [
      'sales.line, policy planted: compares with an array',
      'sales.line, policy planted_too: reads the name of the role',
    ],
  },
  {
    fault: 'the right to truncate a table of accounts',
    change: 'grant truncate on sales.line to kulcs_app',
    said: ['sales.line: kulcs_app may truncate it, which no policy stops'],
  },
  {
    fault: 'a view that reads with its owner’s rights, and a stored one',
    change: `create view sales.planted as select * from sales.line;
      create materialized view sales.planted_too as select account_id from sales.line`,
    said: [
      'sales.planted: is a view that reads with its owner’s rights',
      'sales.planted_too: is a materialized view, which row-level security does not reach',
    ],
  },
  {
    fault: 'a function with its owner’s rights that does not say why',
    change: `create function sales.planted() returns bigint language sql security definer as 'select count(*) from sales.line'`,
    said: [
      'sales.planted(): runs with its owner’s rights and does not say why',
      'sales.planted(): runs with its owner’s rights on the caller’s search path',
      'sales.planted(): runs with its owner’s rights for everybody',
    ],
  },
  {
    fault: 'an app role that owns and creates',
    change: `grant create on schema sales to kulcs_app; create table sales.planted (); alter table sales.planted owner to kulcs_app`,
    said: ['kulcs_app: may create things in schema sales', 'kulcs_app: owns table sales.planted'],
  },
  {
    fault: 'a schema that belongs to nobody',
    change: 'create schema planted; create table planted.planted ()',
    said: ['schema planted: belongs to nobody on the map'],
  },
  {
    fault: 'foreign keys upwards, from a slice and from the platform',
    change: `alter table catalog.product add column batch_id int constraint upwards references sales.batch (batch_id);
      alter table access.holding add constraint planted foreign key (account_id) references accounts.account (account_id) not valid`,
    said: [
      'access.holding, foreign key planted: leads from access to accounts, which architecture.mjs does not declare',
      'catalog.product, foreign key upwards: leads from catalog to sales, which architecture.mjs does not declare',
    ],
  },
])('the guard names $fault', async ({ change, said }) => {
  expect(await faultsAfter(change)).toEqual(said);
});

it('is content with a view and a function of a higher right that say why', async () => {
  expect(
    await faultsAfter(`
      create view sales.planted as select count(*) from sales.line;
      comment on view sales.planted is 'owned: counts, and names no account';
      create function sales.planted() returns bigint language sql security definer set search_path = pg_catalog, pg_temp
        as 'select count(*) from sales.line';
      comment on function sales.planted() is 'definer: counts, and names no account';
      revoke execute on function sales.planted() from public`),
  ).toEqual([]);
});
