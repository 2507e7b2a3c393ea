import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { hostKeyOf, isSameKey } from './host-key.ts';

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'kulcs-key-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

it('makes a key of 256 bits once, which only its owner can read', () => {
  const data = path.join(folder(), 'new');
  const key = hostKeyOf(data);
  expect(Buffer.from(key, 'base64url')).toHaveLength(32);
  expect(hostKeyOf(data)).toBe(key);
  expect(statSync(path.join(data, 'host.key')).mode & 0o777).toBe(0o600);
  expect(statSync(data).mode & 0o777).toBe(0o700);
});

it('makes another one in another folder', () => {
  expect(hostKeyOf(folder())).not.toBe(hostKeyOf(folder()));
});

it('takes the key that is there, without the end of its line', () => {
  const data = folder();
  writeFileSync(path.join(data, 'host.key'), 'given\n');
  expect(hostKeyOf(data)).toBe('given');
  expect(readFileSync(path.join(data, 'host.key'), 'utf8')).toBe('given\n');
});

it.each([
  ['abc', 'abc', true],
  ['abc', 'abd', false],
  ['abc', 'ab', false],
  ['', 'abc', false],
  ['abc', 'abc ', false],
])('whether %j is %j: %s', (given, expected, same) => {
  expect(isSameKey(given, expected)).toBe(same);
});
