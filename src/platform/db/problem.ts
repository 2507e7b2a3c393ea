import english from './messages/en.json' with { type: 'json' };

export type Facts = Readonly<Record<string, string | number | boolean | null>>;

type CodeOf<Key> = Key extends `db.${infer Code}` ? Code : never;

/** Why the store cannot be opened; each code has a sentence in `messages/`. */
type StoreProblemCode = CodeOf<keyof typeof english>;

/** Puts the facts into a sentence of `messages/`; a place without a fact stays as it is, so that it is seen. */
export function fillSentence(sentence: string, facts: Facts): string {
  return sentence.replaceAll(/\{\{(\w+)\}\}/g, (place, name: string) => String(facts[name] ?? place));
}

/** The store cannot be opened. `message` is the English sentence; other languages are made from `code` and `facts`. */
export class StoreProblem extends Error {
  readonly code: StoreProblemCode;
  readonly facts: Facts;

  constructor(code: StoreProblemCode, facts: Facts = {}, cause?: unknown) {
    super(fillSentence(english[`db.${code}`], facts), cause === undefined ? undefined : { cause });
    this.name = 'StoreProblem';
    this.code = code;
    this.facts = facts;
  }
}

/** The words of anything that was thrown, on one line. */
export const wordsOf = (thrown: unknown): string =>
  (thrown instanceof Error ? thrown.message : String(thrown)).replaceAll(/\s+/g, ' ').trim();
