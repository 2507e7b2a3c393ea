import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';

/** A message as it arrived: its id, and what it says. */
interface ArrivedMessage {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly data: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const Message = z.strictObject({ type: z.string(), timestamp: z.iso.datetime(), data: z.unknown() });

/** A program that webhooks are sent to. */
export interface WebhookReceiver {
  readonly url: string;
  /** What arrived, as often as it arrived. */
  readonly messages: readonly ArrivedMessage[];
  /** How it answers from now on: by a status, or as the function does; it takes what comes (204) at first. */
  answer: number | ((reply: ServerResponse) => void);
  /** Whether a message was signed by this secret, by the library of the convention. */
  readonly isSigned: (message: ArrivedMessage | undefined, secret: string) => boolean;
  readonly close: () => Promise<void>;
}

/** Starts a receiver on this machine. */
export async function startReceiver(): Promise<WebhookReceiver> {
  const messages: ArrivedMessage[] = [];
  const server = createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      messages.push({ ...Message.parse(JSON.parse(body)), id: headers['webhook-id'] ?? '', headers, body });
      const { answer } = receiver;
      if (typeof answer === 'number') reply.writeHead(answer).end('not to be shown');
      else answer(reply);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${String(port)}/kulcs`,
    messages,
    answer: 204,
    isSigned(message, secret) {
      if (!message) return false;
      try {
        new Webhook(secret).verify(message.body, { ...message.headers });
        return true;
      } catch {
        return false;
      }
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}
