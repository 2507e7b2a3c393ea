import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { RefusedError, type Client } from '../client.ts';
import { print } from './output.ts';

/** Where an export goes, and as what. */
interface Going {
  readonly xlsx?: boolean;
  readonly json?: boolean;
}

/** What can be taken out, and at which door. */
const doors = { accounts: '/api/accounts', lines: '/api/sales/lines', facts: '/api/facts' } as const;

/**
 * `kulcs export`: writes a list to a file or to standard output while it comes. A file is there when all of it is, and for its
 * owner only.
 * @param file null: standard output
 * @throws RefusedError; `export-broken` when the server broke off in the middle, `file-exists`
 */
export async function exportList(
  client: Client,
  what: keyof typeof doors,
  file: string | null,
  { xlsx, json, ...filter }: Going & Readonly<Record<string, string | boolean | undefined>>,
): Promise<void> {
  if (file !== null && (await isThere(file)))
    throw new RefusedError('file-exists', `${file} is there already. Name another file, or remove it.`);
  const wanted = Object.entries(filter).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const url = `${doors[what]}.${xlsx ? 'xlsx' : json ? 'json' : 'csv'}?${new URLSearchParams(wanted).toString()}`;
  const body = await client.download(url);
  const broken = (error: unknown): never => {
    throw new RefusedError(
      'export-broken',
      'The export broke off before its end. Nothing is wrong with the data: try again.',
      error,
    );
  };
  if (file === null) {
    await pipeline(body, process.stdout, { end: false }).catch(broken);
    return;
  }
  const part = `${file}.part`;
  try {
    await pipeline(body, createWriteStream(part, { mode: 0o600 })).catch(broken);
    await rename(part, file);
  } finally {
    await rm(part, { force: true });
  }
  if (!json) print(`${file}: ${String((await stat(file)).size)} bytes.`);
}

const isThere = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
