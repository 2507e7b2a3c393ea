import { startReader } from './child-runner.ts';
import { heapFor } from './heap-for.ts';
import { defaultLimits, inspectMilliseconds } from './limits.ts';
import { lookingSlots } from './slots.ts';
import type { FileProfile, InspectOptions } from './types.ts';

/**
 * Looks at a file in a child process: what its columns, encoding, delimiter, decimal mark and date format are, each chosen by the
 * person (`given`), else remembered, else guessed.
 *
 * @returns what was found; required fields without a column stand in `missing`, parts the file leaves open in `ambiguous`
 * @throws FileFault when the file cannot be loaded as it is; the signal's reason when aborted
 */
export async function inspectFile(options: InspectOptions): Promise<FileProfile> {
  const { file, fields, given = {}, remembered = {}, joins = [], signal } = options;
  const heapMegabytes = await heapFor(file, joins);
  const limits = { ...defaultLimits, heapMegabytes, milliseconds: inspectMilliseconds, ...options.limits };
  const giveBack = await lookingSlots.take(signal);
  try {
    const job = { kind: 'inspect', file, fields, given, remembered, joins, limits } as const;
    const { output, answer } = startReader(job, { ...limits, signal });
    output.resume();
    const result = await answer;
    if (result.kind !== 'profile') throw new Error(`asked for a profile, got ${result.kind}`);
    return result.profile;
  } finally {
    giveBack();
  }
}
