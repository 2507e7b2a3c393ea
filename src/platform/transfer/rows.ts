/** A cell of a sheet that holds no text; it comes with a decimal point, or as YYYY-MM-DD. Text files hold nothing but text. */
export type ValueKind = 'number' | 'day';

/** A row of a file of whatever kind, and the line where it begins. Return false to stop reading. */
export type OnRowOfFile = (cells: string[], line: number, kinds?: readonly (ValueKind | undefined)[]) => boolean | void;

/** The rows of a file, the header first, as often as they are asked for. */
export interface RowSource {
  /**
   * @param afterChunk is told the share that is read, and waited for
   * @returns unpacked bytes read
   * @throws FileFault of the splitter, the unpacking and the decoding; nothing that was read before may be kept then
   */
  rows(onRow: OnRowOfFile, afterChunk?: (share: number) => Promise<void> | void): Promise<number>;
  /** Whether formulas were met in the rows read so far; the values saved with them are taken. */
  hasFormulas(): boolean;
  close(): void;
}
