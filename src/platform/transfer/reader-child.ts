import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { extractText, extractWorkbook } from './extract.ts';
import { FileFault } from './file-fault.ts';
import { profileFile } from './profile.ts';
import type { ReaderJob, ReaderMessage } from './protocol.ts';
import { readFile } from './read-file.ts';
import type { RejectedRow } from './types.ts';

/**
 * The program of the child process in which files from outside are read (child-runner.ts starts it). It gets one job over its
 * channel, writes rows to standard output, reports over the channel, and ends.
 */

const progressMilliseconds = 250;

const send = (message: ReaderMessage): void => {
  process.send?.(message);
};

async function write(text: string | Buffer): Promise<void> {
  if (text.length > 0 && !process.stdout.write(text)) await once(process.stdout, 'drain');
}

async function read(job: Extract<ReaderJob, { kind: 'read' }>): Promise<ReaderMessage> {
  let lastProgress = performance.now();
  const summary = await readFile(job, write, (progress) => {
    if (performance.now() - lastProgress < progressMilliseconds) return;
    lastProgress = performance.now();
    send({ kind: 'progress', ...progress });
  });
  return { kind: 'read', ...summary, peakMegabytes: process.resourceUsage().maxRSS / 1024 };
}

async function* rejectedFromInput(): AsyncGenerator<RejectedRow, void, undefined> {
  for await (const text of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const mark = text.indexOf('\t');
    // The parent writes each reason as one JSON text (extract-rows.ts).
    yield { line: Number(text.slice(0, mark)), reason: JSON.parse(text.slice(mark + 1)) as string };
  }
}

async function extract(job: Extract<ReaderJob, { kind: 'extract' }>): Promise<ReaderMessage> {
  const extractRows = job.mapping.sheet === undefined ? extractText : extractWorkbook;
  return { kind: 'extracted', rows: await extractRows(job, rejectedFromInput(), write) };
}

async function run(job: ReaderJob): Promise<ReaderMessage> {
  try {
    if (job.kind === 'inspect') return { kind: 'profile', profile: await profileFile(job) };
    return job.kind === 'read' ? await read(job) : await extract(job);
  } catch (error) {
    if (error instanceof FileFault) return { kind: 'fault', code: error.code, facts: { ...error.facts } };
    throw error;
  }
}

// A child without a parent has nobody to read for.
process.once('disconnect', () => process.exit(1));
process.stdout.on('error', () => process.exit(1));

// The parent sends exactly one message, a ReaderJob.
process.once('message', (job: ReaderJob) => {
  void run(job).then(
    (answer) => {
      // Rows may still be on their way out where pipes are written asynchronously.
      process.stdout.write('', () => process.send?.(answer, undefined, undefined, () => process.exit(0)));
    },
    (error: unknown) => {
      process.stderr.write(error instanceof Error ? (error.stack ?? error.message) : String(error), () =>
        process.exit(1),
      );
    },
  );
});
