import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { StoreProblem } from '../problem.ts';
import type { Folders } from './folders.ts';
import { birthOf, stateOf } from './process-state.ts';

/** How long a start waits for the remains of a crash to clear: backends of a killed server need a moment to notice. */
export const patienceSeconds = 15;
const politeSeconds = 5;
// Long enough for a process that was just killed to be gone, short enough for a refusal at once.
const graceSeconds = 0.5;

// Above the largest process number of any system we run on: PostgreSQL finds no such process, and goes on to ask
// whether the shared memory named in the same file is still in use.
const impossibleProcess = 2_000_000_000;

interface Owner {
  readonly process: number;
  readonly birth: string;
  readonly server: number;
}

const lockOf = (cluster: string): string => join(cluster, 'postmaster.pid');

const read = (path: string): Promise<string | null> => readFile(path, 'utf8').catch(() => null);

const firstNumber = (text: string): number => Math.abs(Number.parseInt(text, 10)) || 0;

/** The process number in the server's lock file and its last status word; null without such a file. */
export async function readLock(cluster: string): Promise<{ process: number; status: string } | null> {
  const text = await read(lockOf(cluster));
  return text === null ? null : { process: firstNumber(text), status: (text.split('\n')[7] ?? '').trim() };
}

/**
 * Makes a lock file harmless whose process is a zombie or a stranger under a reused number: PostgreSQL would take
 * either for a live server for ever. The shared memory noted in it is kept, so that PostgreSQL still refuses to start
 * beside orphaned backends. The file is moved aside first, so that of two starts at once only one changes it.
 */
export async function releaseStaleLock(cluster: string): Promise<void> {
  const lock = lockOf(cluster);
  const before = await read(lock);
  if (before === null) return;
  const state = stateOf(firstNumber(before), cluster);
  if (state === 'gone' || state === 'server') return;
  const aside = `${lock}.${String(process.pid)}`;
  try {
    await rename(lock, aside);
  } catch {
    return;
  }
  try {
    if ((await read(aside)) === before) {
      await writeFile(aside, before.replace(/^-?\d+/, String(impossibleProcess)));
    }
    await link(aside, lock).catch(() => undefined);
  } finally {
    await rm(aside, { force: true });
  }
}

async function readOwner(folders: Folders): Promise<Owner | null> {
  const text = await read(folders.owner);
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const { process: owner, birth, server } = value as Partial<Record<string, unknown>>; // each field is checked next
    return typeof owner === 'number' && typeof birth === 'string' && typeof server === 'number'
      ? { process: owner, birth, server }
      : null;
  } catch {
    return null;
  }
}

/** Notes that this process started the server `server` of this folder. */
export async function writeOwner(folders: Folders, server: number): Promise<void> {
  const owner: Owner = { process: process.pid, birth: birthOf(process.pid) ?? '', server };
  const draft = `${folders.owner}.${String(process.pid)}`;
  await writeFile(draft, JSON.stringify(owner), { mode: 0o600 });
  await rename(draft, folders.owner);
}

/** Takes the note away again when it is still ours. */
export async function removeOwner(folders: Folders): Promise<void> {
  if ((await readOwner(folders))?.process === process.pid) await rm(folders.owner, { force: true });
}

/**
 * Waits until no server works on this folder. Refuses within a second when a live process owns it, and after 15 s when
 * a server stays whose owner is not known. A server whose owner has ended is asked to stop.
 */
export async function untilUnowned(folders: Folders, deadline: number): Promise<void> {
  const began = Date.now();
  let asked = false;
  for (;;) {
    const lock = await readLock(folders.cluster);
    if (lock === null) return;
    const state = stateOf(lock.process, folders.cluster);
    if (state === 'gone') return;
    if (state !== 'server') return releaseStaleLock(folders.cluster);
    const owner = await readOwner(folders);
    const isOwned = owner !== null && owner.server === lock.process && birthOf(owner.process) === owner.birth;
    if (Date.now() > (isOwned ? began + graceSeconds * 1000 : deadline)) {
      throw new StoreProblem('folder-in-use', {
        folder: folders.data,
        process: isOwned ? owner.process : lock.process,
      });
    }
    if (!asked && owner?.server === lock.process && Date.now() > began + politeSeconds * 1000) {
      asked = true;
      process.kill(lock.process, 'SIGINT');
    }
    await wait(50);
  }
}
