/**
 * A program for tests of crashes: starts the embedded server on the folder of its first argument, prints one line of JSON
 * (`{"server": number}`, or `{"refused": code}`) and stays until it is killed.
 */
import { startEmbedded } from '#platform/db/embedded/start.ts';
import { StoreProblem } from '#platform/db/problem.ts';

const dataFolder = process.argv[2] ?? '';
try {
  const { pid } = await startEmbedded({ dataFolder });
  process.stdout.write(`${JSON.stringify({ server: pid })}\n`);
  setInterval(() => undefined, 60_000);
} catch (error) {
  if (!(error instanceof StoreProblem)) throw error;
  process.stdout.write(`${JSON.stringify({ refused: error.code })}\n`);
}
