/**
 * Writes `schema.ts`, the row types of the migrated database; with `--check` it writes nothing and exits with 1 when the
 * file is not what the migrations give.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { startEmbedded } from './embedded/start.ts';
import { migrate } from './migrate.ts';
import { openPool } from './pool.ts';

const schemaFile = fileURLToPath(new URL('./schema.ts', import.meta.url));

// What type-parsers.ts makes of the columns; an amount is never written from a float.
const typeMapping = { int8: 'bigint', numeric: 'string', date: 'string', timestamp: 'string', timestamptz: 'string' };

async function introspect(socketFolder: string, draft: string): Promise<string> {
  const command = createRequire(import.meta.url).resolve('kysely-codegen/dist/cli/bin.js');
  await promisify(execFile)(process.execPath, [
    command,
    '--dialect=postgres',
    `--url=postgres://kulcs@localhost/kulcs?host=${encodeURIComponent(socketFolder)}`,
    `--type-mapping=${JSON.stringify(typeMapping)}`,
    `--out-file=${draft}`,
  ]);
  const settings = await resolveConfig(schemaFile);
  return format(await readFile(draft, 'utf8'), { ...settings, parser: 'typescript' });
}

/** The text that `schema.ts` must have: made from an empty database with all migrations. */
async function generate(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kulcs-types-'));
  try {
    const server = await startEmbedded({ dataFolder: join(folder, 'data') });
    try {
      const pool = openPool(server.connection, { size: 1 });
      await migrate(pool).finally(() => pool.end());
      return await introspect(server.connection.host, join(folder, 'schema.ts'));
    } finally {
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const wanted = await generate();
if (process.argv.includes('--check')) {
  const found = await readFile(schemaFile, 'utf8').catch(() => '');
  if (found !== wanted) {
    process.stderr.write(
      `${schemaFile} is not what the migrations give. Run: node src/platform/db/generate-types.ts\n`,
    );
    process.exitCode = 1;
  }
} else {
  await writeFile(schemaFile, wanted);
}
