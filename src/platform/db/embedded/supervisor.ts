/**
 * Entry of a process of its own, between the product and PostgreSQL. It is PostgreSQL's parent: when the product ends,
 * however it ends, its channel closes and the supervisor stops the server; when the server dies, it starts it again.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { RunnableCommand } from './identity.ts';
import { readLock, releaseStaleLock } from './ownership.ts';

export interface SupervisorPlan {
  readonly command: RunnableCommand;
  readonly cluster: string;
  readonly log: string;
}

export type SupervisorMessage =
  | { readonly kind: 'ready'; readonly server: number }
  | { readonly kind: 'lost' }
  | { readonly kind: 'failed'; readonly words: string; readonly isOccupied: boolean };

interface Run {
  readonly isReady: boolean;
  readonly words: string;
}

const fastStop = 'SIGINT';
const immediateStop = 'SIGQUIT';
// A fast stop writes a checkpoint first; when even that hangs, the log replays it at the next start.
const fastStopSeconds = 60;
const restartsInARow = 5;
const largestLogBytes = 5_000_000;
// The folder's lock is held, or backends of a killed server have not noticed yet: both pass.
const passing = /lock file ".*" already exists|pre-existing shared memory block|could not create lock file/;

let stopping = false;
let server: ChildProcess | null = null;

function tell(message: SupervisorMessage): void {
  // The product may have ended between the question and the sending: then nobody is left to be told.
  if (process.connected) process.send?.(message, () => undefined);
}

function stop(): void {
  if (stopping) return;
  stopping = true;
  server?.kill(fastStop);
  setTimeout(() => server?.kill(immediateStop), fastStopSeconds * 1000).unref();
}

/** Begins a new log when the last one is long; the one before is kept beside it. */
function turnLog(log: string): void {
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  if (size > largestLogBytes) renameSync(log, `${log}.1`);
}

/** What PostgreSQL said when it refused to start, from the log's position before the start. */
function readFrom(log: number, position: number): string {
  const buffer = Buffer.alloc(8192);
  const length = readSync(log, buffer, 0, buffer.length, position);
  const lines = buffer.toString('utf8', 0, length).split('\n');
  const telling = lines.filter((line) => /FATAL|PANIC|HINT|could not|error/i.test(line));
  return (telling.length > 0 ? telling : lines).join(' ').replaceAll(/\s+/g, ' ').trim();
}

async function runServer(plan: SupervisorPlan): Promise<Run> {
  turnLog(plan.log);
  const log = openSync(plan.log, 'a+', 0o600);
  const position = fstatSync(log).size;
  try {
    const { file, arguments: parameters, ...user } = plan.command;
    const child = spawn(file, parameters, { ...user, stdio: ['ignore', log, log] });
    server = child;
    let hasEnded = false;
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', () => resolve(''));
    }).finally(() => {
      hasEnded = true;
    });
    let isReady = false;
    while (!hasEnded && !isReady && !stopping) {
      const lock = await readLock(plan.cluster);
      isReady = lock?.status === 'ready' && lock.process === child.pid;
      if (!isReady) await Promise.race([ended, wait(20)]);
    }
    if (isReady && child.pid !== undefined) tell({ kind: 'ready', server: child.pid });
    const words = await ended;
    server = null;
    return { isReady, words: words || readFrom(log, position) };
  } finally {
    closeSync(log);
  }
}

async function supervise(plan: SupervisorPlan): Promise<void> {
  let hasServed = false;
  let failures = 0;
  while (!stopping) {
    await releaseStaleLock(plan.cluster);
    if (stopping) return;
    const run = await runServer(plan);
    if (stopping) return;
    if (run.isReady) {
      tell({ kind: 'lost' });
      hasServed = true;
      failures = 0;
      continue;
    }
    const isOccupied = passing.test(run.words);
    failures += isOccupied ? 0 : 1;
    // At first the product decides what to do about a refusal; later the product only has us.
    if (!hasServed || failures >= restartsInARow) {
      tell({ kind: 'failed', words: run.words, isOccupied });
      process.exitCode = 1;
      return;
    }
    await wait(isOccupied ? 100 : 300);
  }
}

// A service manager signals the whole group: the server must stay until the product has ended its last request.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.on('disconnect', stop);
// The plan was written by our own launcher, in this shape.
await supervise(JSON.parse(process.argv[2] ?? '') as SupervisorPlan);
if (process.connected) process.disconnect();
