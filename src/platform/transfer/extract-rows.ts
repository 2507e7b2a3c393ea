import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { startReader } from './child-runner.ts';
import { heapFor } from './heap-for.ts';
import { defaultLimits } from './limits.ts';
import { readingSlots } from './slots.ts';
import type { ExtractOptions, RejectedRow } from './types.ts';

async function* toLines(rejected: Iterable<RejectedRow> | AsyncIterable<RejectedRow>): AsyncGenerator<string> {
  for await (const { line, reason } of rejected) yield `${line}\t${JSON.stringify(reason)}\n`;
}

/**
 * Writes rejected rows of a file as a file of the same kind with two columns more, `line` and `reason` (text in UTF-8 with byte
 * order mark); repaired, it can be sent again as it is. Read in a child process. Of joined files nothing is written: they are joined again.
 *
 * @param options.rejected in ascending order of line
 * @returns how many rows were written
 * @throws FileFault as readRows does; the file `out` is then incomplete and must be thrown away
 */
export async function extractRows(options: ExtractOptions): Promise<{ rows: number }> {
  const { file, mapping, fields, rejected, out, signal } = options;
  const limits = { ...defaultLimits, heapMegabytes: await heapFor(file), ...options.limits };
  const giveBack = await readingSlots.take(signal);
  try {
    const job = { kind: 'extract', file, mapping, fields, limits } as const;
    const child = startReader(job, { ...limits, signal, withInput: true });
    if (!child.input) throw new Error('the reader child has no input');
    const written = pipeline(child.output, createWriteStream(out));
    const told = pipeline(Readable.from(toLines(rejected)), child.input);
    const [answer, ...streams] = await Promise.allSettled([child.answer, written, told]);
    if (answer.status === 'rejected') throw answer.reason;
    for (const stream of streams) if (stream.status === 'rejected') throw stream.reason;
    if (answer.value.kind !== 'extracted') throw new Error(`asked for an extract, got ${answer.value.kind}`);
    return { rows: answer.value.rows };
  } finally {
    giveBack();
  }
}
