import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbedded } from '#platform/db/embedded/start.ts';
import { openPool } from '#platform/db/pool.ts';
import type { BackupKey } from './key.ts';
import { restoreBackup, type Restored } from './restore.ts';
import type { OnProgress } from './write-backup.ts';

// What is only tried may be lost; the store itself is never run like that.
const careless = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };

/**
 * Restores a backup into a database of its own that is thrown away, and compares what is there with what was written.
 * @returns what was restored, and the hash of the file
 * @throws BackupProblem for whatever is wrong with the file
 */
export async function verifyBackup(
  file: string,
  key: BackupKey,
  onProgress?: OnProgress,
): Promise<Restored & { sha256: string }> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'kulcs-verify-'));
  try {
    const server = await startEmbedded({ dataFolder, settings: careless });
    const pool = openPool(server.connection, { size: 2 });
    try {
      const restored = await restoreBackup({
        pool,
        dataFolder,
        target: dataFolder,
        file,
        key,
        ...(onProgress ? { onProgress } : {}),
      });
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) hash.update(chunk);
      return { ...restored, sha256: hash.digest('hex') };
    } finally {
      await pool.end();
      await server.stop();
    }
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
}
