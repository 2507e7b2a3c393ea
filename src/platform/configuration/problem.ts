import { fillSentence, type Facts } from '#platform/db/problem.ts';
import english from './messages/en.json' with { type: 'json' };

type CodeOf<Key, Area extends string> = Key extends `${Area}.${infer Code}` ? Code : never;
type MessageKey = keyof typeof english;

/** A setting whose value cannot be read. */
export interface ConfigurationFault {
  readonly code: CodeOf<MessageKey, 'configuration'>;
  readonly facts: Facts;
}

/** A reason for which Kulcs does not start in production (reliability, CFG-1); each sentence names the cure. */
export interface StartRefusal {
  readonly code: CodeOf<MessageKey, 'start'>;
  readonly facts: Facts;
}

const sentence = (key: MessageKey, facts: Facts): string => fillSentence(english[key], facts);

/** Settings cannot be read. `message` holds the English sentences, one a line. */
export class ConfigurationProblem extends Error {
  readonly faults: readonly ConfigurationFault[];

  constructor(faults: readonly ConfigurationFault[]) {
    super(faults.map(({ code, facts }) => sentence(`configuration.${code}`, facts)).join('\n'));
    this.name = 'ConfigurationProblem';
    this.faults = faults;
  }
}

/** Kulcs does not start. `message` holds the English sentences, one a line. */
export class StartProblem extends Error {
  readonly refusals: readonly StartRefusal[];

  constructor(refusals: readonly StartRefusal[]) {
    super(refusals.map(({ code, facts }) => sentence(`start.${code}`, facts)).join('\n'));
    this.name = 'StartProblem';
    this.refusals = refusals;
  }
}
