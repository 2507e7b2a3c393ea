import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const fileName = 'host.key';

/**
 * The key by which the command line on this machine proves that it may read the data folder. Whoever can read the folder
 * can read the store as well, so the key gives away nothing more. Made when it is not there, readable by its owner only.
 */
export function hostKeyOf(dataFolder: string): string {
  const file = path.join(dataFolder, fileName);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    const key = randomBytes(32).toString('base64url');
    try {
      writeFileSync(file, key + '\n', { mode: 0o600, flag: 'wx' });
    } catch {
      return readFileSync(file, 'utf8').trim();
    }
    return key;
  }
}

/** Compares without telling by its time how far two keys agree. */
export function isSameKey(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
