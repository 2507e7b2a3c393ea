import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const kulcs = path.resolve(import.meta.dirname, '../src/app/cli.ts');
/** Those of bin/kulcs, which is left out so that the server itself is what is killed. */
const flags = ['--max-semi-space-size=8'];

/** What a command said to its end. */
export interface Ended {
  readonly code: number | null;
  /** What it said on standard error. */
  readonly words: string;
}

/** Runs a command of the product to its end, whatever that is. */
export async function tryKulcs(environment: NodeJS.ProcessEnv, ...words: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [kulcs, ...words], { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, words: said };
}

/** The same for one that must succeed. @throws Error with what it said */
export async function runKulcs(environment: NodeJS.ProcessEnv, ...words: readonly string[]): Promise<void> {
  const { code, words: said } = await tryKulcs(environment, ...words);
  if (code !== 0) throw new Error(`kulcs ${words.join(' ')} ended with ${String(code)}: ${said}`);
}

/** Starts a server and waits until it is ready. @throws Error when it ends, or is not ready within two minutes */
export async function startKulcs(environment: NodeJS.ProcessEnv, url: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [...flags, kulcs, 'start', '--no-demo'], {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (let tries = 0; tries < 1200 && child.exitCode === null; tries += 1) {
    const ready = await fetch(`${url}/health/ready`).then(
      (reply) => reply.ok,
      () => false,
    );
    if (ready) return child;
    await wait(100);
  }
  child.kill('SIGKILL');
  throw new Error('The server was not ready within two minutes, or ended.');
}

/** Asks a server to end. @returns its exit code */
export async function stopKulcs(server: ChildProcess): Promise<number | null> {
  if (server.exitCode !== null || server.signalCode !== null) return server.exitCode;
  const ended = new Promise<number | null>((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  return ended;
}

export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Says whether a promise was kept, and what was found; one that was broken ends this program with 1. */
export function promise(what: string, isKept: boolean, found: string): void {
  say(`  ${isKept ? 'kept  ' : 'BROKEN'} ${what}: ${found}`);
  if (!isKept) process.exitCode = 1;
}
