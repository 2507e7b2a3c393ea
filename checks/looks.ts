/** Colours and sizes of text come from the tokens: a raw one looks right in one scheme and wrong in the other. */
import { report, root, type Fault, type Findings } from './fault.ts';
import { isTest, listFiles, readText } from './tree.ts';

const screens = /^src\/(?:slices\/[^/]+\/web|app\/web|platform\/web)\/.*\.(?:ts|tsx|css)$/;
/** Where the values live. */
const tokens = /^src\/platform\/web\/(?:tokens|palette|theme|mantine|global)[\w.-]*\.(?:ts|css)$/;

const colour = /(?<![\w/&#])#(?:[\da-f]{8}|[\da-f]{6}|[\da-f]{3,4})(?![\w-])|\b(?:rgba?|hsla?|oklch)\(\s*\d/i;
const textSize =
  /\bfont-size:\s*[\d.]+(?:px|rem|em)|\bfontSize[:=]\s*\{?\s*['"]?[\d.]+(?!\d*%)|\bfz=(?:\{\s*\d|["']\d)|\bfont:[^;]*\b[\d.]+px/;

/** Looks at all files of screens of the project in `folder`. */
export function findLookFaults(folder: string): Findings {
  const files = listFiles(folder).filter((file) => screens.test(file) && !tokens.test(file) && !isTest(file));
  return {
    faults: files.flatMap((file) => faultsIn(file, readText(folder, file))),
    seen: files.length,
    unit: 'files of screens',
  };
}

function faultsIn(file: string, text: string): Fault[] {
  return withoutComments(text)
    .split('\n')
    .flatMap((line, index) => {
      const where = `${file}:${index + 1}`;
      const faults: Fault[] = [];
      const foundColour = colour.exec(line)?.[0];
      const foundSize = textSize.exec(line)?.[0];
      if (foundColour !== undefined)
        faults.push({
          where,
          what: `a raw colour: ${foundColour}`,
          remedy: 'use a token of src/platform/web/tokens.ts',
        });
      if (foundSize !== undefined)
        faults.push({
          where,
          what: `a raw size of text: ${foundSize}`,
          remedy: "use a size of the theme (fz='sm') or its variable",
        });
      return faults;
    });
}

const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' ')).replace(/(?<![:'"`])\/\/.*$/gm, '');

if (import.meta.main) report('looks', findLookFaults(root));
