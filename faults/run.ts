/**
 * Kills the store at random moments and counts what is missing (reliability, DUR-1). Without arguments the short form:
 * 20 kills; `--kills 200` is the long one. `--seed` repeats a run. Exits with 1 when a promise was broken, or when a
 * planted fault was not found.
 */
import { parseArgs } from 'node:util';
import { crashTest } from './crash-test.ts';

const { values } = parseArgs({ options: { seed: { type: 'string' }, kills: { type: 'string', default: '20' } } });
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000_000));
const kills = Number(values.kills);

/** The work that must survive. */
const workloads = ['documents'];
/** Planted faults, each of which must turn the test red within so many kills. */
const canaries = ['planted-lost-commit', 'planted-half-document'];
const canaryKills = 6;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

say(`faults: seed ${String(seed)}`);
for (const workload of workloads) {
  const began = performance.now();
  const report = await crashTest(workload, kills, seed);
  const took = ((performance.now() - began) / 1000).toFixed(0);
  say(
    `${workload}: ${String(report.kills)} kills, ${String(report.acknowledged)} replies, ` +
      `${String(report.faults.length)} faults, ready again within ${report.slowestSeconds.toFixed(1)} s (${took} s)`,
  );
  for (const fault of report.faults) say(`  ${fault}`);
  if (report.faults.length > 0) process.exitCode = 1;
}
for (const canary of canaries) {
  const { faults } = await crashTest(canary, canaryKills, seed, true);
  say(faults.length > 0 ? `${canary}: found (${faults[0] ?? ''})` : `${canary}: NOT found: this test proves nothing`);
  if (faults.length === 0) process.exitCode = 1;
}
