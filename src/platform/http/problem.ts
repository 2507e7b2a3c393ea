/** A refusal or error that a caller is told of, as RFC 9457 problem details. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;

  /**
   * @param status HTTP status
   * @param code stable, kebab-case; its sentence is `problem.<code>` in a messages file
   * @param facts what the sentence names
   */
  constructor(status: number, code: string, facts: ProblemError['facts'] = {}) {
    super(code);
    this.name = 'ProblemError';
    this.status = status;
    this.code = code;
    this.facts = facts;
  }
}

/** The same answer for what does not exist and for what this person may not know of. */
export const notFound = (): ProblemError => new ProblemError(404, 'not-found');
