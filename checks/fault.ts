import path from 'node:path';
import { styleText } from 'node:util';

/** Something a guard found: where it is, what is wrong, and what to do about it. */
export interface Fault {
  readonly where: string;
  readonly what: string;
  readonly remedy: string;
}

/** What a guard looked at. A guard that saw nothing has guarded nothing, so an empty look is a fault of its own. */
export interface Findings {
  readonly faults: readonly Fault[];
  readonly seen: number;
  /** What was counted, in the plural: files, modules, tables. */
  readonly unit: string;
}

/** The folder of package.json, from which all paths in faults are given. */
export const root = path.resolve(import.meta.dirname, '..');

/** Faults of a guard, with one more when it saw nothing. */
export function faultsOf(name: string, findings: Findings): readonly Fault[] {
  if (findings.seen > 0) return findings.faults;
  return [
    ...findings.faults,
    {
      where: `checks/${name}.ts`,
      what: `looked at 0 ${findings.unit}`,
      remedy: 'find out why it no longer sees the tree',
    },
  ];
}

/** Prints what a guard found and sets the exit code: 0 when all is well, 1 when not. */
export function report(name: string, findings: Findings): void {
  const faults = faultsOf(name, findings);
  for (const fault of faults) {
    console.error(`${styleText('red', fault.where)}: ${fault.what}\n    ${fault.remedy}`);
  }
  if (faults.length > 0) process.exitCode = 1;
  console.log(`${name}: ${findings.seen} ${findings.unit}, ${faults.length} faults`);
}
