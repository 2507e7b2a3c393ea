import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ProblemError } from '#platform/http/problem.ts';
import type { ImportState } from './contract.ts';

/** Bytes of a file as it is sent, packed or not. */
const largestUpload = 1024 * 1024 * 1024;

/** Rejected rows come back in the kind of file that they came in. */
export type RejectedKind = 'csv' | 'xlsx';

/** A file that arrived whole and belongs to no import yet. */
interface Received {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: Buffer;
}

/** Tells this process from an earlier one of the same number: in a container every process may be number 1. */
const birth = Math.floor(performance.timeOrigin);
/** Tells this machine from others that share the folder. */
const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
/** After so long nothing arrives any more from a machine that cannot be asked. */
const longestArrival = 86_400_000;

async function isArriving(folder: string, where: string, pid: number, since: number): Promise<boolean> {
  if (where !== machine) {
    const begun = await stat(folder).catch(() => null);
    return begun !== null && Date.now() - begun.mtimeMs < longestArrival;
  }
  if (pid === process.pid) return since === birth;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The folder in which files wait for their imports, one folder an import; rows handed back stay there. */
export function importFiles(folder: string) {
  const own = (id: number, name: string): string => path.join(folder, String(id), name);
  const fileOf = (id: number): string => own(id, 'file');
  const joinedFileOf = (id: number, index: number): string => own(id, `joined-${String(index)}`);

  async function removeRead(id: number): Promise<void> {
    const names = await readdir(own(id, '')).catch(() => []);
    const read = names.filter((name) => name === 'file' || name.startsWith('joined-'));
    for (const name of read) await rm(own(id, name), { force: true });
  }

  return {
    fileOf,
    joinedFileOf,
    /** Removes what was read from: the ledger has it now. Rows handed back stay. */
    removeRead,
    rejectedFileOf: (id: number, kind: RejectedKind): string => own(id, `rejected.${kind}`),

    /** Removes everything of an import: what was read from, and rows handed back. */
    remove: (id: number): Promise<void> => rm(own(id, ''), { recursive: true, force: true }),

    /** Takes in what is sent. @throws ProblemError 413, 400 `upload-cut-off`; nothing is kept then */
    async receive(stream: Readable, fileName: string): Promise<Received> {
      // Named after this process, so that what a killed one left behind can be told from what is still arriving.
      const name = `upload-${machine}-${String(process.pid)}-${String(birth)}-${randomUUID()}`;
      const arriving = path.join(folder, name);
      await mkdir(arriving, { recursive: true, mode: 0o700 });
      const file = path.join(arriving, 'file');
      const hash = createHash('sha256');
      let bytes = 0;
      const counted = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          bytes += chunk.length;
          hash.update(chunk);
          done(bytes > largestUpload ? new ProblemError(413, 'body-too-large', { limit: '1 GiB' }) : null, chunk);
        },
      });
      try {
        await pipeline(stream, counted, createWriteStream(file, { mode: 0o600 }));
      } catch (error) {
        await rm(arriving, { recursive: true, force: true });
        if (error instanceof ProblemError) throw error;
        throw new ProblemError(400, 'upload-cut-off', { name: fileName });
      }
      return { file, bytes, sha256: hash.digest() };
    },

    /** Puts a received file where its import looks for it. Its old folder stays until `forget`: the file is still arriving. */
    async place(received: Received, to: string): Promise<void> {
      await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
      await rename(received.file, to);
    },

    /** Ends an arrival, whether the file has its place by now or nobody took it. */
    forget: (received: Received): Promise<void> => rm(path.dirname(received.file), { recursive: true, force: true }),

    /**
     * Removes what processes that were killed left behind: half uploads, files of imports that are loaded, folders of
     * imports that never came on record.
     * @param statesOf gives the states of those of these imports that are on record
     */
    async sweep(statesOf: (ids: readonly number[]) => Promise<ReadonlyMap<number, ImportState>>): Promise<void> {
      const entries = await readdir(folder).catch(() => []);
      const remove = (entry: string): Promise<void> => rm(path.join(folder, entry), { recursive: true, force: true });
      let isQuiet = true;
      for (const entry of entries) {
        const [, where = machine, pid, since] = /^upload-(?:([0-9a-f]{8})-)?(\d+)-(\d+)-/.exec(entry) ?? [];
        if (pid === undefined) continue;
        if (await isArriving(path.join(folder, entry), where, Number(pid), Number(since))) isQuiet = false;
        else await remove(entry);
      }
      const ids = entries.filter((entry) => /^\d{1,9}$/.test(entry)).map(Number);
      const states = await statesOf(ids);
      for (const id of ids) {
        const state = states.get(id);
        if (state === 'loaded') await removeRead(id);
        // While another process takes a file in, an import may be about to come on record.
        if (state === undefined && isQuiet) await remove(String(id));
      }
    },
  };
}
