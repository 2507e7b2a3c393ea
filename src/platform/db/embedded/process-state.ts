import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

/** `gone`: no such process; `zombie`: ended but not collected; `server`: PostgreSQL on this cluster; `stranger`: else. */
type ProcessState = 'gone' | 'zombie' | 'server' | 'stranger';

interface Sighting {
  readonly state: string;
  readonly name: string;
  /** When it started, in whatever unit the system gives: tells two processes of the same number apart. */
  readonly birth: string;
}

function look(pid: number): Sighting | null {
  try {
    if (process.platform === 'linux') {
      const text = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
      // The name stands in brackets and may itself hold brackets and spaces.
      const end = text.lastIndexOf(')');
      const rest = text.slice(end + 2).split(' ');
      return { name: text.slice(text.indexOf('(') + 1, end), state: rest[0] ?? '', birth: rest[19] ?? '' };
    }
    const text = execFileSync('ps', ['-o', 'state=', '-o', 'lstart=', '-o', 'comm=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, LC_ALL: 'C' },
    }).trim();
    const words = text.split(/\s+/);
    return { state: words[0] ?? '', birth: words.slice(1, 6).join(' '), name: words.slice(6).join(' ') };
  } catch {
    return null;
  }
}

/** What the process `pid` is to the cluster in `cluster` (a real path). */
export function stateOf(pid: number, cluster: string): ProcessState {
  const seen = look(pid);
  if (seen === null) return 'gone';
  if (seen.state.startsWith('Z') || seen.state === 'X') return 'zombie';
  if (!seen.name.includes('postgres')) return 'stranger';
  if (process.platform !== 'linux') return 'server';
  try {
    // PostgreSQL works inside its cluster's folder: so a server of another folder under a reused number is told apart.
    return readlinkSync(`/proc/${String(pid)}/cwd`) === cluster ? 'server' : 'stranger';
  } catch {
    return 'server';
  }
}

/** A mark that no later process of the same number has; null when there is no such process. */
export const birthOf = (pid: number): string | null => {
  const seen = look(pid);
  return seen === null || seen.state.startsWith('Z') ? null : seen.birth;
};
