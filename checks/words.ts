/** Words that must not stand in the project: this or that machine's paths, hosts of package registries, unfinished work, tests left out. */
import { report, root, type Fault, type Findings } from './fault.ts';
import { isTest, listFiles, readText } from './tree.ts';

interface Ban {
  readonly pattern: RegExp;
  readonly what: string;
  readonly remedy: string;
  readonly where: (file: string) => boolean;
}

const everywhere = (): boolean => true;

// The patterns are written so that they do not match themselves.
const bans: readonly Ban[] = [
  {
    pattern: /(?<![\w.~-])\/(?:work|root|farm|home\/\w+|Users\/\w+)\/[\w.]/,
    what: "a path of somebody's machine",
    remedy: 'make it relative to the project, or take it from a setting',
    where: everywhere,
  },
  {
    pattern: /\bregistry[.](?!json)[\w-]+\.\w+|\bnpmjs[.]|"resolved"\s*:\s*"https?:/,
    what: 'the host of a package registry',
    remedy: 'leave it to the setting of whoever installs',
    where: everywhere,
  },
  {
    pattern: /\bTO[D]O\b|\bFIX[M]E\b|\bX[X]X\b|\b[Ll]orem[ ]ipsum\b/,
    what: 'unfinished work',
    remedy: 'finish it, or leave it out',
    where: (file) => file !== 'package-lock.json',
  },
  {
    pattern: /\.(?:skip|only|todo|fails)(?:\.each)?[(]|\b(?:xit|xdescribe|xtest|fdescribe)[(]/,
    what: 'a test that is left out, or the only one that runs',
    remedy: 'run it or remove it',
    where: isTest,
  },
  {
    pattern: /@ts-(?:ignore|nocheck)\b/,
    what: 'a check that is switched off',
    remedy: 'correct the types; a planted fault uses @ts-expect-error with its reason',
    where: everywhere,
  },
];

const readable =
  /\.(?:ts|tsx|js|mjs|cjs|json|jsonc|md|sql|css|html|svg|ya?ml|sh|txt|toml)$|^bin\/|^\.ci\/|^\.[a-z]+(?:ignore|rc)$|^LICENSE$/;
/** Real data and the text of licences are not ours to reword. */
const notOurs = /^samples\/|^LICENSE$/;

/** Looks at the text of all files of the project in `folder`. */
export function findWordFaults(folder: string): Findings {
  const files = listFiles(folder).filter((file) => readable.test(file) && !notOurs.test(file));
  return { faults: files.flatMap((file) => faultsIn(file, readText(folder, file))), seen: files.length, unit: 'files' };
}

function faultsIn(file: string, text: string): Fault[] {
  return bans
    .filter(({ where, pattern }) => where(file) && pattern.test(text))
    .flatMap(({ pattern, what, remedy }) =>
      text.split('\n').flatMap((line, index) => {
        const found = pattern.exec(line)?.[0];
        return found === undefined ? [] : [{ where: `${file}:${index + 1}`, what: `${what}: ${found}`, remedy }];
      }),
    );
}

if (import.meta.main) report('words', findWordFaults(root));
