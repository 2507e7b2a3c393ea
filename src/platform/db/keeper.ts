import type { ClientBase } from 'pg';

const lacking = `
  select format('%I.%I', n.nspname, c.relname) as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and c.relforcerowsecurity and pg_has_role(c.relowner, 'usage')
    and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
    and to_regprocedure('access.keeping()') is not null
    and not exists (select from pg_policy where polrelid = c.oid and polname = 'keeper_select')
  order by 1`;

/**
 * Lets the owner of the tables read all rows of those under forced row-level security, in transactions that say so
 * (`kulcs.keeping`): a backup must be whole, and nobody else has such a policy. Done after every migration, so that no
 * table is forgotten.
 */
export async function admitKeeper(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(lacking);
  for (const { name } of rows) {
    await client
      .query(`create policy keeper_select on ${name} for select to current_user using ((select access.keeping()))`)
      .catch((error: unknown) => {
        // Another start has just made it.
        if (!(error instanceof Error && 'code' in error && error.code === '42710')) throw error;
      });
  }
}
