/**
 * The process that is killed: opens the store of the folder in its first argument, lets the clients of the workload named
 * in the second work without end, and examines the store when it is asked to.
 */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openStore, type Store } from '#platform/db/store.ts';
import { randomOf } from './random.ts';
import type { Damage, Workload } from './workload.ts';

export type Answer =
  | { readonly kind: 'open' }
  /** Not asked for: a client is where a kill would hurt most. */
  | { readonly kind: 'at-risk' }
  | { readonly kind: 'examined'; readonly damage: Damage; readonly acknowledged: number }
  | { readonly kind: 'closed' };

export type Question = 'examine' | 'close';

const [folder = '', name = '', seed = '0', round = '0'] = process.argv.slice(2);
const acknowledgements = join(folder, 'acknowledged.log');
const piecesInRound = 1_000_000;
/** A store that does not answer for so long is worth a word: the one who asked gives up soon after. */
const unansweredMilliseconds = 10_000;

let isPaused = true;
let isClosing = false;
let working = 0;

async function runClient(store: Store, workload: Workload, client: number, log: number): Promise<void> {
  const random = randomOf(Number(seed) + client * 7919 + Number(round));
  for (let piece = Number(round) * piecesInRound; !isClosing; piece += 1) {
    if (isPaused) {
      await wait(5);
      continue;
    }
    working += 1;
    try {
      await workload.work({
        store,
        client,
        piece,
        random,
        acknowledge: (record) => void writeSync(log, `${record}\n`),
        warn: () => tell({ kind: 'at-risk' }),
      });
    } catch {
      // Unanswered: whole or absent, which the examination finds out. The server may be coming back.
      await wait(50);
    } finally {
      working -= 1;
    }
  }
}

const tell = (answer: Answer): void => void process.send?.(answer);

/** Waits for the clients to stop, then asks until the store answers. */
async function examine(store: Store, workload: Workload): Promise<void> {
  isPaused = true;
  while (working > 0) await wait(5);
  const acknowledged = readFileSync(acknowledgements, 'utf8').split('\n').slice(0, -1);
  const complainAt = performance.now() + unansweredMilliseconds;
  for (let hasComplained = false; ;) {
    try {
      const damage = await workload.examine(store, acknowledged);
      tell({ kind: 'examined', damage, acknowledged: acknowledged.length });
      isPaused = false;
      return;
    } catch (error) {
      // Only a store that does not answer is waited for; the one who asked has a limit.
      if (!(error instanceof Error)) throw error;
      if (!hasComplained && performance.now() > complainAt) {
        hasComplained = true;
        process.stderr.write(`still no answer: ${error.stack ?? error.message}\n`);
      }
      await wait(50);
    }
  }
}

// The file that is named here exports a workload; a wrong name ends this process at once.
const { workload } = (await import(`./workloads/${name}.ts`)) as { workload: Workload };
const dataFolder = join(folder, 'data');
const store = await openStore({ dataFolder, databaseUrl: null, isProduction: true });
void store.lost.then((problem) => {
  throw problem;
});
await workload.prepare(store, dataFolder);
const log = openSync(acknowledgements, 'a');
const clients = Array.from({ length: workload.clients }, (_, client) => runClient(store, workload, client, log));

async function close(): Promise<void> {
  isClosing = true;
  await Promise.all(clients);
  await workload.close?.();
  await store.close();
  closeSync(log);
  tell({ kind: 'closed' });
  process.disconnect();
}

process.on('message', (question: Question) => {
  void (question === 'examine' ? examine(store, workload) : close());
});
process.on('disconnect', () => {
  if (!isClosing) process.exit(1);
});
tell({ kind: 'open' });
