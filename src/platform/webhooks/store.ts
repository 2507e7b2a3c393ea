import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { checkVersion } from '#platform/http/version.ts';
import { faultOfAddress } from '#platform/outgoing/call.ts';
import type { MadeWebhook, Webhook, WebhookChange } from './contract.ts';
import type { EventKind } from './events.ts';
import { secretOf, toText } from './signature.ts';

const mostWebhooks = 10;
const saltBytes = 16;
const hour = 3_600_000;
/** So long the secret before the newest one signs as well. */
const changeOver = 24 * hour;
/** Messages are kept so long; what was missed for longer is not made up for. */
export const keptDays = 30;

/** What the store of webhooks needs from the rest of the house. */
export interface WebhookRules {
  readonly kinds: readonly EventKind[];
  readonly serverSecret: string;
  /** Addresses that calls may go to. */
  readonly isAllowed: (address: string) => boolean;
}

interface Row {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  readonly types: string[] | null;
  readonly state: string;
  readonly offAt: string | null;
  readonly failingSince: string | null;
  readonly createdAt: string;
  readonly formerUntil: string | null;
  readonly waiting: number;
  readonly version: number;
  readonly salt: Buffer;
}

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();
const instantOf = (text: string | null): string | null => (text === null ? null : instant(Date.parse(text)));
const subjectOf = (id: number): string => `webhook:${String(id)}`;

const toWebhook = (row: Row, now: number): Webhook => ({
  id: row.id,
  name: row.name,
  url: row.url,
  types: row.types,
  state: row.state as Webhook['state'], // the check of the table holds it to these words
  offAt: instantOf(row.offAt),
  failingSince: instantOf(row.failingSince),
  createdAt: instant(Date.parse(row.createdAt)),
  formerSecretUntil: row.formerUntil !== null && Date.parse(row.formerUntil) > now ? instantOf(row.formerUntil) : null,
  waiting: row.waiting,
  version: row.version,
});

/** Policies let a person meet her own only; the host, acting for nobody, has none. */
async function rowsOf(tx: Tx, id: number | null = null): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select webhook_id as id, name, url, types, state, off_at as "offAt", failing_since as "failingSince", created_at as "createdAt",
      former_until as "formerUntil", version, salt,
      (select count(*)::int from platform.webhook_delivery where webhook_delivery.webhook_id = webhook.webhook_id
        and webhook_delivery.state = 'waiting') as waiting
    from platform.webhook
    where person_id = access.actor() and (${id}::int is null or webhook_id = ${id})
    order by webhook_id desc`.execute(tx);
  return rows;
}

/** A person's own webhooks, newest first. */
export const webhooksOf = async (tx: Tx, now: number): Promise<Webhook[]> =>
  (await rowsOf(tx)).map((row) => toWebhook(row, now));

/** One of her own. @throws ProblemError 404 `not-found` */
export async function webhookOf(tx: Tx, id: number, now: number): Promise<Webhook> {
  const [row] = await rowsOf(tx, id);
  if (!row) throw notFound();
  return toWebhook(row, now);
}

/** Kinds of events that a person may be told of. */
export const typesFor = (kinds: readonly EventKind[], { abilities }: Pick<Actor, 'abilities'>): string[] =>
  kinds.filter(({ ability }) => ability === null || abilities.has(ability)).map(({ type }) => type);

function checkAddress(url: string, rules: WebhookRules): void {
  const fault = faultOfAddress(url, rules);
  if (fault === null) return;
  throw new ProblemError(422, fault === 'not-https' ? 'webhook-not-https' : 'webhook-not-allowed');
}

function checkTypes(types: readonly string[] | null, rules: WebhookRules, actor: Actor): void {
  const own = typesFor(rules.kinds, actor);
  const beyond = (types ?? []).filter((type) => !own.includes(type));
  if (beyond.length > 0) throw new ProblemError(422, 'webhook-types', { types: beyond.join(', ') });
}

/** What the audit says of an address: a path may hold a secret of the receiver. */
const originOf = (url: string): string => new URL(url).origin;

/**
 * Makes a webhook. It is told of what happens from now on.
 * @throws ProblemError 404 `not-found` for the host; 422 `webhook-not-https`, `webhook-not-allowed`, `webhook-types`; 429 `too-many-webhooks`
 */
export async function addWebhook(
  tx: Tx,
  actor: Actor,
  wanted: { readonly name: string; readonly url: string; readonly types: readonly string[] | null },
  rules: WebhookRules,
  now: number,
): Promise<MadeWebhook> {
  if (actor.personId === null) throw notFound();
  checkAddress(wanted.url, rules);
  checkTypes(wanted.types, rules, actor);
  if ((await rowsOf(tx)).length >= mostWebhooks)
    throw new ProblemError(429, 'too-many-webhooks', { limit: mostWebhooks });
  const types = wanted.types === null ? null : [...wanted.types];
  const salt = randomBytes(saltBytes);
  const { rows } = await sql<{ id: number }>`
    insert into platform.webhook (person_id, name, url, types, salt, told_seq, created_at)
    values (${actor.personId}, ${wanted.name}, ${wanted.url}, ${types}::text[], ${salt}, audit.newest(), ${instant(now)})
    returning webhook_id as id`.execute(tx);
  const id = rows[0]?.id ?? 0;
  const webhook = await webhookOf(tx, id, now);
  await record(tx, 'webhook.add', subjectOf(id), { name: wanted.name, to: originOf(wanted.url), types });
  return { webhook, secret: toText(secretOf(rules.serverSecret, salt)) };
}

/** Locks one's own. @throws ProblemError 404 `not-found`; 412 `version-stale` */
async function held(tx: Tx, id: number, seenVersion: number, now: number): Promise<Webhook> {
  await sql`select from platform.webhook where webhook_id = ${id} for update`.execute(tx);
  const webhook = await webhookOf(tx, id, now);
  checkVersion(webhook.version, seenVersion);
  return webhook;
}

/**
 * Changes one's own webhook. Switched on again, it is told of what it missed, as far as messages are kept.
 * @throws ProblemError 404 `not-found`; 412 `version-stale`; 422 as `addWebhook`
 */
export async function changeWebhook(
  tx: Tx,
  actor: Actor,
  id: number,
  seenVersion: number,
  change: WebhookChange,
  rules: WebhookRules,
  now: number,
): Promise<Webhook> {
  const before = await held(tx, id, seenVersion, now);
  const after = {
    name: change.name ?? before.name,
    url: change.url ?? before.url,
    types: change.types === undefined ? before.types : change.types,
    isOn: change.isOn ?? before.state === 'on',
  };
  if (change.url !== undefined) checkAddress(after.url, rules);
  if (change.types !== undefined) checkTypes(after.types, rules, actor);
  const stays = after.isOn === (before.state === 'on');
  await sql`update platform.webhook set name = ${after.name}, url = ${after.url}, types = ${after.types}::text[],
      state = case when ${stays} then state when ${after.isOn} then 'on' else 'off' end,
      off_at = case when ${stays} then off_at when ${after.isOn} then null else ${instant(now)}::timestamptz end,
      failing_since = case when ${stays} then failing_since end,
      version = version + 1
    where webhook_id = ${id}`.execute(tx);
  await record(tx, 'webhook.change', subjectOf(id), {
    before: { name: before.name, to: originOf(before.url), types: before.types, state: before.state },
    after: { name: after.name, to: originOf(after.url), types: after.types, isOn: after.isOn },
  });
  return webhookOf(tx, id, now);
}

/** Removes one's own webhook with its log, at once. @throws ProblemError 404 `not-found`; 412 `version-stale` */
export async function removeWebhook(tx: Tx, id: number, seenVersion: number, now: number): Promise<void> {
  const { name, url } = await held(tx, id, seenVersion, now);
  await sql`delete from platform.webhook where webhook_id = ${id}`.execute(tx);
  await record(tx, 'webhook.remove', subjectOf(id), { name, to: originOf(url) });
}

/** Gives a webhook a new secret; the one before signs as well for a day. @throws ProblemError 404 `not-found` */
export async function renewSecret(tx: Tx, id: number, rules: WebhookRules, now: number): Promise<MadeWebhook> {
  const salt = randomBytes(saltBytes);
  const done = await sql`update platform.webhook set former_salt = salt, former_until = ${instant(now + changeOver)},
    salt = ${salt}, version = version + 1 where webhook_id = ${id} and person_id = access.actor()`.execute(tx);
  if (done.numAffectedRows !== 1n) throw notFound();
  await record(tx, 'webhook.secret', subjectOf(id));
  return { webhook: await webhookOf(tx, id, now), secret: toText(secretOf(rules.serverSecret, salt)) };
}
