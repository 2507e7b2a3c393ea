import { setTimeout as pause } from 'node:timers/promises';
import type { Bench } from './server.ts';

const doors = [
  { name: 'key-account page', url: '/api/portfolio/key-accounts', everyMilliseconds: 100 },
  { name: 'health', url: '/health/ready', everyMilliseconds: 50 },
] as const;
type Door = (typeof doors)[number];

/** How long the same is measured with nothing else going on. */
const quietSeconds = 10;

/**
 * Asks a door at a steady pace, whether or not it has answered yet: so that a stall is felt by all who would have come in it.
 * @returns how to stop, which gives the milliseconds of all answers
 */
function askSteadily({ client }: Bench, door: Door): () => Promise<number[]> {
  const answers: Promise<number>[] = [];
  const ask = async (): Promise<number> => {
    const asked = performance.now();
    await client.request('GET', door.url);
    return performance.now() - asked;
  };
  const timer = setInterval(() => {
    const answer = ask();
    // A refusal fails the measurement when its answers are collected, not the whole process before.
    answer.catch(() => undefined);
    answers.push(answer);
  }, door.everyMilliseconds);
  return () => {
    clearInterval(timer);
    return Promise.all(answers);
  };
}

/** Milliseconds that so large a share of the answers stays within. */
function percentile(answers: readonly number[], share: number): number {
  const sorted = answers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** How soon the doors answer others while some work goes on. */
export async function measureWhile(bench: Bench, work: () => Promise<unknown>): Promise<Map<Door, number[]>> {
  const stops = doors.map((door) => ({ door, stop: askSteadily(bench, door) }));
  try {
    await work();
  } finally {
    for (const { stop } of stops) await stop().catch(() => undefined);
  }
  return new Map(await Promise.all(stops.map(async ({ door, stop }) => [door, await stop()] as const)));
}

/** The same with nothing else going on. */
export const quietly = (bench: Bench): Promise<Map<Door, number[]>> =>
  measureWhile(bench, () => pause(quietSeconds * 1000));

export const inWords = (answers: readonly number[]): string =>
  `p50 ${percentile(answers, 0.5).toFixed(0)} ms, p99 ${percentile(answers, 0.99).toFixed(0)} ms`;
