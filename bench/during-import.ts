import { thousands, type Figure } from './measure.ts';
import { inWords, measureWhile, quietly } from './neighbours.ts';
import { load, realFile } from './real-file.ts';
import type { Bench } from './server.ts';

/**
 * How soon the server answers others while the real wholesaler's file is read, compared and written from a second source,
 * beside the same with nothing else going on.
 * @param bench whose ledger has the file's lines already, so that the page has something to rank
 */
export async function measureDuringImport(bench: Bench): Promise<Figure[]> {
  const quiet = await quietly(bench);
  let rows = 0;
  const during = await measureWhile(bench, async () => {
    rows = (await load(bench, 'during', realFile)).result?.new ?? 0;
  });
  if (rows === 0) throw new Error('Nothing was imported meanwhile.');
  return [...during].map(([door, answers]) => ({
    work: `${door.name} while ${thousands(rows)} lines are imported`,
    aim: 'p99 at most doubled',
    measured: `${inWords(answers)} (${String(answers.length)} answers)`,
    floor: `without the import ${inWords(quiet.get(door) ?? [])}`,
  }));
}
