import type { FaultFacts, FieldDescription, FileFaultCode, MappingParts, ReadLimits, RowFaultCode } from '../types.ts';

/** The fields of the bad files: one of each kind, with the demands a row can fail. */
export const badFields: readonly FieldDescription[] = [
  { name: 'code', kind: 'text', required: true, maxLength: 20, aliases: ['code'] },
  { name: 'day', kind: 'day', required: true, aliases: ['day'] },
  { name: 'amount', kind: 'decimal', required: true, aliases: ['amount'] },
  { name: 'share', kind: 'share', required: false, aliases: ['share'] },
  { name: 'currency', kind: 'currency', required: false, aliases: ['currency'] },
  { name: 'name', kind: 'text', required: false, aliases: ['name'] },
];

/** A row fault: line, code, column, value as read. */
type ExpectedFault = readonly [line: number, code: RowFaultCode, column: string | null, value: string | null];

export interface BadFile {
  /** What is wrong with it; the name of the test. */
  readonly what: string;
  readonly fileName: string;
  readonly bytes: Buffer | (() => Promise<Buffer>);
  readonly given?: MappingParts;
  readonly limits?: ReadLimits;
  /** The file is refused … */
  readonly fault?: { readonly code: FileFaultCode; readonly facts: FaultFacts };
  /** … or it is read: how many rows, which of them are faulty, and what stands in the column `name` of the first. */
  readonly read?: { readonly rows: number; readonly faults: readonly ExpectedFault[]; readonly name?: string | null };
  /** What the look at it must have found out. */
  readonly found?: Partial<Pick<Required<MappingParts>, 'encoding' | 'delimiter' | 'decimal'>> & {
    readonly ambiguous?: readonly string[];
    readonly missing?: readonly string[];
  };
}

/** What most bad files are made of: a header, and a row that is right. */
export const header = 'code,day,amount,name';
export const lines = (...rows: string[]): Buffer => Buffer.from(rows.join('\n') + '\n');
export const good = 'A1,2024-05-07,12.50,Ördög';
