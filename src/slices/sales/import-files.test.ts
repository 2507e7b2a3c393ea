import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ImportState } from './contract.ts';
import { importFiles } from './import-files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kulcs-import-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Number of a process that has ended. */
const endedProcess = (): number => spawnSync(process.execPath, ['--version']).pid;

function put(...parts: string[]): void {
  mkdirSync(path.join(folder, ...parts.slice(0, -1)), { recursive: true });
  writeFileSync(path.join(folder, ...parts), 'x');
}

const states = (given: Record<number, ImportState>) => () =>
  Promise.resolve(new Map(Object.entries(given).map(([id, state]) => [Number(id), state])));

test('a file that is sent arrives whole, with its length and hash, and then has its place', async () => {
  const files = importFiles(folder);
  const received = await files.receive(Readable.from([Buffer.from('ab'), Buffer.from('c')]), 'a.csv');
  expect(received.bytes).toBe(3);
  // SHA-256 of "abc", the first example of FIPS 180-2.
  expect(received.sha256.toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  await files.place(received, files.fileOf(7));
  await files.forget(received);
  expect(readdirSync(folder)).toEqual(['7']);
  expect(await readFile(files.fileOf(7), 'utf8')).toBe('abc');
});

test('an upload that is cut off leaves nothing', async () => {
  const cutOff = Readable.from(
    (function* () {
      yield Buffer.from('ab');
      throw new Error('the line broke');
    })(),
  );
  await expect(importFiles(folder).receive(cutOff, 'a.csv')).rejects.toMatchObject({ code: 'upload-cut-off' });
  expect(readdirSync(folder)).toEqual([]);
});

test('what arrives at another machine that shares the folder is left alone for a day', async () => {
  put('upload-00c0ffee-1-1-a', 'file');
  put('upload-00c0ffee-1-1-b', 'file');
  put('3', 'file');
  const yesterday = new Date(Date.now() - 90_000_000);
  utimesSync(path.join(folder, 'upload-00c0ffee-1-1-b'), yesterday, yesterday);
  await importFiles(folder).sweep(states({}));
  expect(readdirSync(folder)).toEqual(['3', 'upload-00c0ffee-1-1-a']);
});

test('what a killed process left is swept: half uploads, loaded files, folders that never came on record', async () => {
  put(`upload-${String(endedProcess())}-1-a`, 'file');
  // In a container every server has the same number, so an earlier life of this one counts as ended.
  put(`upload-${String(process.pid)}-1-b`, 'file');
  put('1', 'file');
  put('1', 'joined-0');
  put('1', 'rejected.csv');
  put('2', 'file');
  put('3', 'file');
  await importFiles(folder).sweep(states({ 1: 'loaded', 2: 'failed' }));
  expect(readdirSync(folder).sort()).toEqual(['1', '2']);
  expect(readdirSync(path.join(folder, '1'))).toEqual(['rejected.csv']);
  expect(readdirSync(path.join(folder, '2'))).toEqual(['file']);
});

test('what is just arriving stays, and so does the folder that it may be on its way to', async () => {
  const files = importFiles(folder);
  const received = await files.receive(Readable.from([Buffer.from('abc')]), 'a.csv');
  await files.place(received, files.fileOf(4));
  await files.sweep(states({}));
  expect(readdirSync(folder)).toContain('4');
  await files.forget(received);
  await files.sweep(states({}));
  expect(readdirSync(folder)).toEqual([]);
});

test('a folder that is not there has nothing to sweep', async () => {
  await expect(importFiles(path.join(folder, 'none')).sweep(states({}))).resolves.toBeUndefined();
});
