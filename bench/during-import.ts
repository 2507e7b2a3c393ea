import { thousands, type Figure } from './measure.ts';
import { load, realFile } from './real-file.ts';
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

async function measureWhile(bench: Bench, work: () => Promise<unknown>): Promise<Map<Door, number[]>> {
  const stops = doors.map((door) => ({ door, stop: askSteadily(bench, door) }));
  try {
    await work();
  } finally {
    for (const { stop } of stops) await stop().catch(() => undefined);
  }
  return new Map(await Promise.all(stops.map(async ({ door, stop }) => [door, await stop()] as const)));
}

const inWords = (answers: readonly number[]): string =>
  `p50 ${percentile(answers, 0.5).toFixed(0)} ms, p99 ${percentile(answers, 0.99).toFixed(0)} ms`;

/**
 * How soon the server answers others while the real wholesaler's file is read, compared and written from a second source,
 * beside the same with nothing else going on.
 * @param bench whose ledger has the file's lines already, so that the page has something to rank
 */
export async function measureDuringImport(bench: Bench): Promise<Figure[]> {
  const quiet = await measureWhile(bench, () => new Promise((resolve) => setTimeout(resolve, quietSeconds * 1000)));
  let rows = 0;
  const during = await measureWhile(bench, async () => {
    rows = (await load(bench, 'during', realFile)).result?.new ?? 0;
  });
  if (rows === 0) throw new Error('Nothing was imported meanwhile.');
  return doors.map((door) => ({
    work: `${door.name} while ${thousands(rows)} lines are imported`,
    aim: 'p99 at most doubled',
    measured: `${inWords(during.get(door) ?? [])} (${String(during.get(door)?.length ?? 0)} answers)`,
    floor: `without the import ${inWords(quiet.get(door) ?? [])}`,
  }));
}
