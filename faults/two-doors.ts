import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Import } from '#slices/sales/contract.ts';

/** One of two processes, as the host asks it. */
export interface Door {
  readonly url: string;
  readonly dataFolder: string;
}

export interface Answer<Value> {
  readonly status: number;
  readonly value: Value;
}

const hostKeyOf = ({ dataFolder }: Door): string => readFileSync(path.join(dataFolder, 'host.key'), 'utf8').trim();

/**
 * Asks as the host. A text is sent as a file, all else as JSON.
 * @param more headers of this request
 * @throws whatever `fetch` throws when the process goes away
 */
export async function ask<Value>(
  door: Door,
  method: string,
  url: string,
  body?: unknown,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer<Value>> {
  const isFile = typeof body === 'string';
  const reply = await fetch(door.url + url, {
    method,
    headers: {
      authorization: `Bearer ${hostKeyOf(door)}`,
      ...(body === undefined ? {} : { 'content-type': isFile ? 'application/octet-stream' : 'application/json' }),
      ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
      ...more,
    },
    ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) }),
  });
  const text = await reply.text();
  // Each caller names the contract of the door that it asks.
  return { status: reply.status, value: (text === '' ? undefined : JSON.parse(text)) as Value };
}

/** Sends the same request, under one key, to one process and then the other until one of them answers it. */
export async function askEither<Value>(doors: readonly Door[], url: string, body: unknown): Promise<Answer<Value>> {
  const key = { 'idempotency-key': randomUUID() };
  for (let tries = 0; ; tries += 1) {
    const door = doors[tries % doors.length];
    if (!door) throw new Error('There is nobody to ask.');
    const answer = await ask<Value>(door, 'POST', url, body, key).catch(() => null);
    if (answer && answer.status !== 503 && answer.status !== 409) return answer;
    if (tries > 200) throw new Error(`Nobody answers ${url}: ${String(answer?.status)}`);
    await wait(50);
  }
}

/** Sends a file of sales lines. @returns the number of its import */
export async function sendFile(door: Door, name: string, text: string): Promise<number> {
  const url = `/api/sales/imports?source=trial&fileName=${name}.csv`;
  return (await ask<Import>(door, 'POST', url, text)).value.id;
}

/** Starts a run. @throws Error when it is refused */
export async function runFile(door: Door, id: number): Promise<void> {
  const { status } = await ask(door, 'POST', `/api/sales/imports/${String(id)}/run`, { dryRun: false });
  if (status !== 202) throw new Error(`Import ${String(id)} was not started: ${String(status)}`);
}

export const importAt = async (door: Door, id: number): Promise<Import> =>
  (await ask<Import>(door, 'GET', `/api/sales/imports/${String(id)}`)).value;

/** Waits until an import is as wanted, for a minute at most. @returns it as it is then */
export async function untilImport(door: Door, id: number, isWanted: (found: Import) => boolean): Promise<Import> {
  const end = performance.now() + 60_000;
  for (;;) {
    const found = await importAt(door, id);
    if (isWanted(found) || performance.now() > end) return found;
    await wait(20);
  }
}
