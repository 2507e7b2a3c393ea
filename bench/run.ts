import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { measureDuringImport } from './during-import.ts';
import { measureFirstPage } from './first-page.ts';
import { figuresOf, measureGenerated } from './generated.ts';
import { measureLists } from './lists.ts';
import { tableOf, type Figure } from './measure.ts';
import { measureRealFile } from './real-file.ts';
import { startBench, type Bench } from './server.ts';

const { values } = parseArgs({
  options: { short: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } },
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

const figures: Figure[] = [];
const note = (line: string): void => void process.stderr.write(line + '\n');
note('The real file');
figures.push(
  ...(await on('GBP', async (bench) => [...(await measureRealFile(bench)), ...(await measureDuringImport(bench))])),
);
note(`${String(small)} generated lines`);
const few = await on('EUR', (bench) => measureGenerated(bench, small));
note(`${String(large)} generated lines`);
const many = await on('EUR', (bench) => measureGenerated(bench, large));
figures.push(...figuresOf(small, large, few, many));
note('Lists and search');
figures.push(...(await on('HUF', measureLists)));
note('The first page in a browser');
figures.push(...(await measureFirstPage()));

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
