import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationProblem } from './problem.ts';

/** Where the generated secret lies in a data folder. */
export const secretFileOf = (dataFolder: string): string => join(dataFolder, 'secret');

const read = async (file: string): Promise<string> => (await readFile(file, 'utf8').catch(() => '')).trim();

/**
 * The secret of the data folder: 32 random bytes in base64url, written once with rights for the owner only. Two starts
 * at once end with the same one. Refuses (ConfigurationProblem) when the folder cannot be written to.
 */
export async function readOrCreateSecret(dataFolder: string): Promise<string> {
  const file = secretFileOf(dataFolder);
  const found = await read(file);
  if (found !== '') return found;
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    await mkdir(dataFolder, { recursive: true, mode: 0o700 });
    await writeFile(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true });
    // A link is made whole or not at all, and never over the file of somebody who was quicker.
    await link(draft, file).catch(() => undefined);
    const secret = await read(file);
    if (secret === '') throw new Error(`${file} is empty or cannot be read`);
    return secret;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigurationProblem([{ code: 'data-folder', facts: { value: dataFolder, reason } }]);
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}
