import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';

/** A port that the slice of the accounts fills: the team knows people, not what they look after. */
export interface AccountsOfTeam {
  /** Gives all of a person's accounts to another, from today on. @returns how many */
  readonly handOver: (tx: Tx, actor: Actor, fromPersonId: number, toEmail: string) => Promise<number>;
  /** The accounts with these codes. @throws ProblemError 404 `not-found` when the actor does not see one of them */
  readonly idsOf: (tx: Tx, codes: readonly string[]) => Promise<number[]>;
}
