import { useSyncExternalStore } from 'react';

type Answer = (isProven: boolean) => void;

let waiting: readonly Answer[] = [];
const listeners = new Set<() => void>();

function change(next: readonly Answer[]): void {
  waiting = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Lets the person prove once more who she is, before a dangerous act goes on.
 * @returns whether she did; false at once where no page stands that could ask
 */
export function askForProof(): Promise<boolean> {
  if (listeners.size === 0) return Promise.resolve(false);
  return new Promise((resolve) => change([...waiting, resolve]));
}

/** Tells everything that waits for the proof how it went. */
export function answerProof(isProven: boolean): void {
  const answered = waiting;
  change([]);
  for (const answer of answered) answer(isProven);
}

/** Whether something waits for a proof. */
export const useProofAsked = (): boolean => useSyncExternalStore(subscribe, () => waiting.length > 0);
