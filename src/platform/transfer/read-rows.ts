import { PassThrough } from 'node:stream';
import { startReader } from './child-runner.ts';
import { heapFor } from './heap-for.ts';
import { defaultLimits } from './limits.ts';
import { readingSlots } from './slots.ts';
import type { Reading, ReadOptions, ReadSummary } from './types.ts';

async function pipeRows(options: ReadOptions, output: PassThrough, signal: AbortSignal): Promise<ReadSummary> {
  const { file, mapping, fields, hashFields, joins = [], onProgress } = options;
  const heapMegabytes = await heapFor(file, joins);
  const limits = { ...defaultLimits, heapMegabytes, ...options.limits };
  const giveBack = await readingSlots.take(signal);
  try {
    const job = { kind: 'read', file, mapping, fields, hashFields, joins, limits } as const;
    const child = startReader(job, { ...limits, signal, onProgress });
    child.output.pipe(output, { end: false });
    const result = await child.answer;
    if (result.kind !== 'read') throw new Error(`asked for rows, got ${result.kind}`);
    const { rows, faultRows, bytes, peakMegabytes } = result;
    return { rows, faultRows, bytes, peakMegabytes };
  } finally {
    giveBack();
  }
}

/**
 * Reads a whole file in a child process, by a mapping that nothing is guessed in any more. Only bytes pass through here: rows in
 * COPY text format, faulty ones among them (columns: see `Reading`).
 *
 * Nothing read may be committed before `done` has resolved: a file fault can stand in the last line.
 *
 * @returns at once; the child starts when one of two slots is free. `done` rejects with a FileFault, with the signal's reason, or
 *   with an Error when `output` was destroyed by its reader; `output` is destroyed with the same error.
 */
export function readRows(options: ReadOptions): Reading {
  const output = new PassThrough();
  // Whoever only waits for `done` hears of a fault there; without a listener the stream would end the process with it.
  output.on('error', () => undefined);
  // A reader that lets go of the output (a COPY that failed) ends the child as well.
  const letGo = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, letGo.signal]) : letGo.signal;
  output.once('close', () => letGo.abort(output.errored ?? new Error('the rows are no longer wanted')));
  const done = pipeRows(options, output, signal).then(
    (summary) => {
      output.end();
      return summary;
    },
    (error: unknown) => {
      const reason = error instanceof Error ? error : new Error(String(error));
      output.destroy(reason);
      throw reason;
    },
  );
  done.catch(() => undefined);
  return { output, done };
}
