/** A stream of numbers that look random and are always the same for the same seed. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** Evenly from `low` up to `high`. */
  between(low: number, high: number): number;
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** A factor around 1 with this relative spread, never zero or below (log-normal). */
  factor(spread: number): number;
}

/** FNV-1a: neighbouring texts give numbers that are far apart, which is all a seed needs. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

/**
 * The stream of a name (generator sfc32). Each thing that draws has a stream of its own, named after itself: a new client
 * or product then changes nothing about those that were there before.
 */
export function randomOf(...name: readonly (string | number)[]): Random {
  const seed = name.join('/');
  let a = hash(`${seed}/a`);
  let b = hash(`${seed}/b`);
  let c = hash(`${seed}/c`);
  let counter = 1;

  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < 12; round += 1) next();

  const between = (low: number, high: number): number => low + next() * (high - low);
  return {
    next,
    between,
    whole: (low, high) => Math.floor(between(low, high + 1)),
    chance: (probability) => next() < probability,
    factor: (spread) => {
      // The sum of six even draws is close enough to a bell curve; its standard deviation is the root of 6/12.
      let sum = -3;
      for (let draw = 0; draw < 6; draw += 1) sum += next();
      return Math.exp((sum / Math.SQRT1_2) * spread);
    },
  };
}
