/** A file is named by what it knows: no drawers for leftovers, no barrels, no words that say nothing. */
import path from 'node:path';
import { report, root, type Fault, type Findings } from './fault.ts';
import { isTypeScript, listFiles, readText } from './tree.ts';

/** As a whole name; the first ones also as a part of one (date-utils.ts). */
const drawers = /(?:^|-)(?:utils?|helpers?|misc)(?:-|$)|^(?:utilities|miscellaneous|common|shared|stuff)$/i;
const mostLines = 400;
/** Written by programs: their length is nobody's decision. */
const generated = /^src\/(?:platform\/db\/schema|slices\/[^/]+\/tables)\.ts$/;
const counted = /^(?:src|bin|demo|e2e|bench|faults|checks|migrations)\/.*\.(?:ts|tsx|css|sql)$/;

/** Looks at names and lengths of all files of the project in `folder`. */
export function findNameFaults(folder: string): Findings {
  const files = listFiles(folder);
  return {
    faults: files.flatMap((file) => [...nameFaults(file), ...lengthFaults(folder, file)]),
    seen: files.length,
    unit: 'files',
  };
}

function nameFaults(file: string): Fault[] {
  const drawer = file.split('/').find((part) => part.split('.').some((word) => drawers.test(word)));
  const faults: Fault[] = [];
  if (drawer !== undefined) {
    faults.push({
      where: file,
      what: `"${drawer}" says nothing`,
      remedy: 'name it by what it knows, or move its parts to who uses them',
    });
  }
  if (isTypeScript(file) && /^index\.tsx?$/.test(path.posix.basename(file))) {
    faults.push({
      where: file,
      what: 'is a barrel',
      remedy: "import files by their names; a slice's front door is public.ts",
    });
  }
  return faults;
}

function lengthFaults(folder: string, file: string): Fault[] {
  if (!counted.test(file) || generated.test(file)) return [];
  const lines = readText(folder, file).trimEnd().split('\n').length;
  if (lines <= mostLines) return [];
  return [
    {
      where: file,
      what: `has ${lines} lines; ${mostLines} at most`,
      remedy: 'split it by decision, so that each is read in one sitting',
    },
  ];
}

if (import.meta.main) report('names', findNameFaults(root));
