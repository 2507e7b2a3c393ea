import type { Store } from '#platform/db/store.ts';
import type { Random } from './random.ts';

/** What one client of a workload is given. */
export interface ClientContext {
  readonly store: Store;
  /** Number of the client, from 0. */
  readonly client: number;
  /** Number of the piece of work: never given twice to a client, over all restarts. */
  readonly piece: number;
  readonly random: Random;
  /**
   * Says that the outside world was told of success: whatever stands in `record` must be there after any crash. It is
   * written before this returns. One line, without a line break.
   */
  readonly acknowledge: (record: string) => void;
  /** Says that a kill would hurt most just now: half of the kills follow such a moment. */
  readonly warn: () => void;
}

/** What is wrong in the store; both lists are empty when nothing is. */
export interface Damage {
  /** Acknowledged and not there. */
  readonly lost: readonly string[];
  /** There, and not whole, acknowledged or not. */
  readonly halves: readonly string[];
  /** What the examination saw, in words for the report. */
  readonly seen?: string;
}

/** Work that is interrupted at random moments. Each lies in a file of `workloads/` and is exported as `workload`. */
export interface Workload {
  /** How many clients work at once. */
  readonly clients: number;
  /** Makes what the work needs; called at each start, so it must not mind being called again. */
  prepare(store: Store, dataFolder: string): Promise<void>;
  /** Does one piece of work. What it throws counts as unanswered: the piece must be whole or absent. */
  work(context: ClientContext): Promise<void>;
  /** Compares the store with everything that was acknowledged. Called while no client works. */
  examine(store: Store, acknowledged: readonly string[]): Promise<Damage>;
  /** Ends what `prepare` began, at an orderly stop. */
  close?(): Promise<void>;
}
