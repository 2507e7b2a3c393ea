import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { measureDuringImport } from './during-import.ts';
import { measureExport } from './exports.ts';
import { measureFirstPage } from './first-page.ts';
import { figuresOf, measureGenerated, type Answers } from './generated.ts';
import { measureLists } from './lists.ts';
import { tableOf, type Figure } from './measure.ts';
import { measureRealFile } from './real-file.ts';
import { startBench, type Bench } from './server.ts';

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
const [small, large] = values.short ? [500_000, 1_000_000] : [1_000_000, 5_000_000];

async function on<Value>(currency: string, work: (bench: Bench) => Promise<Value>): Promise<Value> {
  const bench = await startBench(currency);
  try {
    return await work(bench);
  } finally {
    await bench.stop();
  }
}

/** Both sizes of the generated ledger; the export of the one that has a million lines. */
async function measureLedgers(): Promise<Figure[]> {
  const exports: Figure[] = [];
  const generated = (lines: number): Promise<Answers> =>
    on('EUR', async (bench) => {
      note(`${String(lines)} generated lines`);
      const answers = await measureGenerated(bench, lines);
      if (lines === 1_000_000) exports.push(...(await measureExport(bench)));
      return answers;
    });
  const few = await generated(small);
  const many = await generated(large);
  return [...figuresOf(small, large, few, many), ...exports];
}

const parts: Readonly<Record<string, () => Promise<Figure[]>>> = {
  'real-file': () =>
    on('GBP', async (bench) => [...(await measureRealFile(bench)), ...(await measureDuringImport(bench))]),
  ledgers: measureLedgers,
  lists: () => on('HUF', measureLists),
  'first-page': measureFirstPage,
};

const note = (line: string): void => void process.stderr.write(line + '\n');
const { only } = values;
if (only !== undefined && (values.write || !(only in parts)))
  throw new Error(`--only takes one of ${Object.keys(parts).join(', ')}, and writes nothing.`);
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (only !== undefined && only !== name) continue;
  note(name);
  figures.push(...(await measure()));
}

const machine = `${String(cpus().length)} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${String(Math.round(totalmem() / 2 ** 30))} GB, Node ${process.versions.node}`;
const text = `${tableOf(figures)}\n\nMeasured on ${machine}.`;
process.stdout.write(text + '\n');
if (values.write) {
  const readme = path.resolve(import.meta.dirname, '../README.md');
  const marked = /(<!-- bench:start -->\n)[\s\S]*?(<!-- bench:end -->)/;
  const written = readFileSync(readme, 'utf8').replace(
    marked,
    (_all, start: string, end: string) => `${start}\n${text}\n\n${end}`,
  );
  // The check of the form would else complain of the table's columns.
  writeFileSync(readme, await format(written, { ...(await resolveConfig(readme)), filepath: readme }));
}
