/**
 * `npm run check`: everything that can be told without running the product, two at a time.
 * `npm run check -- lint languages` runs only the checks whose names begin so.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { styleText } from 'node:util';
import { root } from './fault.ts';

interface Check {
  readonly name: string;
  /** Arguments for node. */
  readonly command: readonly string[];
  /** What to do when it fails and its own words do not say it. */
  readonly remedy: string;
}

const compiler = 'node_modules/typescript/bin/tsc';
const types = (name: string, remedy: string, file = `tsconfig.${name}.json`): Check => ({
  name: `types ${name}`,
  command: [compiler, '--project', file],
  remedy,
});
const own = (name: string, remedy: string, ...rest: readonly string[]): Check => ({
  name,
  command: [`checks/${name}.ts`, ...rest],
  remedy,
});

// The longest first, so that the short ones fill the other processor.
const checks: readonly Check[] = [
  {
    name: 'lint',
    command: ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'],
    remedy: 'npm run lint -- --fix mends some of it',
  },
  {
    name: 'schema types',
    command: ['src/platform/db/generate-types.ts', '--check'],
    remedy: 'npm run generate, and commit src/platform/db/schema.ts',
  },
  types('tests', 'correct the types in tests, e2e/, bench/ and faults/', 'tsconfig.json'),
  types('server', 'correct the types; the server has no DOM'),
  types('web', 'correct the types; the page has no Node'),
  types('domain', 'correct the types; rules have neither Node nor DOM'),
  {
    name: 'format',
    command: [
      'node_modules/prettier/bin/prettier.cjs',
      '--check',
      '--cache',
      '--cache-location',
      'node_modules/.cache/kulcs/prettier',
      '--log-level',
      'warn',
      '.',
    ],
    remedy: 'npm run format',
  },
  {
    name: 'dead code',
    command: ['node_modules/knip/bin/knip.js', '--treat-config-hints-as-errors', '--no-progress'],
    remedy: 'remove what nobody uses, or the word `export` where only its own file does',
  },
  own('boundaries', 'see docs/ARCHITECTURE.md'),
  own('languages', 'both languages, always'),
  own('audit-words', 'see above'),
  own('words', 'see above'),
  own('looks', 'see src/platform/web/tokens.ts'),
  own('names', 'see CONTRIBUTING.md'),
  own('lock-file', 'see above'),
  own('map', 'npm run generate, and commit docs/map.svg', '--check'),
];

interface Outcome {
  readonly check: Check;
  readonly passed: boolean;
  readonly seconds: number;
  readonly output: string;
}

function run(check: Check): Promise<Outcome> {
  const start = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, check.command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer): void => void (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => void (output += error.message));
    child.on('close', (code) => {
      resolve({ check, passed: code === 0, seconds: (performance.now() - start) / 1000, output: output.trim() });
    });
  });
}

async function runAll(wanted: readonly Check[], atOnce: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = [...wanted];
  const work = async (): Promise<void> => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const outcome = await run(check);
      outcomes.push(outcome);
      const mark = outcome.passed ? styleText('green', '✔') : styleText('red', '✖');
      console.log(`${mark} ${check.name.padEnd(14)} ${outcome.seconds.toFixed(1).padStart(5)} s`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return outcomes;
}

const names = process.argv.slice(2);
const wanted = checks.filter(({ name }) => names.length === 0 || names.some((start) => name.startsWith(start)));
if (wanted.length === 0) {
  console.error(`There is no check of that name. There are: ${checks.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}
const start = performance.now();
const outcomes = await runAll(wanted, Math.max(2, Math.min(4, availableParallelism())));
const failed = outcomes.filter(({ passed }) => !passed);
for (const { check, output } of failed) {
  console.error(`\n${styleText(['red', 'bold'], check.name)}\n${output}\n→ ${check.remedy}`);
}
const seconds = ((performance.now() - start) / 1000).toFixed(0);
if (failed.length > 0) {
  console.error(
    `\n${failed.length} of ${outcomes.length} checks failed in ${seconds} s: ${failed.map(({ check }) => check.name).join(', ')}`,
  );
  process.exitCode = 1;
} else {
  console.log(`\nAll ${outcomes.length} checks passed in ${seconds} s.`);
}
