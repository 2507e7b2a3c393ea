/** Work that goes on after the answer was sent. */
interface Background {
  /** Begins it; what it throws is logged. */
  readonly start: (work: () => Promise<unknown>) => void;
  /** When all of it is done. */
  readonly settled: () => Promise<void>;
}

export function createBackground(onError: (error: unknown) => void): Background {
  const running = new Set<Promise<void>>();
  return {
    start(work) {
      const done = work().then(() => undefined, onError);
      running.add(done);
      void done.then(() => running.delete(done));
    },
    async settled() {
      await Promise.all(running);
    },
  };
}
