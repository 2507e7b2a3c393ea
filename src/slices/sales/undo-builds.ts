import { ProblemError } from '#platform/http/problem.ts';
import type { Language } from '#platform/i18n/language.ts';
import { sentence } from '#platform/i18n/sentence.ts';

/** So many of the things that build on an import are told. */
const toldThings = 5;

/** What builds on an import, for a person: why it cannot be taken back. */
export class Builds {
  readonly #things: string[] = [];
  readonly #language: Language;

  constructor(language: Language) {
    this.#language = language;
  }

  add(code: string, facts: Readonly<Record<string, string | number>>): void {
    this.#things.push(sentence(this.#language, code, facts));
  }

  /** @throws ProblemError 409 `import-built-on` when there is anything */
  refuse(): void {
    if (this.#things.length === 0) return;
    const told = this.#things.slice(0, toldThings);
    const more = this.#things.length - told.length;
    if (more > 0) told.push(sentence(this.#language, 'built-on-more', { more }));
    throw new ProblemError(409, 'import-built-on', { what: told.join('; ') });
  }
}
