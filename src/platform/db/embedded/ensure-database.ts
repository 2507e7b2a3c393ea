import pg from 'pg';

/** What the `pg` driver needs to reach the embedded server: the folder of its socket stands for the host. */
export interface LocalConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

/** Owner of the product's database: may create roles, is no superuser, as on a server that somebody else runs. */
export const loginRole = 'kulcs';
export const productDatabase = 'kulcs';

/** Creates the login role and the database where the first start has not, or was killed before it could. */
export async function ensureDatabase(administration: LocalConnection): Promise<void> {
  const client = new pg.Client({ ...administration });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [productDatabase]);
    if (rowCount) return;
    const role = await client.query('select from pg_roles where rolname = $1', [loginRole]);
    if (!role.rowCount) await client.query(`create role ${loginRole} login createrole`);
    await client.query(`create database ${productDatabase} owner ${loginRole}`);
  } finally {
    await client.end();
  }
}
