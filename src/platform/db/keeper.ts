import type { ClientBase } from 'pg';

const tables = `
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and c.relforcerowsecurity and pg_has_role(c.relowner, 'usage')
    and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'`;

/** What lets the owner in where nothing does yet, and keeps a policy that narrows others from narrowing the owner. */
const lacking = `
  select format('create policy keeper_select on %I.%I for select to current_user using ((select access.keeping()))',
      n.nspname, c.relname) as statement
  ${tables} and not exists (select from pg_policy where polrelid = c.oid and polname = 'keeper_select')
  union all
  select format('alter policy %I on %I.%I using ((%s) or (select access.keeping()))',
      p.polname, n.nspname, c.relname, pg_get_expr(p.polqual, c.oid))
  from pg_policy p, lateral (select c.oid, c.relname, c.relnamespace ${tables} and c.oid = p.polrelid) c
  join pg_namespace n on n.oid = c.relnamespace
  where not p.polpermissive and p.polcmd in ('r', '*') and pg_get_expr(p.polqual, c.oid) not like '%access.keeping()%'
  order by 1`;

// As migration 0130 makes it: a store is backed up before it is brought up to that, too.
const keeping = `
  do $$ begin
    if to_regprocedure('access.keeping()') is null then
      create function access.keeping() returns boolean language sql stable as
        'select coalesce(current_setting(''kulcs.keeping'', true) = ''on'', false)';
    end if;
  end $$`;

const isThere = '42710';

/**
 * Lets the owner of the tables read all rows of those under forced row-level security, in transactions that say so
 * (`kulcs.keeping`): a backup must be whole, and nobody else has such a policy. Done after every migration, so that no
 * table is forgotten.
 */
export async function admitKeeper(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(lacking);
  if (rows.length > 0) await client.query(keeping);
  for (const { statement } of rows) {
    await client.query(statement).catch((error: unknown) => {
      // Another start has just made it.
      if (!(error instanceof Error && 'code' in error && error.code === isThere)) throw error;
    });
  }
}
