/**
 * Reads the catalogue of a migrated database: every account table is under row-level security that binds the app role,
 * nothing goes around it, and foreign keys follow architecture.mjs. Run by src/testing/canaries/database.db.test.ts.
 */
import type { ClientBase } from 'pg';
import type { SliceOnMap } from './boundary-rules.ts';
import type { Fault, Findings } from './fault.ts';

/** The part of architecture.mjs that says which schema may know which. */
export interface SchemaMap {
  readonly slices: readonly SliceOnMap[];
  readonly platformSchemas: readonly string[];
}

/** A connection, so that a look can happen inside a transaction. */
export type Database = Pick<ClientBase, 'query'>;

const appRole = 'kulcs_app';
const ours = `n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'`;

/** Looks at every schema of the database. */
export async function findDatabaseFaults(database: Database, map: SchemaMap): Promise<Findings> {
  const accountTables = await tablesOfAccounts(database);
  const faults = [
    ...accountTables.flatMap(faultsOfTable),
    ...(await faultsOfPolicies(database)),
    ...(await faultsOfViews(database)),
    ...(await faultsOfFunctions(database)),
    ...(await faultsOfRole(database)),
    ...(await faultsOfSchemas(database, map)),
    ...(await faultsOfForeignKeys(database, map)),
  ];
  return { faults, seen: accountTables.length, unit: 'account tables' };
}

interface AccountTable {
  readonly name: string;
  readonly enabled: boolean;
  readonly forced: boolean;
  /** Commands that a permissive policy covers: r select, a insert, w update, d delete, * all. */
  readonly covered: readonly string[];
  readonly canTruncate: boolean;
}

async function tablesOfAccounts(database: Database): Promise<readonly AccountTable[]> {
  const { rows } = await database.query<AccountTable>(`
    select format('%I.%I', n.nspname, c.relname) as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
      array(select distinct polcmd::text from pg_policy where polrelid = c.oid and polpermissive) as covered,
      has_table_privilege('${appRole}', c.oid, 'truncate') as "canTruncate"
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'account_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and ${ours}
    order by 1`);
  return rows;
}

const commands = { r: 'select', a: 'insert', w: 'update', d: 'delete' };

function faultsOfTable(table: AccountTable): Fault[] {
  const remedy = `in its migration: select access.protect('${table.name}')`;
  const faults: Fault[] = [];
  const add = (what: string): void => void faults.push({ where: table.name, what, remedy });
  if (!table.enabled) add('has accounts but no row-level security');
  else if (!table.forced) add('does not FORCE row-level security, so its owner goes around it');
  const lacking = Object.entries(commands).filter(
    ([code]) => !table.covered.includes(code) && !table.covered.includes('*'),
  );
  if (lacking.length > 0) add(`has no policy for ${lacking.map(([, name]) => name).join(', ')}`);
  if (table.canTruncate) add(`${appRole} may truncate it, which no policy stops`);
  return faults;
}

interface Policy {
  readonly name: string;
  readonly table: string;
  readonly reads: boolean;
  readonly permissive: boolean;
  readonly hasAccounts: boolean;
  readonly condition: string;
}

async function faultsOfPolicies(database: Database): Promise<Fault[]> {
  const { rows } = await database.query<Policy>(`
    select p.polname as name, format('%I.%I', n.nspname, c.relname) as table, p.polcmd in ('r', '*') as reads,
      p.polpermissive as permissive,
      exists (select from pg_attribute where attrelid = c.oid and attname = 'account_id' and not attisdropped) as "hasAccounts",
      concat_ws(' and ', pg_get_expr(p.polqual, c.oid), pg_get_expr(p.polwithcheck, c.oid)) as condition
    from pg_policy p
    join pg_class c on c.oid = p.polrelid
    join pg_namespace n on n.oid = c.relnamespace
    where ${ours}
    order by 2, 1`);
  return rows.flatMap((policy) => {
    const where = `${policy.table}, policy ${policy.name}`;
    const faults: Fault[] = [];
    if (policy.hasAccounts && policy.reads && policy.permissive && !policy.condition.includes('access.')) {
      faults.push({
        where,
        what: 'shows rows without asking whose account they are',
        remedy: 'ask access.sees_all() or access.granted',
      });
    }
    if (/= ANY \(/i.test(policy.condition)) {
      faults.push({
        where,
        what: 'compares with an array',
        remedy: 'write "in (select …)": with an array it was measured twenty times slower',
      });
    }
    if (/\b(?:current_user|session_user|current_role)\b/i.test(policy.condition)) {
      faults.push({
        where,
        what: 'reads the name of the role',
        remedy: 'read the actor setting: access.actor(), access.sees_all()',
      });
    }
    return faults;
  });
}

async function faultsOfViews(database: Database): Promise<Fault[]> {
  const { rows } = await database.query<{ name: string; materialized: boolean }>(`
    select format('%I.%I', n.nspname, c.relname) as name, c.relkind = 'm' as materialized
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where ${ours}
      and coalesce(obj_description(c.oid, 'pg_class'), '') not like 'owned:%'
      and (c.relkind = 'm' or c.relkind = 'v' and not coalesce(c.reloptions, '{}') && '{security_invoker=true,security_invoker=on,security_invoker=1}')
      and not exists (select from pg_depend where objid = c.oid and deptype = 'e')
    order by 1`);
  return rows.map(({ name, materialized }) => ({
    where: name,
    what: materialized
      ? 'is a materialized view, which row-level security does not reach'
      : 'is a view that reads with its owner’s rights',
    remedy:
      'create it with (security_invoker = true); one that must read more says why in a comment that begins "owned:"',
  }));
}

async function faultsOfFunctions(database: Database): Promise<Fault[]> {
  const { rows } = await database.query<{ name: string; noted: boolean; fixedPath: boolean; byAnyone: boolean }>(`
    select p.oid::regprocedure::text as name,
      coalesce(obj_description(p.oid, 'pg_proc'), '') like 'definer:%' as noted,
      exists (select from unnest(p.proconfig) setting where setting like 'search_path=%') as "fixedPath",
      exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) where grantee = 0) as "byAnyone"
    from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and ${ours}
    order by 1`);
  return rows.flatMap(({ name, noted, fixedPath, byAnyone }) => {
    const faults: Fault[] = [];
    const add = (what: string, remedy: string): void => void faults.push({ where: name, what, remedy });
    if (!noted) add('runs with its owner’s rights and does not say why', `comment on function ${name} is 'definer: …'`);
    if (!fixedPath)
      add('runs with its owner’s rights on the caller’s search path', 'set search_path = pg_catalog, pg_temp');
    if (byAnyone)
      add('runs with its owner’s rights for everybody', `revoke execute from public, grant it to ${appRole}`);
    return faults;
  });
}

async function faultsOfRole(database: Database): Promise<Fault[]> {
  const role = await database.query<{ what: string }>(`
    select 'may do more than the rules allow: superuser or bypassrls' as what
    from pg_roles where rolname = '${appRole}' and (rolsuper or rolbypassrls)
    union all
    select 'owns ' || pg_describe_object(classid, objid, objsubid)
    from pg_shdepend
    where refobjid = '${appRole}'::regrole and deptype = 'o' and dbid in (0, (select oid from pg_database where datname = current_database()))
    union all
    select 'may create things in schema ' || n.nspname
    from pg_namespace n where ${ours} and has_schema_privilege('${appRole}', n.oid, 'create')
    order by 1`);
  const remedy = 'only the login role owns and creates; requests run as one who owns nothing';
  return role.rows.map(({ what }) => ({ where: appRole, what, remedy }));
}

async function faultsOfSchemas(database: Database, map: SchemaMap): Promise<Fault[]> {
  const known = [...map.platformSchemas, ...map.slices.map(({ name }) => name)];
  const { rows } = await database.query<{ name: string }>(
    `select distinct n.nspname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where ${ours} and not n.nspname = any ($1) and not exists (select from pg_depend where objid = c.oid and deptype = 'e')
     order by 1`,
    [known],
  );
  return rows.map(({ name }) => ({
    where: `schema ${name}`,
    what: 'belongs to nobody on the map',
    remedy: 'put its tables into the schema of the slice that decides about them, or add it to architecture.mjs',
  }));
}

async function faultsOfForeignKeys(database: Database, map: SchemaMap): Promise<Fault[]> {
  const uses = new Map(map.slices.map((slice) => [slice.name, slice.uses]));
  const { rows } = await database.query<{ name: string; from: string; to: string; table: string }>(`
    select k.conname as name, n.nspname as from, target.nspname as to, k.conrelid::regclass::text as table
    from pg_constraint k
    join pg_class c on c.oid = k.conrelid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_class referenced on referenced.oid = k.confrelid
    join pg_namespace target on target.oid = referenced.relnamespace
    where k.contype = 'f' and n.oid <> target.oid
    order by 4, 1`);
  return rows
    .filter(({ from, to }) => uses.has(to) && !uses.get(from)?.includes(to))
    .map(({ name, from, to, table }) => ({
      where: `${table}, foreign key ${name}`,
      what: `leads from ${from} to ${to}, which architecture.mjs does not declare`,
      remedy: `declare that ${from} uses ${to}, if it stands above it; else keep the number without a foreign key`,
    }));
}
