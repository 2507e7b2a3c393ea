import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { inspectFile } from '#platform/transfer/inspect-file.ts';
import { readRows } from '#platform/transfer/read-rows.ts';
import type { Import } from '#slices/sales/contract.ts';
import { hashedFields, salesFieldDescriptions } from '#slices/sales/transfer.ts';
import { secondsOf, thousands, type Figure } from './measure.ts';
import type { Bench } from './server.ts';

/** 541,909 lines of a wholesaler, one year. */
export const realFile = path.resolve(
  import.meta.dirname,
  '../samples/online-retail/online_retail_2010-12_2011-12.csv.gz',
);

/** Loads a file over HTTP as the page does, and waits until it is committed. @returns what came of it */
export async function load({ client }: Bench, source: string, from: string): Promise<Import> {
  const query = new URLSearchParams({ source, fileName: path.basename(from) });
  const { id } = await client.upload<Import>(`/api/sales/imports?${query.toString()}`, from);
  await client.request('POST', `/api/sales/imports/${String(id)}/run`, { dryRun: false });
  for (;;) {
    const current = await client.request<Import>('GET', `/api/sales/imports/${String(id)}`);
    if (current.state === 'loaded') return current;
    if (current.state !== 'running') throw new Error(current.problem?.detail ?? current.state);
    await pause(25);
  }
}

/** The real wholesaler's lines: first time, again, and the bare COPY of the same rows into a table without an index. */
export async function measureRealFile(bench: Bench): Promise<Figure[]> {
  let rows = 0;
  const first = await secondsOf(async () => {
    rows = (await load(bench, 'real', realFile)).result?.new ?? 0;
  });
  const peak = bench.peakMegabytes();
  const again = await secondsOf(async () => {
    const { result } = await load(bench, 'real', realFile);
    if (result?.unchanged !== rows) throw new Error('The same file again was not unchanged.');
  });
  const floor = await bareCopy(bench);
  const perSecond = (seconds: number): string => `${thousands(rows / seconds)} lines/s (${seconds.toFixed(1)} s)`;
  return [
    {
      work: `import of ${thousands(rows)} real lines, file to committed and rolled up`,
      aim: '40,000 lines/s, server under 300 MB',
      measured: `${perSecond(first)}, server peak ${peak === null ? 'unknown' : `${peak.toFixed(0)} MB`}`,
      floor: `bare COPY ${floor.toFixed(1)} s: ${(first / floor).toFixed(1)}×`,
    },
    {
      work: 'the same file again, nothing changes',
      aim: '60,000 lines/s',
      measured: perSecond(again),
      floor: `bare COPY ${floor.toFixed(1)} s: ${(again / floor).toFixed(1)}×`,
    },
  ];
}

async function bareCopy({ pool }: Bench): Promise<number> {
  const text = path.join(tmpdir(), `kulcs-bench-${String(process.pid)}.copy`);
  const { mapping } = await inspectFile({ file: realFile, fields: salesFieldDescriptions });
  const reading = readRows({ file: realFile, mapping, fields: salesFieldDescriptions, hashFields: hashedFields });
  await Promise.all([reading.done, pipeline(reading.output, createWriteStream(text))]);
  const client = await pool.connect();
  try {
    const columns = [
      'position int',
      ...salesFieldDescriptions.map(
        ({ name, kind }) =>
          `"${name}" ${kind === 'day' ? 'date' : kind === 'text' || kind === 'currency' ? 'text' : 'numeric'}`,
      ),
      'fault text',
      'fault_column text',
      'fault_value text',
      'hash1 bigint',
      'hash2 bigint',
    ];
    await client.query(`create table platform.floor (${columns.join(', ')})`);
    const seconds = await secondsOf(() =>
      pipeline(createReadStream(text), client.query(copyFrom('copy platform.floor from stdin'))),
    );
    await client.query('drop table platform.floor');
    return seconds;
  } finally {
    client.release();
    await rm(text, { force: true });
  }
}
