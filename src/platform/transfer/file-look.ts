import type { RowSource } from './rows.ts';
import type { Delimiter, FileEncoding, FileProfile, MappingParts, Origin } from './types.ts';

/** Parts of a mapping that say how a file is taken apart. */
export type LookChoice = Pick<MappingParts, 'encoding' | 'delimiter' | 'sheet'>;

/** What a file is, how it is taken apart, and its rows. */
export interface FileLook {
  readonly source: RowSource;
  readonly encoding: FileEncoding;
  readonly encodingOrigin: FileProfile['origin']['encoding'];
  readonly delimiter: Delimiter;
  readonly delimiterOrigin: Origin;
  /** The sheet that is read; undefined for text. */
  readonly sheet: string | undefined;
  readonly sheetOrigin: Origin;
  /** Sheets that have cells. */
  readonly sheets: readonly string[];
  /** Several sheets, and nobody has said which. */
  readonly sheetIsOpen: boolean;
  /** @throws FileFault header-merged */
  readonly checkHeader: (line: number) => Promise<void>;
}
