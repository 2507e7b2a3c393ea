import { fork, type ChildProcess } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { FileFault } from './file-fault.ts';
import { ReaderMessage, type ReaderJob } from './protocol.ts';
import type { ReadProgress } from './types.ts';

const childPath = fileURLToPath(new URL('reader-child.ts', import.meta.url));

/** The answer a job ends with; progress and faults are told apart from it here. */
type ReaderAnswer = Exclude<ReaderMessage, { kind: 'progress' | 'fault' }>;

interface ReaderChild {
  readonly output: Readable;
  /** Standard input of the child; null unless asked for. */
  readonly input: Writable | null;
  /**
   * Settles when the child has ended and its output was read. Rejects with a FileFault, with the reason of the signal, or with an
   * Error when the child ended in another way.
   */
  readonly answer: Promise<ReaderAnswer>;
  /** Ends the child at once. */
  kill(reason: Error): void;
}

interface ReaderSettings {
  readonly milliseconds: number;
  readonly heapMegabytes: number;
  readonly withInput?: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ReadProgress) => void) | undefined;
}

/** Memory that a child has beside its heap: the chunks of the file and of the rows on their way out. */
const youngHeapMegabytes = 16;

/**
 * A child gets no setting of the server: no secret can be read in it. Windows programs do not start without the first two; the
 * last says where our own programs lie compiled.
 */
function bareEnvironment(): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {};
  for (const name of ['SystemRoot', 'windir', 'NODE_COMPILE_CACHE']) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

function lowerPriority(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or the system forbids it: a matter of politeness, not of correctness.
  }
}

const complaintLength = 2_000;

/**
 * Starts a child process that reads one file from outside. The wall (INP-2): limits on memory and time, ended by SIGKILL, never a
 * thread of the server.
 */
export function startReader(job: ReaderJob, settings: ReaderSettings): ReaderChild {
  settings.signal?.throwIfAborted();
  const child = fork(childPath, [], {
    execArgv: [
      `--max-old-space-size=${settings.heapMegabytes}`,
      `--max-semi-space-size=${youngHeapMegabytes}`,
      '--disable-warning=ExperimentalWarning',
    ],
    env: bareEnvironment(),
    stdio: [settings.withInput ? 'pipe' : 'ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'json',
  });
  const output = child.stdout;
  if (!output) throw new Error('the reader child has no output');
  lowerPriority(child);

  let complaint = '';
  let stopReason: Error | null = null;
  let answered: ReaderMessage | null = null;
  const kill = (reason: Error): void => {
    stopReason ??= reason;
    child.kill('SIGKILL');
    // A killed child writes no more; what it wrote before is of no use, and nobody may be waiting for it.
    output.destroy();
  };

  child.stderr?.on('data', (data: Buffer) => {
    if (complaint.length < complaintLength) complaint += data.toString();
  });
  child.on('message', (raw) => {
    const message = ReaderMessage.safeParse(raw);
    if (!message.success) kill(new Error('the reader child said something unknown', { cause: message.error }));
    else if (message.data.kind === 'progress') settings.onProgress?.(message.data);
    else answered = message.data;
    // What was written before a fault is worth nothing: nobody need read it to its end.
    if (answered?.kind === 'fault') output.destroy();
  });

  const timer = setTimeout(
    () => kill(new FileFault('file-time', { seconds: Math.round(settings.milliseconds / 1_000) })),
    settings.milliseconds,
  );
  const onAbort = (): void =>
    kill(settings.signal?.reason instanceof Error ? settings.signal.reason : new Error('aborted'));
  settings.signal?.addEventListener('abort', onAbort, { once: true });

  const outcome = (code: number | null, signal: NodeJS.Signals | null): ReaderAnswer => {
    if (stopReason) throw stopReason;
    if (answered?.kind === 'fault') throw new FileFault(answered.code, answered.facts);
    if (code === 0 && answered && answered.kind !== 'progress') return answered;
    if (signal === 'SIGABRT' || code === 134 || complaint.includes('heap out of memory')) {
      throw new FileFault('file-memory', { limit: settings.heapMegabytes });
    }
    throw new Error(`the reader child ended with ${signal ?? String(code)}: ${complaint.slice(0, complaintLength)}`);
  };

  const ended = new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.on('error', (error) => {
      stopReason ??= error;
      resolve([null, null]);
    });
    child.on('close', (code, endSignal) => resolve([code, endSignal]));
  });
  const answer = ended.then(([code, endSignal]) => {
    clearTimeout(timer);
    settings.signal?.removeEventListener('abort', onAbort);
    return outcome(code, endSignal);
  });
  // Whoever reads the output only learns of a fault there; the same fault here is then no unhandled one.
  answer.catch(() => undefined);
  child.send(job);
  return { output, input: child.stdin, answer, kill };
}
