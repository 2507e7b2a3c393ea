import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { attach } from '#platform/db/attach.ts';
import { promise, say } from './trial-server.ts';

/** The trial's own server and what it is judged by. */
interface WebhookTrial {
  readonly url: string;
  readonly dataFolder: string;
  readonly hostKey: () => string;
  readonly run: (...words: readonly string[]) => Promise<void>;
  readonly startServer: () => Promise<ChildProcess>;
}

const events = 60;
const patience = 60_000;

/** Kills the server while it tells a webhook of what happens, and counts what arrives in the end. */
export async function tryKilledWhileTelling(trial: WebhookTrial): Promise<void> {
  const { url, dataFolder, hostKey, run, startServer } = trial;
  say('SIGKILL while a webhook is told of what happens');
  const arrived = new Map<number, Set<string>>();
  let messages = 0;
  const receiver = createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      messages += 1;
      // The shape of the messages is the product's own, and tested there.
      const { data } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { data: { person: { id: number } } };
      const ids = arrived.get(data.person.id) ?? new Set();
      arrived.set(data.person.id, ids.add(String(request.headers['webhook-id'])));
      setTimeout(() => reply.writeHead(204).end(), 30);
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const { port } = receiver.address() as AddressInfo; // it listens on a port
  let server = await startServer();
  try {
    await run('webhook', 'add', `http://127.0.0.1:${String(port)}/`, '--name', 'Trial', '--as', 'admin@kulcs.test');
    const added: number[] = [];
    const add = async (n: number): Promise<void> => {
      const answer = await fetch(`${url}/api/people`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${hostKey()}`,
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
        },
        body: JSON.stringify({ email: `p${String(n)}@kulcs.test`, name: `P ${String(n)}`, role: 'kam', invite: false }),
      }).catch(() => null);
      if (answer?.status === 201) added.push(((await answer.json()) as { id: number }).id); // the door's own contract
    };
    for (let n = 0; n < events; n += 1) await add(n);
    const began = performance.now();
    while (messages < events / 10 && performance.now() - began < patience) await wait(5);
    server.kill('SIGKILL');
    await wait(500);
    const before = messages;
    server = await startServer();
    const store = await attach({ dataFolder, databaseUrl: null });
    // What the killed process held is due again after five minutes, which are over now.
    await store.pool.query(`update platform.webhook_delivery set next_at = now() where state = 'waiting'`);
    await store.close();
    const end = performance.now() + patience;
    while (added.some((id) => !arrived.has(id)) && performance.now() < end) await wait(100);
    const lost = added.filter((id) => !arrived.has(id));
    promise(
      'it was killed in the middle',
      before > 0 && before < added.length,
      `${String(before)} of ${String(added.length)} sent`,
    );
    promise('nothing is lost', lost.length === 0, `${String(lost.length)} of ${String(added.length)} events`);
    promise(
      'each event has one id, however often it came',
      [...arrived.values()].every(({ size }) => size === 1),
      `${String(messages)} messages`,
    );
  } finally {
    server.kill('SIGKILL');
    receiver.closeAllConnections();
    receiver.close();
  }
}
