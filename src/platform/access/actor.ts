import type { Language } from '#platform/i18n/language.ts';

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
  /** Whether the request came with a key of hers: then a program asks, and what is personal is not for programs. */
  readonly isByKey?: boolean;
  readonly language: Language;
}
