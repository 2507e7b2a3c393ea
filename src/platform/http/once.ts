import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import { asOneTransaction, type Database, type Tx } from '#platform/access/transaction.ts';
import type { Clock } from '#platform/clock/clock.ts';
import { ProblemError } from './problem.ts';

/** What a request was answered with. */
export interface Answered {
  readonly status: number;
  readonly value: unknown;
  /** Whether it was answered before, and nothing was carried out now. */
  readonly isReplayed: boolean;
}

/** A request that must have its effect once, however often it is sent. */
export interface OnceAsked {
  readonly actor: Actor;
  /** Method and address of the door. */
  readonly door: string;
  readonly key: string;
  /** All that it asks for: where, and with which body. */
  readonly content: string;
}

/** Carries a request out, unless it was carried out already. */
export type Once = (asked: OnceAsked, work: () => Promise<Pick<Answered, 'status' | 'value'>>) => Promise<Answered>;

/** The answers are kept so long, because a phone may be offline over a holiday. */
const keptDays = 30;

/**
 * The key that a caller has made up for this request (`Idempotency-Key`): 16 to 200 letters that nobody else would make up.
 * @throws ProblemError 400 `key-missing`, `key-unreadable`
 */
export function requestKeyOf(request: FastifyRequest): string {
  const given = request.headers['idempotency-key'];
  if (given === undefined) throw new ProblemError(400, 'key-missing');
  if (typeof given !== 'string' || !/^[\x21-\x7e]{16,200}$/.test(given)) throw new ProblemError(400, 'key-unreadable');
  return given;
}

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Lets each key of a person and door have one effect (reliability, CON-4). The work, its audit and its answer are one
 * transaction: what failed before the commit is not remembered and can be tried again.
 * @param secret with the caller's key it encrypts the answers, which hold what only that person may read
 * @throws by the function it gives: ProblemError 422 `key-reused` (another content), 409 `key-running`
 */
export function createOnce(database: Database, clock: Clock, secret: string): Once {
  return (asked, work) =>
    asOneTransaction(database, asked.actor, async (tx) => {
      const place = { person: asked.actor.personId ?? 0, door: asked.door, key: hashOf(asked.key) };
      if (!(await hold(tx, place))) throw new ProblemError(409, 'key-running');
      const before = await answerBefore(tx, place);
      if (before) {
        if (!before.body.equals(hashOf(asked.content))) throw new ProblemError(422, 'key-reused');
        return { status: before.status, value: opened(before.reply, secret, asked.key), isReplayed: true };
      }
      const { status, value } = await work();
      await sql`insert into platform.answered_request (person_id, route, key_hash, body_hash, status, reply, at)
        values (${place.person}, ${place.door}, ${place.key}, ${hashOf(asked.content)}, ${status},
          ${sealed(value, secret, asked.key)}, ${new Date(clock.now()).toISOString()})`.execute(tx);
      return { status, value, isReplayed: false };
    });
}

interface Place {
  readonly person: number;
  readonly door: string;
  readonly key: Buffer;
}

/** Until the transaction ends nobody else carries out a request with this key. */
async function hold(tx: Tx, { person, door, key }: Place): Promise<boolean> {
  const lock = hashOf(`${String(person)} ${door} ${key.toString('hex')}`).readBigInt64BE();
  const { rows } = await sql<{ held: boolean }>`select pg_try_advisory_xact_lock(${lock}) as held`.execute(tx);
  return rows[0]?.held === true;
}

async function answerBefore(
  tx: Tx,
  { person, door, key }: Place,
): Promise<{ body: Buffer; status: number; reply: Buffer } | undefined> {
  const { rows } = await sql<{ body: Buffer; status: number; reply: Buffer }>`
    select body_hash as body, status, reply from platform.answered_request
    where person_id = ${person} and route = ${door} and key_hash = ${key}`.execute(tx);
  return rows[0];
}

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const sealingKey = (secret: string, key: string): Buffer => Buffer.from(hkdfSync('sha256', secret, key, 'answer', 32));

/** An answer may hold what is shown once only, so that whoever reads the table or a backup of it must not read it. */
function sealed(value: unknown, secret: string, key: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, sealingKey(secret, key), nonce);
  const text = value === undefined ? '' : JSON.stringify(value);
  const body = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
  return Buffer.concat([nonce, sealing.getAuthTag(), body]);
}

function opened(reply: Buffer, secret: string, key: string): unknown {
  const opening = createDecipheriv(cipher, sealingKey(secret, key), reply.subarray(0, nonceBytes));
  opening.setAuthTag(reply.subarray(nonceBytes, nonceBytes + tagBytes));
  const text = Buffer.concat([opening.update(reply.subarray(nonceBytes + tagBytes)), opening.final()]).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}

/** Forgets answers that are older than thirty days. @returns how many */
export async function forgetOldAnswers(database: Database, clock: Clock): Promise<number> {
  const end = new Date(clock.now() - keptDays * 86_400_000).toISOString();
  const gone = await sql`delete from platform.answered_request where at < ${end}`.execute(database);
  return Number(gone.numAffectedRows ?? 0n);
}
