import { addMonths, type Day } from '#kernel/day.ts';
import type { FactClass } from '../contract.ts';
import { topics, type TopicId } from './topics.ts';

const months = new Map<TopicId, number>(topics.map((topic) => [topic.id, topic.months]));

/** The day from which a fact is stale: as a person has said, else after the shelf life of its topic (catalogue B1). */
export const staleOn = (topic: TopicId, knownOn: Day, askAgainOn: Day | null): Day =>
  askAgainOn ?? addMonths(knownOn, months.get(topic) ?? 12);

/** Topics that every dossier asks for and of which nothing is known. What is sealed is known. */
export function missingTopics(known: ReadonlySet<string>): TopicId[] {
  return topics.filter(({ id, isAsked }) => isAsked && !known.has(id)).map(({ id }) => id);
}

/** Why a fact cannot be as it is given; null when it can. */
export function faultOf(fact: {
  readonly topic: TopicId;
  readonly class: FactClass;
  readonly knownOn: string;
  readonly year: number | null;
  readonly figure: string | null;
  readonly today: Day;
}): 'figure-incomplete' | 'class-of-topic' | 'known-later' | null {
  const isFigure = fact.topic === 'figures';
  if (isFigure !== (fact.year !== null) || isFigure !== (fact.figure !== null)) return 'figure-incomplete';
  // The people's own topic is personal and nothing else is: a topic's name must not tell of a person.
  if ((fact.topic === 'people') !== (fact.class === 'personal')) return 'class-of-topic';
  return fact.knownOn > fact.today ? 'known-later' : null;
}
