/**
 * package.json and package-lock.json install everywhere, and always the same: exact versions, an entry with integrity
 * for every package, on every platform, and no host name. `npm ci` fails on another machine when the entry of its
 * optional package is missing, and npm leaves such entries out without a word when a registry lacks the version.
 */
import { report, root, type Fault, type Findings } from './fault.ts';
import { readText } from './tree.ts';

interface Entry {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;
const exactVersion = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;
const afresh =
  'delete package-lock.json and node_modules and run npm install with a version that is whole on every platform';

/** Compares the two files of the project in `folder`. */
export function findLockFaults(folder: string): Findings {
  // Both files are written by npm; what this reads of them is in its documentation, and what is missing is reported.
  const wanted = JSON.parse(readText(folder, 'package.json')) as Entry;
  const lock = JSON.parse(readText(folder, 'package-lock.json')) as {
    readonly packages: Readonly<Record<string, Entry>>;
  };
  const entries = Object.entries(lock.packages);
  return {
    faults: [
      ...inexact(wanted),
      ...outOfStep(wanted, lock.packages['']),
      ...entries.flatMap(([place, entry]) => [...faultsOfEntry(place, entry), ...missing(place, entry, lock.packages)]),
    ],
    seen: entries.length - 1,
    unit: 'packages',
  };
}

function inexact(wanted: Entry): Fault[] {
  return kinds.flatMap((kind) =>
    Object.entries(wanted[kind] ?? {})
      .filter(([, version]) => !exactVersion.test(version))
      .map(([name, version]) => ({
        where: 'package.json',
        what: `${kind}: ${name} is "${version}", which is not one exact version`,
        remedy: 'write the version that was tried, without ^, ~ or a tag',
      })),
  );
}

function outOfStep(wanted: Entry, locked: Entry | undefined): Fault[] {
  return kinds
    .filter((kind) => JSON.stringify(sorted(wanted[kind])) !== JSON.stringify(sorted(locked?.[kind])))
    .map((kind) => ({
      where: 'package-lock.json',
      what: `its ${kind} are not those of package.json`,
      remedy: 'run npm install and commit both files',
    }));
}

const sorted = (versions: Readonly<Record<string, string>> = {}): [string, string][] =>
  Object.entries(versions).toSorted(([one], [other]) => (one < other ? -1 : 1));

function faultsOfEntry(place: string, entry: Entry): Fault[] {
  if (place === '' || entry.link) return [];
  const faults: Fault[] = [];
  if (!entry.integrity && !entry.inBundle) {
    faults.push({ where: 'package-lock.json', what: `${place} has no integrity`, remedy: afresh });
  }
  if (entry.resolved) {
    faults.push({
      where: 'package-lock.json',
      what: `${place} names the host it was fetched from`,
      remedy: 'remove the "resolved" lines (npm config omit-lockfile-registry-resolved), so that any registry serves',
    });
  }
  return faults;
}

function missing(place: string, entry: Entry, packages: Readonly<Record<string, Entry>>): Fault[] {
  const needed = { ...entry.dependencies, ...entry.optionalDependencies };
  return Object.entries(needed).flatMap(([name, version]) => {
    const found = lookUp(place, name, packages);
    const from = place === '' ? 'package.json' : place;
    if (!found)
      return [{ where: 'package-lock.json', what: `no entry for ${name}, which ${from} names`, remedy: afresh }];
    if (!exactVersion.test(version) || found.version === version) return [];
    const what = `${name} is ${found.version}, but ${from} names ${version}`;
    return [{ where: 'package-lock.json', what, remedy: afresh }];
  });
}

/** Finds a package as Node does: beside the one that wants it, then in each folder above. */
function lookUp(place: string, name: string, packages: Readonly<Record<string, Entry>>): Entry | undefined {
  for (let folder = place; ; folder = folder.slice(0, folder.lastIndexOf('/node_modules/'))) {
    const found = packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`];
    if (found || folder === '') return found;
    if (!folder.includes('/node_modules/')) return packages[`node_modules/${name}`];
  }
}

if (import.meta.main) report('lock-file', findLockFaults(root));
