import { statfsSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import type { Folders } from './folders.ts';

/** Settings of postgresql.conf by name. */
export type ServerSettings = Readonly<Record<string, string>>;

const megabyte = 1024 * 1024;

// Containers give /dev/shm 64 MB, which one parallel hash join can exceed; shared memory of System V has no such limit.
function sharedMemoryKind(): ServerSettings {
  if (process.platform !== 'linux') return {};
  try {
    const { blocks, bsize } = statfsSync('/dev/shm');
    return { dynamic_shared_memory_type: blocks * bsize >= 512 * megabyte ? 'posix' : 'sysv' };
  } catch {
    return { dynamic_shared_memory_type: 'sysv' };
  }
}

/**
 * Settings of the embedded server: for a small machine that does other work too, with nothing off that durability
 * rests on (reliability, DUR-2).
 */
export function serverSettings(folders: Folders, changes: ServerSettings = {}): ServerSettings {
  return {
    listen_addresses: '',
    port: '5432',
    unix_socket_directories: folders.socket,
    unix_socket_permissions: '0700',
    max_connections: '60',
    shared_buffers: '256MB',
    effective_cache_size: `${String(Math.max(512, Math.floor(totalmem() / 2 / megabyte)))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '2GB',
    checkpoint_completion_target: '0.9',
    wal_compression: 'on',
    random_page_cost: '1.1',
    jit: 'off',
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    // Neither statements nor the values of a violated row: both carry what people wrote.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    hba_file: join(folders.cluster, 'pg_hba.conf'),
    ...sharedMemoryKind(),
    ...changes,
  };
}

/** The settings as command-line arguments of `postgres`. */
export const asArguments = (settings: ServerSettings): string[] =>
  Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
