/** One line of the table: what was measured, the floor beside it, and the aim. */
export interface Figure {
  readonly work: string;
  readonly aim: string;
  readonly measured: string;
  readonly floor: string;
}

/** Seconds that some work takes. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** Median milliseconds of some work, done `times` times after a warm-up. */
export async function medianOf(times: number, work: () => Promise<unknown>): Promise<number> {
  for (let warm = 0; warm < 5; warm += 1) await work();
  const all: number[] = [];
  for (let turn = 0; turn < times; turn += 1) all.push((await secondsOf(work)) * 1000);
  return all.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
}

/** A table in Markdown. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ work, aim, measured, floor }) => `| ${work} | ${aim} | ${measured} | ${floor} |`);
  return ['| work | aim | measured | floor, same run |', '|---|---|---|---|', ...rows].join('\n');
}

export const thousands = (value: number): string => Math.round(value).toLocaleString('en-GB');
