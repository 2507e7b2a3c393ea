import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Clock } from '#platform/clock/clock.ts';
import { post, type CallOutcome, type CallRules } from '#platform/outgoing/call.ts';
import { holdDue, letGo, withhold, writeAttempt, type Due, type SwitchedOff } from './attempts.ts';
import type { Recorded } from './events.ts';
import { fillOutbox, toldTo, type OutboxRules } from './outbox.ts';
import { secretOf, signedHeaders } from './signature.ts';

/** Sends what webhooks are to be told. Several processes on one store share the work. */
export interface Courier {
  /** Looks for new events and sends all that is due. When it ends, nothing is on its way. */
  readonly run: () => Promise<void>;
  /** Looks every second from now on, until it is stopped. */
  readonly start: () => void;
  /** Begins nothing more, and waits for what is on its way. */
  readonly stop: () => Promise<void>;
}

interface CourierOptions extends OutboxRules {
  readonly clock: Clock;
  readonly serverSecret: string;
  /** Where calls may go. */
  readonly isAllowed: CallRules['isAllowed'];
  readonly callMilliseconds?: number;
  /** Whether the store waits for its release after a restore: then nothing goes out. */
  readonly isHeld: () => Promise<boolean>;
  /** Tells those who should know that a webhook was switched off. */
  readonly onOff: (off: SwitchedOff) => Promise<void>;
  readonly log: (error: unknown) => void;
  /** Sends one message: another one in tests that break off. */
  readonly send?: typeof post;
}

const usualMilliseconds = 5000;
const lookMilliseconds = 1000;
/** Of one webhook so many messages are on their way at the same time. */
const lanes = 4;

export function createCourier(options: CourierOptions): Courier {
  const { database, clock, serverSecret, isAllowed, isHeld, onOff, log, send = post } = options;
  const rules = { isAllowed, milliseconds: options.callMilliseconds ?? usualMilliseconds };
  // Webhooks that are being called: a slow one keeps the others from nothing.
  const busy = new Map<number, Promise<void>>();
  let stopping: AbortController | null = null;
  let loop: Promise<void> = Promise.resolve();

  const entryOf = async (seq: bigint): Promise<Recorded | null> => {
    const { rows } = await sql<Recorded>`select action, subject, detail from audit.entry where seq = ${seq}`.execute(
      database,
    );
    return rows[0] ?? null;
  };

  /** Rights may have changed since the message was made, so they are asked for again each time. */
  const isStillHers = async ({ seq, personId }: Due): Promise<boolean> => {
    const actor = await options.actorFor(personId);
    if (seq === null) return actor !== null;
    const entry = await entryOf(seq);
    return entry !== null && (await toldTo(options, actor, entry)) !== null;
  };

  const sendOne = async (due: Due): Promise<void> => {
    if (!(await isStillHers(due))) return withhold(database, due);
    const began = clock.now();
    const salts = due.formerSalt === null ? [due.salt] : [due.salt, due.formerSalt];
    const secrets = salts.map((salt) => secretOf(serverSecret, salt));
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Kulcs',
      ...signedHeaders(due.messageId, began, due.payload, secrets),
    };
    const outcome: CallOutcome = await send(due.url, headers, due.payload, rules);
    const off = await writeAttempt(database, due, outcome, {
      began,
      ended: clock.now(),
      chance: Math.random(),
    });
    if (off) await onOff(off);
  };

  const sendAll = async (messages: readonly Due[]): Promise<void> => {
    const left = [...messages];
    const lane = async (): Promise<void> => {
      while (stopping?.signal.aborted !== true) {
        const due = left.shift();
        if (!due) return;
        await sendOne(due).catch(log);
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    if (left.length > 0) await letGo(database, left, clock.now()).catch(log);
  };

  /** Begins to send what is due. @returns whether there was anything */
  const begin = async (): Promise<boolean> => {
    const due = await holdDue(database, [...busy.keys()], clock.now());
    for (const [id, messages] of Map.groupBy(due, ({ webhookId }) => webhookId)) {
      busy.set(
        id,
        sendAll(messages).finally(() => busy.delete(id)),
      );
    }
    return due.length > 0;
  };

  const look = async (): Promise<boolean> => {
    if (await isHeld()) return false;
    const hasMore = await fillOutbox(options, clock.now());
    return (await begin()) || hasMore;
  };

  const onTheWay = async (): Promise<void> => void (await Promise.all(busy.values()));

  return {
    async run() {
      do await onTheWay();
      while (await look());
      await onTheWay();
    },
    start() {
      stopping ??= new AbortController();
      const { signal } = stopping;
      loop = (async () => {
        while (!signal.aborted) {
          const goesOn = await look().catch((error: unknown) => {
            log(error);
            return false;
          });
          if (!goesOn) await wait(lookMilliseconds, undefined, { signal }).catch(() => undefined);
        }
      })();
    },
    async stop() {
      stopping?.abort();
      await loop;
      await onTheWay();
    },
  };
}
