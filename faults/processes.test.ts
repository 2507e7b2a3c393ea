import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { descendantsOf, killOutright } from './processes.ts';

test('children and their children are found, and killed outright', async () => {
  const child = spawn('sh', ['-c', 'sh -c "sleep 30 & wait" & wait'], { stdio: 'ignore' });
  const { pid = 0 } = child;
  await expect.poll(() => descendantsOf(pid).map(({ name }) => name)).toEqual(['sh', 'sleep']);
  const below = descendantsOf(pid);
  const ended = once(child, 'exit');
  for (const each of [pid, ...below.map((relation) => relation.pid)]) killOutright(each);
  await ended;
  expect(descendantsOf(pid)).toEqual([]);
  expect(() => killOutright(pid)).not.toThrow();
});
