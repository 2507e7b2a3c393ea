/** The time as it is told to everything that asks; milliseconds since 1970 in UTC. */
export interface Clock {
  now(): number;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still until it is moved, for tests and for the demo. */
interface FixedClock extends Clock {
  /** Moves by so many milliseconds; backwards when negative. */
  advance(milliseconds: number): void;
}

/** A clock that stands at `instant`: ISO 8601 text with a zone, or milliseconds. Refuses text that is no instant. */
export function fixedClock(instant: string | number): FixedClock {
  let time = typeof instant === 'number' ? instant : Date.parse(instant);
  if (!Number.isFinite(time)) throw new RangeError(`not an instant: ${String(instant)}`);
  return {
    now: () => time,
    advance(milliseconds) {
      time += milliseconds;
    },
  };
}
