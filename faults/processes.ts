import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

interface Relation {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
}

function all(): readonly Relation[] {
  if (process.platform !== 'linux') {
    const text = execFileSync('ps', ['-A', '-o', 'pid=', '-o', 'ppid=', '-o', 'comm='], { encoding: 'utf8' });
    return text.split('\n').map((line) => {
      const [pid = '', parent = '', ...name] = line.trim().split(/\s+/);
      return { pid: Number(pid), parent: Number(parent), name: name.join(' ') };
    });
  }
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        const text = readFileSync(`/proc/${entry}/stat`, 'utf8');
        const end = text.lastIndexOf(')');
        const parent = Number(text.slice(end + 2).split(' ')[1]);
        return [{ pid: Number(entry), parent, name: text.slice(text.indexOf('(') + 1, end) }];
      } catch {
        return []; // ended while we were looking
      }
    });
}

/** All processes below `root`, nearest first. */
export function descendantsOf(root: number): readonly Relation[] {
  const everything = all();
  const found: Relation[] = [];
  for (let generation = [root]; generation.length > 0;) {
    const children = everything.filter(({ parent }) => generation.includes(parent));
    found.push(...children);
    generation = children.map(({ pid }) => pid);
  }
  return found;
}

/** Kills a process outright; one that has ended meanwhile does not matter. */
export function killOutright(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
