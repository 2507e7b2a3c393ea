/** The process that is killed while it migrates: brings the database in its second argument up to the files in its first. */
import { migrate } from '#platform/db/migrate.ts';
import { openPool } from '#platform/db/pool.ts';

const [folder = '', connection = ''] = process.argv.slice(2);
// Whoever starts this writes the parts of a connection.
const pool = openPool(JSON.parse(connection) as Parameters<typeof openPool>[0]);
await migrate(pool, undefined, folder);
await pool.end();
