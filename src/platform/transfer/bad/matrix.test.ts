import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FileFault } from '../file-fault.ts';
import { defaultLimits } from '../limits.ts';
import { profileFile } from '../profile.ts';
import { readFile } from '../read-file.ts';
import { parseCopy, type CopiedRow } from '../testing/read-copy.ts';
import { encodings, type FileMapping } from '../types.ts';
import { badFields, type BadFile } from './bad-file.ts';
import { badFiles, writeBadFile } from './make.ts';

// What the reader child runs, without the child: that files are read behind a wall is shown in hostile.test.ts.

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kulcs-bad-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function outcome<Value>(run: Promise<Value>): Promise<{ value: Value | null; fault: FileFault | null }> {
  try {
    return { value: await run, fault: null };
  } catch (error) {
    if (error instanceof FileFault) return { value: null, fault: error };
    throw error;
  }
}

async function read(
  file: string,
  bad: BadFile,
  mapping: FileMapping,
): Promise<{ rows: CopiedRow[]; faultRows: number }> {
  const limits = { ...defaultLimits, ...bad.limits };
  let text = '';
  const summary = await readFile(
    { kind: 'read', file, mapping, fields: badFields, hashFields: ['code'], joins: [], limits },
    (piece) => {
      text += piece;
    },
    () => undefined,
  );
  const rows = parseCopy(text, badFields);
  expect(rows.length).toBe(summary.rows);
  return { rows, faultRows: summary.faultRows };
}

const plainMapping: FileMapping = {
  columns: { code: 'code', day: 'day', amount: 'amount' },
  encoding: 'utf-8',
  delimiter: ',',
  decimal: '.',
  dateFormat: 'YYYY-MM-DD',
};

describe('bad input (INP-3)', () => {
  test.for(badFiles)('$what', async (bad) => {
    const file = await writeBadFile(folder, bad);
    const limits = { ...defaultLimits, ...bad.limits };
    const question = { file, fields: badFields, given: bad.given ?? {}, remembered: {}, joins: [], limits };
    const { value: profile, fault: lookFault } = await outcome(profileFile(question));
    let fault = lookFault;
    if (profile && bad.found) {
      const { ambiguous = [], missing = [], ...mapping } = bad.found;
      expect({ ambiguous: profile.ambiguous, missing: profile.missing }).toEqual({ ambiguous, missing });
      expect(profile.mapping).toMatchObject(mapping);
    }
    if (profile) {
      const reading = await outcome(read(file, bad, profile.mapping));
      fault = reading.fault;
      if (bad.read) {
        expect(fault).toBeNull();
        const { rows, faultRows } = reading.value ?? { rows: [], faultRows: 0 };
        expect(rows.length).toBe(bad.read.rows);
        const faults = rows.flatMap(({ line, fault: one }) => (one ? [[line, one.code, one.column, one.value]] : []));
        expect(faults).toEqual(bad.read.faults);
        expect(faultRows).toBe(faults.length);
        if (bad.read.name !== undefined) expect(rows[0]?.values['name']).toBe(bad.read.name);
      }
    }
    if (bad.fault) {
      expect(fault && { code: fault.code, facts: fault.facts }).toEqual(bad.fault);
      // Without the look before it, the reader takes nothing of the file either.
      if (!bad.given) expect((await outcome(read(file, bad, plainMapping))).fault).toBeInstanceOf(FileFault);
    }
  });

  test('any bytes at all are read or refused, and nothing else happens', async () => {
    const text = fc.string({
      unit: fc.constantFrom(...'code,day;amount\n\r"\t|0123456789.-/ őé\0\u0085=€'),
      maxLength: 200,
    });
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
      text.map((value) => Buffer.from(`code,day,amount,name\n${value}`)),
      text.map((value) => Buffer.from(value, 'utf16le')),
      text.map((value) => gzipSync(value).subarray(0, value.length + 10)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, fc.constantFrom(...encodings), async (content, encoding) => {
        const bad: BadFile = { what: 'any', fileName: 'any.csv', bytes: content };
        const file = await writeBadFile(folder, bad);
        const question = { file, fields: badFields, given: {}, remembered: {}, joins: [], limits: defaultLimits };
        const { value: profile } = await outcome(profileFile(question));
        await outcome(read(file, bad, profile?.mapping ?? { ...plainMapping, encoding }));
      }),
      { numRuns: 300 },
    );
  });

  test('the matrix is not empty', () => {
    expect(badFiles.length).toBeGreaterThan(60);
    expect(new Set(badFiles.map(({ fileName }) => fileName)).size).toBe(badFiles.length);
  });
});
