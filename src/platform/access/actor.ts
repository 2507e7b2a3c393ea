import type { Language } from '#platform/i18n/language.ts';
import type { Day } from '#kernel/day.ts';

/** For whom a request is carried out, and what the database and the routes let through. Plain data, made once per request. */
export interface Actor {
  /** Null when the host acts for nobody in particular (the command line on the machine that holds the store). */
  readonly personId: number | null;
  readonly name: string;
  /** Whether the request came with the host's key. Together with a person: the host acts for her, with her rights. */
  readonly isHost: boolean;
  /** Row-level security lets every account through. */
  readonly seesAll: boolean;
  readonly abilities: ReadonlySet<string>;
  /** Of the abilities those that she has only as the one who stands in for this person. */
  readonly passed?: ReadonlyMap<string, number>;
  /** For whom this request is made, if by such an ability; the audit names both. */
  readonly actsFor?: number;
  /** The company's day: rights with days count on it. Null: none of them counts (work of the machine itself). */
  readonly today: Day | null;
  /** Whether the request came with a key of hers: then a program asks, and what is personal is not for programs. */
  readonly isByKey?: boolean;
  readonly language: Language;
}
