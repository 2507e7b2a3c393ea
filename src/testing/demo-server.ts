import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';

/** A server with the demo company, as a person starts it. */
export interface DemoServer {
  readonly url: string;
  /** What it printed. */
  readonly output: () => string;
  /** The one-time sign-in link that it printed for a role; used up by the first visit. */
  readonly linkOf: (role: string) => string;
  /** Runs the command line against the same data folder. @returns what it printed on standard output */
  readonly kulcs: (...words: string[]) => Promise<string>;
  readonly stop: () => Promise<void>;
}

const kulcs = path.resolve(import.meta.dirname, '../../bin/kulcs');

/** Starts `kulcs start` on a data folder and a free port, and waits until it has printed the sign-in links. */
export async function startDemo(dataFolder: string): Promise<DemoServer> {
  const port = await freePort();
  const environment = { ...process.env, KULCS_DATA: dataFolder, KULCS_PORT: String(port) };
  const server = spawn(process.execPath, [kulcs, 'start'], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
      if (/\n {2}admin .+\n/.test(output)) resolve();
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.once('exit', (code) => reject(new Error(`The server ended with ${String(code)}:\n${output}`)));
  });
  return {
    url: `http://127.0.0.1:${String(port)}`,
    output: () => output,
    linkOf(role) {
      const found = new RegExp(`\\n {2}${role} .* (http\\S+)`).exec(output)?.[1];
      if (found === undefined) throw new Error(`No sign-in link for ${role} in:\n${output}`);
      return found;
    },
    kulcs: (...words) => run(words, environment),
    async stop() {
      server.removeAllListeners('exit');
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await ended;
    },
  };
}

function run(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(process.execPath, [kulcs, ...words], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')));
  return new Promise((resolve, reject) => {
    child.once('exit', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`kulcs ${words.join(' ')}: ${errors}`)),
    );
  });
}

/** A port of the loopback address that nobody uses now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No free port.')),
      );
    });
  });
}
