/**
 * Kills the store at random moments and counts what is missing (reliability, DUR-1). Without arguments the short form:
 * 20 kills, of imports, which take longer, two fifths as many; `--kills 200` is the long one. `--seed` repeats a run, `--only NAME` takes one workload or
 * planted fault. Exits with 1 when a promise was broken, or when a planted fault was not found.
 */
import { parseArgs } from 'node:util';
import { crashTest, type CrashPlan } from './crash-test.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string' }, kills: { type: 'string', default: '20' }, only: { type: 'string' } },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000_000));
const kills = Number(values.kills);

type Pace = Pick<CrashPlan, 'pause' | 'riskLasts' | 'fruitless'>;
const writes: Pace = { pause: [100, 900], riskLasts: 0, fruitless: 1 };
// An import takes about a second, so some kills come before any is done.
const imports: Pace = { pause: [500, 5000], riskLasts: 500, fruitless: 5 };

/** The work that must survive. */
const workloads: readonly ({ readonly workload: string; readonly kills: number } & Pace)[] = [
  { workload: 'documents', kills, ...writes },
  { workload: 'import', kills: Math.ceil(kills * 0.4), ...imports },
];
/** Planted faults, each of which must turn the test red within so many kills, and for the right reason. */
const canaries: readonly ({ readonly workload: string; readonly kills: number; readonly finds: RegExp } & Pace)[] = [
  { workload: 'planted-lost-commit', kills: 6, finds: /\d lost/, ...writes },
  { workload: 'planted-half-document', kills: 6, finds: /\d halves/, ...writes },
  { workload: 'planted-split-import', kills: 12, finds: /\d halves/, ...imports },
];

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const isWanted = ({ workload }: { readonly workload: string }): boolean => (values.only ?? workload) === workload;

say(`faults: seed ${String(seed)}`);
for (const wanted of workloads.filter(isWanted)) {
  const began = performance.now();
  const report = await crashTest({ ...wanted, seed, stopAtFault: false });
  const took = ((performance.now() - began) / 1000).toFixed(0);
  say(
    `${wanted.workload}: ${String(report.kills)} kills, ${String(report.acknowledged)} replies, ` +
      `${String(report.faults.length)} faults, ready again within ${report.slowestSeconds.toFixed(1)} s (${took} s)` +
      (report.seen === '' ? '' : `; ${report.seen}`),
  );
  for (const fault of report.faults) say(`  ${fault}`);
  if (report.faults.length > 0) process.exitCode = 1;
}
for (const canary of canaries.filter(isWanted)) {
  const { faults } = await crashTest({ ...canary, seed, stopAtFault: true });
  const [found = 'nothing'] = faults;
  const isFound = canary.finds.test(found);
  say(
    isFound
      ? `${canary.workload}: found (${found})`
      : `${canary.workload}: NOT found, but ${found}: this test proves nothing`,
  );
  if (!isFound) process.exitCode = 1;
}
