import { fillSentence, type Facts } from '#platform/db/problem.ts';
import english from './messages/en.json' with { type: 'json' };

type CodeOf<Key> = Key extends `backup.${infer Code}` ? Code : never;

/** Why a backup or a restore is refused; each code has a sentence in `messages/`. */
type BackupProblemCode = CodeOf<keyof typeof english>;

/** A backup cannot be made, read or restored. `message` is the English sentence; nothing was changed. */
export class BackupProblem extends Error {
  readonly code: BackupProblemCode;
  readonly facts: Facts;

  constructor(code: BackupProblemCode, facts: Facts = {}, cause?: unknown) {
    super(fillSentence(english[`backup.${code}`], facts), cause === undefined ? undefined : { cause });
    this.name = 'BackupProblem';
    this.code = code;
    this.facts = facts;
  }
}
