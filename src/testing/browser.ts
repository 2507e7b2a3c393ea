import { existsSync, readFileSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import packedChromium from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';

const root = path.resolve(import.meta.dirname, '../..');

/** Unpacking takes some three seconds; a machine that is busy with tests may need many times that. */
const longestUnpacking = 120_000;

/** Where the unpacked browser of this very version lies; the folder appears in one step, when all of it is there. */
function folderOfBrowser(): string {
  const manifest = readFileSync(path.join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8');
  // The manifest of an installed package always names its version.
  const { version } = JSON.parse(manifest) as { version: string };
  return path.join(root, 'node_modules', '.cache', 'kulcs', `chromium-${version}`);
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Takes the lock, or waits until whoever has it is done; null means that the browser is there now. */
async function takeLock(lock: string, folder: string): Promise<FileHandle | null> {
  const end = Date.now() + longestUnpacking;
  while (Date.now() < end) {
    if (existsSync(folder)) return null;
    try {
      const handle = await open(lock, 'wx');
      await handle.writeFile(String(process.pid));
      return handle;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const owner = Number(await readFile(lock, 'utf8').catch(() => ''));
    // A lock whose process was killed would stand for ever. Zero: it is just being written.
    if (owner > 0 && !isAlive(owner)) await rm(lock, { force: true });
    await wait(100);
  }
  throw new Error(`The browser was not unpacked within ${longestUnpacking / 1000} s. Remove ${lock} and try again.`);
}

async function unpack(folder: string): Promise<void> {
  await mkdir(path.dirname(folder), { recursive: true });
  const lock = `${folder}.lock`;
  const handle = await takeLock(lock, folder);
  if (!handle) return;
  const half = `${folder}.${process.pid}`;
  const before = process.env['TMPDIR'];
  try {
    await rm(half, { recursive: true, force: true });
    await mkdir(half);
    // The package unpacks into the folder for temporary files, whatever version or half of one lies there already.
    process.env['TMPDIR'] = half;
    await packedChromium.executablePath();
    await rename(half, folder);
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    await handle.close();
    await rm(half, { recursive: true, force: true });
    await rm(lock, { force: true });
  }
}

/**
 * Starts a browser for tests and pictures: the one from the packages, unpacked once for all processes, or the one that
 * KULCS_CHROMIUM names. Close it when done.
 */
export async function launchBrowser(): Promise<Browser> {
  const named = process.env['KULCS_CHROMIUM'];
  const folder = folderOfBrowser();
  if (!named && !existsSync(folder)) await unpack(folder);
  return chromium.launch({
    executablePath: named ?? path.join(folder, 'chromium'),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'],
    env: named ? {} : { ...process.env, FONTCONFIG_PATH: path.join(folder, 'fonts') },
  });
}
