import { maxValueLength } from './limits.ts';
import { createDayParser, knownDateFormats, type DayParser } from './parse-day.ts';
import { createDecimalParser, decimalEvidence } from './parse-decimal.ts';
import type { DecimalMark, ShareStyle } from './types.ts';

/** Collects values of a column and answers, when enough was seen, how they are written. */
interface DateFormatGuess {
  add(text: string): void;
  /** Whether further values could not change the answer: one order of day, month and year reads more values than any other. */
  decided(): boolean;
  /** The format, null when no known one reads any value; `open` when several orders read them equally well. */
  answer(): { format: string | null; open: boolean };
}

interface Candidate {
  readonly format: string;
  /** Formats that differ only in leading zeros and spaces are one way of writing. */
  readonly order: string;
  readonly parse: DayParser;
  hits: number;
}

const distinctValues = 20_000;

/** Votes with every distinct value: a file repeats few days many times. */
export function createDateFormatGuess(): DateFormatGuess {
  const candidates: Candidate[] = knownDateFormats.map((format) => ({
    format,
    order: format
      .replace('DD', 'D')
      .replace(/(?<!M)MM(?!M)/, 'M')
      .replaceAll(' ', ''),
    parse: createDayParser(format, { exact: true }),
    hits: 0,
  }));
  const seen = new Set<string>();
  const ranking = (): { best: Candidate | null; open: boolean } => {
    let best: Candidate | null = null;
    for (const candidate of candidates) if (candidate.hits > (best?.hits ?? 0)) best = candidate;
    const winner = best;
    if (!winner) return { best: null, open: false };
    return { best: winner, open: candidates.some(({ hits, order }) => hits === winner.hits && order !== winner.order) };
  };
  return {
    add(text) {
      if (text.length > maxValueLength || seen.size >= distinctValues || seen.has(text)) return;
      seen.add(text);
      for (const candidate of candidates) if (candidate.parse(text) !== null) candidate.hits += 1;
    },
    decided() {
      const { best, open } = ranking();
      return best !== null && !open;
    },
    answer() {
      const { best, open } = ranking();
      return { format: best?.format ?? null, open: open || (best === null && seen.size > 0) };
    },
  };
}

interface DecimalGuess {
  add(text: string): void;
  decided(): boolean;
  /** The mark the values prove, null when they prove none; `open` when there are values that may be read both ways. */
  answer(): { mark: DecimalMark | null; open: boolean };
}

/** Counts what numbers prove about the decimal mark; the majority holds, since single values may be faulty. */
export function createDecimalGuess(): DecimalGuess {
  const votes = { '.': 0, ',': 0, open: 0 };
  return {
    add(text) {
      const evidence = text.length > maxValueLength ? null : decimalEvidence(text);
      if (evidence) votes[evidence] += 1;
    },
    decided: () => votes['.'] !== votes[','],
    answer() {
      if (votes['.'] === votes[',']) return { mark: null, open: votes.open > 0 || votes['.'] > 0 };
      return { mark: votes['.'] > votes[','] ? '.' : ',', open: false };
    },
  };
}

/**
 * Whether shares are written as 0.15 or as 15: percent when a value is above 1, none above 100 or below 0, and none a fraction
 * between 0 and 1. Values with a percent sign say it themselves and do not vote.
 */
export function guessShares(values: Iterable<string>, decimal: DecimalMark): ShareStyle {
  const read = createDecimalParser(decimal);
  let isAboveOne = false;
  for (const text of values) {
    const value = text.endsWith('%') ? null : read(text);
    if (value === null || value === '0') continue;
    const share = Number(value);
    if (share < 1 || share > 100) return 'fraction';
    isAboveOne ||= share > 1;
  }
  return isAboveOne ? 'percent' : 'fraction';
}
