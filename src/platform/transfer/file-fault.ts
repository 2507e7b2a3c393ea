import type { FaultFacts, FileFaultCode } from './types.ts';

/** The whole file is refused: nothing of it may be stored. `facts` fill the sentence `problem.<code>` of messages/. */
export class FileFault extends Error {
  readonly code: FileFaultCode;
  readonly facts: FaultFacts;

  constructor(code: FileFaultCode, facts: FaultFacts = {}) {
    super(`${code} ${JSON.stringify(facts)}`);
    this.name = 'FileFault';
    this.code = code;
    this.facts = facts;
  }
}
