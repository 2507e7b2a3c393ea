import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

export interface Answered {
  /** 0: there was nobody; -1: the reply broke off. */
  readonly status: number;
  readonly milliseconds: number;
  readonly retryAfter: string | null;
}

/** A server, and the key by which the host asks it. */
export interface Asked {
  readonly url: string;
  readonly hostKey: string;
}

/** Status of a reply that did not come to its end. */
const cutOff = -1;
/** Whoever is refused comes again after so long: sooner than told, to keep up the pressure. */
const impatienceMilliseconds = 100;

function askBy(agent: Agent, { url, hostKey }: Asked, door: string): Promise<Answered> {
  const began = performance.now();
  const answered = (status: number, retryAfter: string | null = null): Answered => ({
    status,
    milliseconds: performance.now() - began,
    retryAfter,
  });
  return new Promise((resolve) => {
    const asked = request(url + door, { agent, headers: { authorization: `Bearer ${hostKey}` } }, (reply) => {
      reply.resume();
      reply.once('close', () =>
        resolve(answered(reply.complete ? (reply.statusCode ?? 0) : cutOff, reply.headers['retry-after'] ?? null)),
      );
    });
    asked.once('error', () => resolve(answered(0)));
    asked.end();
  });
}

/** Asks one door once. */
export async function askOnce(server: Asked, door: string): Promise<Answered> {
  const agent = new Agent();
  return askBy(agent, server, door).finally(() => agent.destroy());
}

/** So many clients ask one door again and again for so long. @param pause milliseconds of each after an answer */
export async function load(
  server: Asked,
  clients: number,
  seconds: number,
  door: string,
  pause = 0,
): Promise<readonly Answered[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const end = performance.now() + seconds * 1000;
  const all: Answered[] = [];
  const one = async (): Promise<void> => {
    while (performance.now() < end) {
      const answered = await askBy(agent, server, door);
      all.push(answered);
      if (answered.status !== 200) await wait(impatienceMilliseconds);
      else if (pause > 0) await wait(pause);
    }
  };
  await Promise.all(Array.from({ length: clients }, one));
  agent.destroy();
  return all;
}

/** So long waited the quicker share of them. */
export function percentile(answers: readonly Answered[], share: number): number {
  const sorted = answers.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
export const of = (answers: readonly Answered[], ...statuses: readonly number[]): readonly Answered[] =>
  answers.filter(({ status }) => statuses.includes(status));
export const shown = (milliseconds: number): string => `${milliseconds.toFixed(0)} ms`;
