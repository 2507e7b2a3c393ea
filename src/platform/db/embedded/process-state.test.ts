import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { birthOf, stateOf } from './process-state.ts';

test('this process is a stranger to any cluster, and has a birth that stays', () => {
  expect(stateOf(process.pid, '/nowhere')).toBe('stranger');
  expect(birthOf(process.pid)).toMatch(/\d/);
  expect(birthOf(process.pid)).toBe(birthOf(process.pid));
});

test('a process that has ended is gone', async () => {
  const child = spawn('true');
  const { pid } = child;
  await once(child, 'exit');
  expect(stateOf(pid ?? 0, '/nowhere')).toBe('gone');
  expect(birthOf(pid ?? 0)).toBeNull();
});

test('a process that has ended without being collected is a zombie', async () => {
  // A program that never comes back to its event loop never collects its child. A shell would not do: where the caller
  // ignores SIGCHLD, so does the shell, and the system collects its children by itself.
  const program = `
    const child = require('node:child_process').spawn('true');
    require('node:fs').writeSync(1, String(child.pid));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20_000);`;
  const parent = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [printed] = (await once(parent.stdout, 'data')) as [Buffer]; // the stream has no encoding set
  const pid = Number(String(printed));
  await expect.poll(() => stateOf(pid, '/nowhere')).toBe('zombie');
  expect(birthOf(pid)).toBeNull();
  parent.kill('SIGKILL');
});
