import { setTimeout as wait } from 'node:timers/promises';
import type { Actor } from '#platform/access/actor.ts';
import { outsideRequest } from '#platform/access/request-context.ts';
import { asActor, type Database } from '#platform/access/transaction.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { Import } from './contract.ts';
import { batchById, failAbandoned, tellProgress, wantCancel } from './imports.ts';

/** How often a run says how far it is, and hears whether another process was asked to cancel it. */
const tellMilliseconds = 500;
/** How often it is looked for runs whose process is gone. */
const lookMilliseconds = 1_000;
const cancelMilliseconds = 5_000;

/** A run of this process, as far as others are told of it. */
interface ToldRun {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
  readonly progress: NonNullable<Import['progress']>;
}

/** What several processes on one store tell each other of their imports, by its database. */
export function importProcesses(database: Database, processName: string, stopping: AbortSignal) {
  const pause = (milliseconds: number, signal = stopping): Promise<void> =>
    wait(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);

  return {
    /** Says how far a run is until it has ended, and breaks it off when another process was asked to cancel it. */
    keepTelling: (actor: Actor, id: number, run: string, told: ToldRun): Promise<void> =>
      outsideRequest(async () => {
        const over = new AbortController();
        void told.ended.finally(() => over.abort());
        for (;;) {
          await pause(tellMilliseconds, over.signal);
          if (over.signal.aborted) return;
          const isCancelWanted = await asActor(database, actor, (tx) => tellProgress(tx, id, run, told.progress)).catch(
            // A database that is away for a moment is told the next time.
            () => false,
          );
          if (isCancelWanted) told.abort.abort();
        }
      }),

    /** Has another process cancel what it runs, and waits for that. @throws ProblemError 409 `import-not-running` */
    async cancelElsewhere(actor: Actor, id: number): Promise<void> {
      const isRunning = await asActor(database, actor, (tx) => wantCancel(tx, id));
      if (!isRunning) throw new ProblemError(409, 'import-not-running');
      const end = performance.now() + cancelMilliseconds;
      while (performance.now() < end && !stopping.aborted) {
        await pause(tellMilliseconds / 2);
        const { state } = await asActor(database, actor, (tx) => batchById(tx, id));
        if (state !== 'running') return;
      }
    },

    /**
     * Gives up, again and again, what processes left running that have ended.
     * @param isEndless goes on when nothing runs elsewhere: other processes may end later
     */
    async watchAbandoned(actor: Actor, isEndless: boolean): Promise<void> {
      while (!stopping.aborted) {
        await pause(lookMilliseconds);
        if (stopping.aborted) return;
        const elsewhere = await asActor(database, actor, (tx) => failAbandoned(tx, processName)).catch(() => 1);
        if (elsewhere === 0 && !isEndless) return;
      }
    },
  };
}
