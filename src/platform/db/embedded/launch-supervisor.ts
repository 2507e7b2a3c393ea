import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plainEnvironment } from './initialise.ts';
import { stateOf } from './process-state.ts';
import type { SupervisorMessage, SupervisorPlan } from './supervisor.ts';

/** A server that answers, and the process that watches over it. */
export interface Supervised {
  /** Process number of the server. */
  server(): number;
  /** Calls back at each later start of the server. */
  onReady(listener: (server: number) => void): void;
  /** Settles when the supervisor has ended: null after `stop`, else its last words. */
  readonly ended: Promise<string | null>;
  stop(): Promise<void>;
}

type LaunchOutcome =
  | { readonly kind: 'ready'; readonly supervised: Supervised }
  | { readonly kind: 'failed'; readonly words: string; readonly isOccupied: boolean };

const supervisorFile = fileURLToPath(new URL('./supervisor.ts', import.meta.url));

/** Starts a supervisor with its server; settles when the server answers or has refused to start. */
export function launchSupervisor(plan: SupervisorPlan): Promise<LaunchOutcome> {
  const child = spawn(process.execPath, [supervisorFile, JSON.stringify(plan)], {
    // A group of its own: a Ctrl-C in the terminal, or a kill of our group, reaches us first and the server through us.
    detached: true,
    cwd: dirname(plan.cluster),
    env: plainEnvironment(),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const listeners: ((server: number) => void)[] = [];
  let server = 0;
  let isStopping = false;
  let failure: Extract<SupervisorMessage, { kind: 'failed' }> | null = null;

  const ended = new Promise<string | null>((resolve) => {
    const finish = (words: string): void => {
      // Without its supervisor nothing would stop the server when we end: it stops now.
      if (server > 0 && stateOf(server, plan.cluster) === 'server') process.kill(server, 'SIGINT');
      resolve(isStopping ? null : (failure?.words ?? words));
    };
    child.once('error', (error) => finish(error.message));
    child.once('exit', (code, signal) => finish(`the supervisor ended (${signal ?? String(code)})`));
  });

  const supervised: Supervised = {
    server: () => server,
    onReady: (listener) => listeners.push(listener),
    ended,
    async stop() {
      isStopping = true;
      child.ref();
      if (child.connected) child.disconnect();
      await ended;
    },
  };

  return new Promise((resolve) => {
    child.on('message', (raw) => {
      const message = raw as SupervisorMessage; // our own supervisor is the only one who can write to this channel
      if (message.kind === 'failed') failure = message;
      if (message.kind !== 'ready') return;
      server = message.server;
      for (const listener of listeners) listener(server);
      // From here on the server alone keeps no program running.
      child.unref();
      child.channel?.unref();
      resolve({ kind: 'ready', supervised });
    });
    void ended.then((words) => {
      resolve({ kind: 'failed', words: words ?? '', isOccupied: failure?.isOccupied ?? false });
    });
  });
}
