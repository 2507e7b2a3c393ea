import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { badFields } from './bad/bad-file.ts';
import { FileFault } from './file-fault.ts';
import { inspectFile } from './inspect-file.ts';
import { readRows } from './read-rows.ts';
import { collectRows } from './testing/read-copy.ts';
import type { FileFaultCode, FileMapping, Reading, ReadLimits, ReadOptions } from './types.ts';

const megabyte = 1024 * 1024;
const header = 'code,day,amount,name\n';
const good = 'A1,2024-05-07,12.50,x\n';
const mapping: FileMapping = {
  columns: { code: 'code', day: 'day', amount: 'amount', name: 'name' },
  encoding: 'utf-8',
  delimiter: ',',
  decimal: '.',
  dateFormat: 'YYYY-MM-DD',
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kulcs-hostile-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Writes a large file from repeated pieces, and throws it away when the test is over. */
async function withFile<Value>(
  name: string,
  pieces: Iterable<string | Buffer>,
  use: (file: string) => Promise<Value>,
): Promise<Value> {
  const file = join(folder, name);
  await pipeline(Readable.from(pieces, { objectMode: true }), createWriteStream(file));
  try {
    return await use(file);
  } finally {
    await rm(file);
  }
}

function* repeated(first: string | Buffer, piece: string | Buffer, times: number): Generator<string | Buffer> {
  yield first;
  for (let turn = 0; turn < times; turn += 1) yield piece;
}

const inspect = (file: string, limits: ReadLimits): Promise<unknown> =>
  inspectFile({ file, fields: badFields, limits });

const start = (file: string, options: Partial<ReadOptions> = {}): Reading =>
  readRows({ file, mapping, fields: badFields, hashFields: ['code'], ...options });

const read = (file: string, limits: ReadLimits): Promise<unknown> => {
  const reading = start(file, { limits });
  reading.output.resume();
  return reading.done;
};

interface Refusal {
  readonly code: string;
  readonly seconds: number;
  /** Milliseconds for which the parent answered nobody, in all but the worst twentieth of the time. */
  readonly stall: number;
  readonly grownMegabytes: number;
}

/** What a file is refused with, how long that took, and what the parent felt of it. */
async function refusal(run: () => Promise<unknown>): Promise<Refusal> {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  const memory = process.memoryUsage().rss;
  const started = performance.now();
  delay.enable();
  let code = 'none';
  try {
    await run();
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    code = error.code;
  }
  delay.disable();
  return {
    code,
    seconds: (performance.now() - started) / 1_000,
    stall: delay.percentile(95) / 1_000_000,
    grownMegabytes: (process.memoryUsage().rss - memory) / megabyte,
  };
}

// Members of a packed file may follow one another: 2 GB unpacked out of what was packed once.
const member = (text: string): Buffer => gzipSync(Buffer.alloc(16 * megabyte, text));
const wide = `${'x'.repeat(1_000)},`.repeat(1_000);
const manyColumns = Array.from({ length: 100_000 }, (_, index) => index).join(',');

interface Hostile {
  readonly what: string;
  readonly looked: FileFaultCode;
  readonly read: FileFaultCode;
  readonly pieces: () => Iterable<string | Buffer>;
  readonly limits?: ReadLimits;
}

const hostile: readonly Hostile[] = [
  {
    what: 'a quote that is never closed, 200 MB',
    looked: 'file-quote',
    read: 'file-quote',
    pieces: () => repeated(`${header}A1,2024-05-07,1,"`, `${'x'.repeat(megabyte - 1)}\n`, 200),
  },
  {
    what: 'one row of 200 MB',
    looked: 'file-row-too-long',
    read: 'file-row-too-long',
    pieces: () => repeated(header, wide, 200),
  },
  {
    what: 'only quotes',
    looked: 'file-quote',
    read: 'file-quote',
    pieces: () => repeated(header, '"'.repeat(megabyte), 32),
  },
  { what: '100,000 columns', looked: 'columns', read: 'columns', pieces: () => [manyColumns, '\n1\n'] },
  {
    what: 'only NUL',
    looked: 'file-type',
    read: 'file-row-too-long',
    pieces: () => repeated('', '\0'.repeat(megabyte), 32),
  },
  {
    what: '2 GB of one letter, packed',
    looked: 'file-too-large',
    read: 'file-row-too-long',
    pieces: () => repeated(gzipSync(header), member('x'), 128),
  },
  {
    what: '2 GB of spaces, packed',
    looked: 'file-too-large',
    read: 'file-row-too-long',
    pieces: () => repeated(gzipSync(header), member(' '), 128),
  },
  {
    what: '2 GB of NUL, packed',
    looked: 'file-type',
    read: 'file-row-too-long',
    pieces: () => repeated('', member('\0'), 128),
  },
  {
    what: '2 GB of blank lines, packed, with less time than they take',
    looked: 'file-time',
    read: 'file-time',
    pieces: () => repeated(gzipSync(header), member('\n'), 128),
    limits: { milliseconds: 300, unpackedBytes: 4_096 * megabyte },
  },
  {
    what: 'more rows than the limit, packed',
    looked: 'file-too-large',
    read: 'file-too-large',
    pieces: () => repeated(gzipSync(header), member(good), 1),
    limits: { unpackedBytes: 8 * megabyte },
  },
  {
    what: 'more than the memory of the child',
    looked: 'file-memory',
    read: 'file-memory',
    pieces: () => repeated(`${header}"`, 'ő,'.repeat(megabyte), 16),
    limits: { heapMegabytes: 20, rowCharacters: 64 * megabyte },
  },
];

describe('the wall (INP-2)', () => {
  test.for(hostile)('$what: refused in time, and the parent does not feel it', { timeout: 60_000 }, async (bad) => {
    await withFile('hostile.csv', bad.pieces(), async (file) => {
      for (const [door, code] of [
        [inspect, bad.looked],
        [read, bad.read],
      ] as const) {
        const found = await refusal(() => door(file, bad.limits ?? {}));
        expect(found.code).toBe(code);
        expect(found.seconds).toBeLessThan(15);
        expect(found.stall).toBeLessThan(100);
        expect(found.grownMegabytes).toBeLessThan(32);
      }
    });
  });

  test('10 MB in one field rejects its row and no other', async () => {
    const rows = ['A1,2024-05-07,1,x\n', 'A2,2024-05-07,1,', 'y'.repeat(10 * megabyte), '\nA3,2024-05-07,1,z\n'];
    await withFile('field.csv', [header, ...rows], async (file) => {
      const profile = await inspectFile({ file, fields: badFields });
      expect(profile.sample[1]?.[3]).toBe(`${'y'.repeat(200)}…`);
      const found = await collectRows(start(file), badFields);
      expect(found.map(({ line, fault, values }) => [line, fault?.code ?? null, values['name']])).toEqual([
        [2, null, 'x'],
        [3, 'too-long', null],
        [4, null, 'z'],
      ]);
    });
  });

  test('100 MB are streamed in less than 300 MB, with progress', { timeout: 60_000 }, async () => {
    const row = `A1,2024-05-07,12.50,${'név '.repeat(100)}\n`;
    const block = row.repeat(Math.floor(megabyte / Buffer.byteLength(row)));
    await withFile('stream.csv', repeated(header, block, 100), async (file) => {
      const shares: number[] = [];
      const reading = start(file, { onProgress: ({ share }) => shares.push(share) });
      let bytes = 0;
      reading.output.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      const summary = await reading.done;
      expect(summary).toMatchObject({ faultRows: 0, bytes: header.length + Buffer.byteLength(block) * 100 });
      expect(summary.peakMegabytes).toBeLessThan(300);
      expect(bytes).toBeGreaterThan(summary.bytes);
      expect(shares.length).toBeGreaterThan(1);
      expect(shares).toEqual(shares.toSorted((one, other) => one - other));
    });
  });

  test('cancelling ends a reading within two seconds', async () => {
    await withFile('cancel.csv.gz', repeated(gzipSync(header), member(good), 8), async (file) => {
      const abort = new AbortController();
      const reading = start(file, { signal: abort.signal, onProgress: () => abort.abort(new Error('enough')) });
      reading.output.once('data', () => reading.output.resume());
      await expect(reading.done).rejects.toThrow('enough');
      expect(reading.output.errored?.message).toBe('enough');
      const cancelled = performance.now();
      const again = new AbortController();
      const second = start(file, { signal: again.signal });
      second.output.once('data', () => again.abort(new Error('at once')));
      await expect(second.done).rejects.toThrow('at once');
      expect(performance.now() - cancelled).toBeLessThan(2_000);
    });
  });

  test('a reading that is aborted before it began never starts', async () => {
    const reading = start(join(folder, 'nowhere.csv'), { signal: AbortSignal.abort(new Error('too late')) });
    await expect(reading.done).rejects.toThrow('too late');
  });

  test('letting go of the rows ends the child', async () => {
    await withFile('gone.csv.gz', repeated(gzipSync(header), member(good), 8), async (file) => {
      const reading = start(file);
      reading.output.once('data', () => reading.output.destroy());
      await expect(reading.done).rejects.toThrow('no longer wanted');
    });
  });

  test('a fault in the last line reaches whoever pipes the rows on', async () => {
    await withFile('last.csv', repeated(header, good, 1_000), async (file) => {
      await writeFile(file, `${header}${good.repeat(1_000)}A1,2024-05-07,1,"open`);
      const sink = createWriteStream(join(folder, 'sink'));
      await expect(pipeline(start(file).output, sink)).rejects.toMatchObject({
        code: 'file-quote',
        facts: { line: 1_002 },
      });
    });
  });

  test('a child sees nothing of the environment', async () => {
    // A setting that Node refuses to start with; secrets would be handed on in the same way.
    process.env['NODE_OPTIONS'] = '--no-such-option';
    try {
      await withFile('small.csv', [header, good], async (file) => {
        expect((await inspectFile({ file, fields: badFields })).missing).toEqual([]);
      });
    } finally {
      delete process.env['NODE_OPTIONS'];
    }
  });

  test('a file that is not there is an error, not a fault of the file', async () => {
    await expect(inspectFile({ file: join(folder, 'nowhere.csv'), fields: badFields })).rejects.toThrow('ENOENT');
  });
});
