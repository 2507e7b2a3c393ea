import { FileFault } from './file-fault.ts';
import { createRowSplitter } from './split-rows.ts';
import { isBlankRow } from './text-rows.ts';
import { delimiters, type Delimiter } from './types.ts';

const rowsToTry = 300;

/** How well a delimiter takes the text apart: many columns, and as many in each row. 0 when it gives one column. */
export function delimiterScore(text: string, isWhole: boolean, delimiter: Delimiter): number {
  const widths: number[] = [];
  const splitter = createRowSplitter(delimiter, Math.max(text.length, 1), (cells) => {
    if (!isBlankRow(cells)) widths.push(cells.length);
    return widths.length < rowsToTry;
  });
  let penalty = 1;
  try {
    splitter.write(text);
    if (isWhole) splitter.end();
  } catch (error) {
    // A quote in the wrong place may be the fault of the file, or of this delimiter: it counts against it, no more.
    if (!(error instanceof FileFault)) throw error;
    penalty = 0.5;
  }
  const [width = 1, ...rows] = widths;
  if (width < 2) return 0;
  const alike = rows.length === 0 ? 0.5 : rows.filter((count) => count === width).length / rows.length;
  return penalty * (0.05 + alike) * Math.log2(width);
}

/** The delimiter of a text, by its first rows. A text of one column is said to be divided by commas. */
export function guessDelimiter(text: string, isWhole: boolean): Delimiter {
  const hint = /^sep=([,;|\t])\s*[\r\n]/i.exec(text)?.[1];
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    if (delimiter === hint) return delimiter;
    const score = delimiterScore(text, isWhole, delimiter);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}
