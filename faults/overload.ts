import { readFileSync } from 'node:fs';
import { load, of, percentile, shown, type Answered, type Asked } from './clients.ts';
import { promise, say } from './trial-server.ts';

/** The server that is asked for more than it can do. */
interface Overloaded extends Asked {
  readonly pid: number;
}

/** So many requests the server works on at once (its `requestsAtOnce`). */
const atOnce = 20;
const times = 10;
const mostTries = 3;
/** So much more than before the flood: it is garbage that is not yet collected. */
const mostMegabytes = 100;
const megabytesOf = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]) / 1024;

const door = '/api/people';

/** One flood, and what it is after it. @returns the promises of time, each with what was found */
async function floodOnce(
  server: Overloaded,
  seconds: number,
): Promise<readonly (readonly [string, boolean, string])[]> {
  const normal = await load(server, atOnce, 2, door);
  const before = megabytesOf(server.pid);
  const [flood, health, signIn] = await Promise.all([
    load(server, atOnce * times, seconds, door),
    load(server, 1, seconds, '/health/ready', 50),
    load(server, 1, seconds, '/api/sign-in', 50),
  ]);
  const after = megabytesOf(server.pid);
  const again = await load(server, atOnce, 2, door);
  const [served, refused] = [of(flood, 200), of(flood, 503)];
  const isAnswered = served.length + refused.length === flood.length;
  promise('nothing but 200 and 503', isAnswered, `${String(served.length)} and ${String(refused.length)}`);
  promise('the surplus is refused', refused.length > 0, `${String(refused.length)} of ${String(flood.length)}`);
  const isTold = refused.every(({ retryAfter }) => retryAfter !== null);
  promise('every refusal says when to come again', isTold, 'Retry-After');
  for (const [what, first] of [
    ['health', health],
    ['sign-in', signIn],
  ] as const) {
    const isFirst = of(first, 200).length === first.length;
    promise(`${what} goes first`, isFirst, `${String(first.length)} times, p99 ${shown(percentile(first, 0.99))}`);
  }
  const memory = `${before.toFixed(0)} MB, then ${after.toFixed(0)} MB`;
  promise('memory stays', after - before < mostMegabytes, memory);
  promise('everybody is served afterwards', of(again, 200).length === again.length, `${String(again.length)} replies`);
  const usual = percentile(normal, 0.99);
  const isUsual = (answers: readonly Answered[]): boolean => percentile(answers, 0.99) <= 2 * usual;
  const slowest = (answers: readonly Answered[]): string => `p99 ${shown(percentile(answers, 0.99))}`;
  return [
    ['a refusal comes within 100 ms', percentile(refused, 0.99) <= 100, slowest(refused)],
    ['those served wait at most twice as long as before', isUsual(served), `${slowest(served)} after ${shown(usual)}`],
    ['as quick as before at once', isUsual(again), slowest(again)],
  ];
}

/**
 * Asks for ten times of what the server works on at once (reliability, LOD-1). Clients and server share this machine with all
 * else that it does: promises of time are only told in the short form, and in the long one they may be broken twice before they count.
 * @param seconds how long the flood lasts
 */
export async function tryOverload(server: Overloaded, seconds: number, isLong: boolean): Promise<void> {
  say(
    `overload: ${String(atOnce)} clients, then ${String(atOnce * times)} for ${String(seconds)} s, then ${String(atOnce)}`,
  );
  await load(server, atOnce, 1, door); // compiled and warm
  for (let tries = 1; ; tries += 1) {
    const found = await floodOnce(server, seconds);
    if (!isLong) {
      for (const [what, isSo, words] of found) say(`  ${isSo ? 'so' : 'not so'}: ${what}: ${words}`);
      return;
    }
    if (tries === mostTries || found.every(([, isKept]) => isKept)) {
      for (const [what, isKept, words] of found) promise(what, isKept, words);
      return;
    }
    const late = found.filter(([, isKept]) => !isKept).map(([what, , words]) => `${what}: ${words}`);
    say(`  once more, for it was not so that ${late.join('; ')}`);
  }
}
