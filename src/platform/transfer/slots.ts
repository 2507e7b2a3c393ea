/** Lets only so many jobs run at a time; the others wait in the order they came. */
interface Slots {
  /** Waits for a slot. @returns a function that gives it back. @throws the signal's reason when it is aborted before */
  take(signal?: AbortSignal): Promise<() => void>;
}

export function createSlots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];
  const giveBack = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  const once = (): (() => void) => {
    let isBack = false;
    return () => {
      if (!isBack) giveBack();
      isBack = true;
    };
  };
  return {
    async take(signal) {
      signal?.throwIfAborted();
      if (free > 0) {
        free -= 1;
        return once();
      }
      await new Promise<void>((resolve, reject) => {
        const turn = (): void => {
          signal?.removeEventListener('abort', giveUp);
          resolve();
        };
        const giveUp = (): void => {
          waiting.splice(waiting.indexOf(turn), 1);
          reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
        };
        waiting.push(turn);
        signal?.addEventListener('abort', giveUp, { once: true });
      });
      return once();
    },
  };
}

/** Files that are read whole (import contract: two children at a time). */
export const readingSlots = createSlots(2);

/** Files that are only looked at: a person waits, and must not wait behind two long readings. */
export const lookingSlots = createSlots(2);
