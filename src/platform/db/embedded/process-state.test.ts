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
  // The shell becomes `sleep`, which never asks for its child.
  const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 20'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer]; // the stream has no encoding set
  const pid = Number(String(line).trim());
  await expect.poll(() => stateOf(pid, '/nowhere')).toBe('zombie');
  expect(birthOf(pid)).toBeNull();
  parent.kill('SIGKILL');
});
