import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { checkVersion } from '#platform/http/version.ts';
import { accountById } from '#slices/accounts/public.ts';
import type { Asking } from './asking.ts';
import type { Fact, FactChange, Look, LookReply, NewFact } from './contract.ts';
import { faultOf } from './domain/validity.ts';
import { beginLook, holdFact, sealedFacts } from './fact-views.ts';

const isSealed = (factClass: Fact['class']): boolean => factClass === 'confidential' || factClass === 'personal';

/** The chain is verified by people who may not read the business: it says that a sealed fact changed, and of which topic. */
const detailOf = (fact: Pick<Fact, 'topic' | 'class' | 'value'>) => ({
  topic: fact.topic,
  class: fact.class,
  ...(isSealed(fact.class) ? {} : { value: fact.value }),
});

function check(fact: Parameters<typeof faultOf>[0], actor: Actor): void {
  const fault = faultOf(fact);
  if (fault !== null) throw new ProblemError(422, fault);
  if (isSealed(fact.class) && !actor.abilities.has('dossier.confidential'))
    throw new ProblemError(403, 'not-allowed', { ability: 'dossier.confidential' });
}

/**
 * Adds what somebody has learned of an account.
 * @throws ProblemError 404 `not-found`; 422 `figure-incomplete`, `class-of-topic`, `known-later`; 403 `not-allowed` (class)
 */
export async function addFact(tx: Tx, { actor, now, today }: Asking, accountId: number, given: NewFact): Promise<Fact> {
  const account = await accountById(tx, accountId);
  if (!account) throw notFound();
  check({ ...given, today }, actor);
  await beginLook(tx);
  const { rows } = await sql<{ id: number }>`
    insert into dossier.fact (account_id, topic, year, figure, value, class, source, known_on, ask_again_on,
      author_id, written_at)
    values (${accountId}, ${given.topic}, ${given.year}, ${given.figure}, ${given.value}, ${given.class}, ${given.source},
      ${given.knownOn}, ${given.askAgainOn}, ${actor.personId}, ${now}) returning fact_id as id`.execute(tx);
  const { fact } = await holdFact(tx, rows[0]?.id ?? 0);
  await record(tx, 'fact.add', `account:${account.code}`, { fact: fact.id, before: null, after: detailOf(fact) });
  return fact;
}

/**
 * Changes a fact where it stands; what it said before is kept.
 * @throws ProblemError 404 `not-found`; 412 `version-stale`; 422 as `addFact`
 */
export async function changeFact(
  tx: Tx,
  { actor, now, today }: Asking,
  id: number,
  seenVersion: number,
  change: FactChange,
): Promise<Fact> {
  await beginLook(tx);
  const { fact: before, accountId, isRemoved } = await holdFact(tx, id);
  if (isRemoved) throw notFound();
  checkVersion(before.version, seenVersion);
  const after = {
    value: change.value ?? before.value,
    class: change.class ?? before.class,
    source: change.source ?? before.source,
    knownOn: change.knownOn ?? before.knownOn,
    askAgainOn: change.askAgainOn === undefined ? before.askAgainOn : change.askAgainOn,
  };
  check({ ...before, ...after, today }, actor);
  if (Object.entries(after).every(([name, value]) => before[name as keyof typeof after] === value)) return before; // its own keys
  await keepFormer(tx, actor, now, id);
  await sql`update dossier.fact set value = ${after.value}, class = ${after.class}, source = ${after.source},
      known_on = ${after.knownOn}, ask_again_on = ${after.askAgainOn}, author_id = ${actor.personId}, written_at = ${now},
      version = version + 1 where fact_id = ${id}`.execute(tx);
  const { fact } = await holdFact(tx, id);
  await tell(tx, accountId, 'fact.change', { fact: id, before: detailOf(before), after: detailOf(fact) });
  return fact;
}

/** Takes a fact out of the dossier; it can be put back. @throws ProblemError 404 `not-found`; 412 `version-stale` */
export async function removeFact(tx: Tx, { actor, now }: Asking, id: number, seenVersion: number): Promise<void> {
  await beginLook(tx);
  const { fact, accountId, isRemoved } = await holdFact(tx, id);
  if (isRemoved) throw notFound();
  checkVersion(fact.version, seenVersion);
  await keepFormer(tx, actor, now, id);
  await sql`update dossier.fact set removed_at = ${now}, version = version + 1 where fact_id = ${id}`.execute(tx);
  await tell(tx, accountId, 'fact.remove', { fact: id, before: detailOf(fact), after: null });
}

/** Puts a removed fact back as it was; one that stands stays. @throws ProblemError 404 `not-found` */
export async function restoreFact(tx: Tx, id: number): Promise<Fact> {
  await beginLook(tx);
  const { fact: before, accountId, isRemoved } = await holdFact(tx, id);
  if (!isRemoved) return before;
  await sql`update dossier.fact set removed_at = null, version = version + 1 where fact_id = ${id}`.execute(tx);
  const { fact } = await holdFact(tx, id);
  await tell(tx, accountId, 'fact.restore', { fact: id, before: null, after: detailOf(fact) });
  return fact;
}

async function keepFormer(tx: Tx, actor: Actor, now: string, id: number): Promise<void> {
  await sql`insert into dossier.former_fact
      (account_id, fact_id, version, value, class, source, known_on, author_id, written_at, replaced_by, replaced_at)
    select account_id, fact_id, version, value, class, source, known_on, author_id, written_at, ${actor.personId}::int, ${now}::timestamptz
    from dossier.fact where fact_id = ${id}`.execute(tx);
}

async function tell(tx: Tx, accountId: number, action: string, detail: Record<string, unknown>): Promise<void> {
  const account = await accountById(tx, accountId);
  await record(tx, action, `account:${account?.code ?? ''}`, detail);
}

/**
 * Shows the confidential or personal facts of an account to somebody who says what for; the look is put on record: who, what
 * class, how many. Of personal facts she sees her own entries, and the others with a grant.
 * @throws ProblemError 404 `not-found`; 422 `look-reason` when the purpose is another one and not said
 */
export async function lookAtFacts(tx: Tx, accountId: number, look: Look): Promise<LookReply> {
  const account = await accountById(tx, accountId);
  if (!account) throw notFound();
  if (look.purpose === 'other' && look.reason === '') throw new ProblemError(422, 'look-reason');
  await beginLook(tx);
  const facts = await sealedFacts(tx, accountId, look.class);
  const { rows } = await sql<{ count: number }>`select coalesce(sum(facts), 0)::int as count from dossier.sealed_topic
    where account_id = ${accountId} and class = ${look.class}`.execute(tx);
  await record(tx, 'fact.look', `account:${account.code}`, {
    class: look.class,
    purpose: look.purpose,
    reason: look.reason,
    facts: facts.length,
  });
  return { facts, hidden: (rows[0]?.count ?? 0) - facts.length };
}
