import { thousands, type Figure } from './measure.ts';
import { inWords, measureWhile, quietly } from './neighbours.ts';
import type { Bench } from './server.ts';

/** Reads an answer to its end without keeping it. */
async function readAway(bench: Bench, path: string): Promise<{ bytes: number; rows: number }> {
  const answer = await fetch(bench.url + path, { headers: bench.hostHeaders });
  if (!answer.ok || answer.body === null) throw new Error(`${path} answered ${String(answer.status)}`);
  let bytes = 0;
  let rows = -1;
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    for (const byte of chunk) if (byte === 10) rows += 1;
  }
  return { bytes, rows };
}

/**
 * The whole ledger as CSV, beside the plain reading of its lines; the memory of the server, and how soon it answers others
 * meanwhile.
 * @param bench with a large ledger
 */
export async function measureExport(bench: Bench): Promise<Figure[]> {
  const { rows } = await bench.pool.query<{ lines: number }>('select count(*)::int as lines from sales.line');
  const lines = rows[0]?.lines ?? 0;
  bench.forgetPeak();
  const quiet = await quietly(bench);
  const idle = bench.peakMegabytes();
  let seconds = 0;
  let bytes = 0;
  const during = await measureWhile(bench, async () => {
    const began = performance.now();
    const sent = await readAway(bench, '/api/sales/lines.csv');
    seconds = (performance.now() - began) / 1000;
    ({ bytes } = sent);
    if (sent.rows !== lines) throw new Error(`${String(sent.rows)} lines came out of ${String(lines)}.`);
  });
  const peak = bench.peakMegabytes();
  const began = performance.now();
  await bench.pool.query('select count(*) from (select * from sales.line offset 0) line');
  const floor = (performance.now() - began) / 1000;
  return [
    {
      work: `export of ${thousands(lines)} lines as CSV`,
      aim: 'streamed, server under 150 MB',
      measured: `${seconds.toFixed(1)} s (${(bytes / 1e6).toFixed(0)} MB), server peak ${peak === null ? 'unknown' : `${peak.toFixed(0)} MB`}`,
      floor: `reading the lines ${floor.toFixed(1)} s; server before ${idle === null ? 'unknown' : `${idle.toFixed(0)} MB`}`,
    },
    ...[...during].map(([door, answers]) => ({
      work: `${door.name} meanwhile`,
      aim: 'p99 at most doubled',
      measured: `${inWords(answers)} (${String(answers.length)} answers)`,
      floor: `without the export ${inWords(quiet.get(door) ?? [])}`,
    })),
  ];
}
