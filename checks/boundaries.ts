/**
 * Who may import whom. dependency-cruiser sees nothing at all, and is content, when it finds no TypeScript it can use;
 * so every source file of the project must be among the modules it saw, and their imports must lead somewhere.
 */
import path from 'node:path';
import { cruise, type ICruiseResult, type IModule } from 'dependency-cruiser';
import configuration from '../.dependency-cruiser.mjs';
import { slices } from '../architecture.mjs';
import { boundaryRules, faultsOfMap, type SliceOnMap } from './boundary-rules.ts';
import { report, root, type Fault, type Findings } from './fault.ts';
import { isTest, isTypeScript, listFiles, readText } from './tree.ts';

const sourceFolders = ['src', 'demo', 'e2e', 'bench', 'faults', 'checks'];
const isSource = (file: string): boolean =>
  isTypeScript(file) && sourceFolders.some((folder) => file.startsWith(`${folder}/`));
const importOfOurs = /^(?:import\b.*|\}) from '#(?:kernel|platform|slices|app|testing)\//m;

/** Looks at all imports of the project under `folder`, judged by this map. */
export async function findBoundaryFaults(folder: string, map: readonly SliceOnMap[]): Promise<Findings> {
  const files = listFiles(folder).filter(isSource);
  const present = sourceFolders.filter((name) => files.some((file) => file.startsWith(`${name}/`)));
  const { output } = await cruise(
    present,
    { ...configuration.options, baseDir: folder, validate: true, ruleSet: { forbidden: boundaryRules(map) } },
    configuration.options.enhancedResolveOptions,
  );
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with text instead of modules');
  const faults = [
    ...faultsOfMap(map).map((what) => ({
      where: 'architecture.mjs',
      what,
      remedy: 'move the slice, or leave the use out',
    })),
    ...violations(output, map),
    ...unseen(folder, files, output.modules),
  ];
  return { faults, seen: output.modules.filter(({ source }) => isSource(source)).length, unit: 'modules' };
}

function violations({ summary }: ICruiseResult, map: readonly SliceOnMap[]): Fault[] {
  const remedies = new Map(boundaryRules(map).map(({ name, comment }) => [name, comment]));
  return summary.violations.map((violation) => ({
    where: violation.from,
    what: `imports ${violation.to} (${violation.rule.name})${violation.cycle ? `: ${violation.cycle.map(({ name }) => path.basename(name)).join(' → ')}` : ''}`,
    remedy: remedies.get(violation.rule.name) ?? 'see checks/boundary-rules.ts',
  }));
}

/** A module as dependency-cruiser saw it. */
type SeenModule = Pick<IModule, 'source'> & { readonly dependencies: readonly { readonly resolved: string }[] };

/** Files that are not among the modules, or whose imports by # led nowhere. */
export function unseen(folder: string, files: readonly string[], modules: readonly SeenModule[]): Fault[] {
  const seen = new Map(modules.map((module) => [module.source, module]));
  const remedy = 'see whether dependency-cruiser still finds a TypeScript it can use (npx depcruise --info)';
  return files.flatMap((file) => {
    const module = seen.get(file);
    if (!module) return [{ where: file, what: 'was not seen by dependency-cruiser', remedy }];
    const leadsToUs = module.dependencies.some(({ resolved }) => resolved.startsWith('src/'));
    if (leadsToUs || isTest(file) || !importOfOurs.test(readText(folder, file))) return [];
    return [{ where: file, what: 'has imports by # that dependency-cruiser did not see', remedy }];
  });
}

if (import.meta.main) report('boundaries', await findBoundaryFaults(root, slices));
