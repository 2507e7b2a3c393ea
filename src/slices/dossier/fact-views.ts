import { sql } from 'kysely';
import type { Day } from '#kernel/day.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { notFound } from '#platform/http/problem.ts';
import type { Fact, FactsReply, FormerFactsReply } from './contract.ts';
import { missingTopics, staleOn } from './domain/validity.ts';

interface FactRow {
  readonly id: number;
  readonly version: number;
  readonly account_id: number;
  readonly topic: Fact['topic'];
  readonly year: number | null;
  readonly figure: Fact['figure'];
  readonly value: string;
  readonly class: Fact['class'];
  readonly source: string;
  readonly known_on: Day;
  readonly ask_again_on: Day | null;
  readonly author_id: number | null;
  readonly author_name: string | null;
  readonly written_at: string;
  readonly removed_at: string | null;
}

const columns = sql`fact.fact_id as id, fact.version, fact.account_id, fact.topic, fact.year, fact.figure, fact.value, fact.class,
  fact.source, fact.known_on, fact.ask_again_on, fact.author_id, author.name as author_name, fact.written_at, fact.removed_at`;
const joined = sql`dossier.fact left join team.person author on author.person_id = fact.author_id`;

const nameOf = (id: number | null, name: string | null): Fact['author'] =>
  id === null ? null : { id, name: name ?? '' };

const toFact = (row: FactRow): Fact => ({
  id: row.id,
  version: row.version,
  topic: row.topic,
  year: row.year,
  figure: row.figure,
  value: row.value,
  class: row.class,
  source: row.source,
  knownOn: row.known_on,
  askAgainOn: row.ask_again_on,
  staleOn: staleOn(row.topic, row.known_on, row.ask_again_on),
  author: nameOf(row.author_id, row.author_name),
  writtenAt: row.written_at,
});

/** Says that the actor has told why she looks, for the rest of this transaction: then confidential rows are met. */
export async function beginLook(tx: Tx): Promise<void> {
  await sql`select set_config('kulcs.looks', 'on', true)`.execute(tx);
}

/** What is known of an account and may be shown without being asked for; what is missing, and what is sealed. */
export async function factsOf(tx: Tx, accountId: number): Promise<FactsReply> {
  const { rows } = await sql<FactRow>`select ${columns} from ${joined}
    where fact.account_id = ${accountId} and fact.removed_at is null
    order by fact.year desc nulls first, fact.known_on desc, fact.fact_id desc`.execute(tx);
  const { rows: sealed } = await sql<FactsReply['sealed'][number]>`select topic, class, facts from dossier.sealed_topic
    where account_id = ${accountId} and facts > 0 order by class, topic`.execute(tx);
  return {
    facts: rows.map(toFact),
    sealed,
    missing: missingTopics(new Set([...rows, ...sealed].map(({ topic }) => topic))),
  };
}

/** The facts of a class, for somebody who has said why she looks. */
export async function sealedFacts(tx: Tx, accountId: number, sealedClass: Fact['class']): Promise<Fact[]> {
  const { rows } = await sql<FactRow>`select ${columns} from ${joined}
    where fact.account_id = ${accountId} and fact.class = ${sealedClass} and fact.removed_at is null
    order by fact.topic, fact.known_on desc, fact.fact_id desc`.execute(tx);
  return rows.map(toFact);
}

/** A fact for changing it, its row locked. @throws ProblemError 404 `not-found` */
export async function holdFact(
  tx: Tx,
  id: number,
): Promise<{ readonly fact: Fact; readonly accountId: number; readonly isRemoved: boolean }> {
  await sql`select from dossier.fact where fact_id = ${id} for update`.execute(tx);
  const { rows } = await sql<FactRow>`select ${columns} from ${joined} where fact.fact_id = ${id}`.execute(tx);
  const [row] = rows;
  if (!row) throw notFound();
  return { fact: toFact(row), accountId: row.account_id, isRemoved: row.removed_at !== null };
}

/** What a fact said before it was changed, newest first. @throws ProblemError 404 `not-found` */
export async function formerFacts(tx: Tx, id: number): Promise<FormerFactsReply> {
  const { rows: known } = await sql`select from dossier.fact where fact_id = ${id}`.execute(tx);
  if (known.length === 0) throw notFound();
  const { rows } = await sql<{
    version: number;
    value: string;
    class: Fact['class'];
    source: string;
    known_on: string;
    author_id: number | null;
    author_name: string | null;
    replaced_at: string;
    replaced_by: number | null;
    replacer_name: string | null;
  }>`select former.version, former.value, former.class, former.source, former.known_on, former.author_id,
      author.name as author_name, former.replaced_at, former.replaced_by, replacer.name as replacer_name
    from dossier.former_fact former
    left join team.person author on author.person_id = former.author_id
    left join team.person replacer on replacer.person_id = former.replaced_by
    where former.fact_id = ${id} order by former.version desc`.execute(tx);
  return {
    former: rows.map((row) => ({
      version: row.version,
      value: row.value,
      class: row.class,
      source: row.source,
      knownOn: row.known_on,
      author: nameOf(row.author_id, row.author_name),
      replacedAt: row.replaced_at,
      replacedBy: nameOf(row.replaced_by, row.replacer_name),
    })),
  };
}
