import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Answer, Question } from './application.ts';
import { descendantsOf, killOutright } from './processes.ts';
import { randomOf, type Random } from './random.ts';

/** Reliability, DUR-1: so long after a kill everything answers again. */
const readyWithinSeconds = 15;

const victims = ['application', 'server', 'backend', 'everything'] as const;
type Victim = (typeof victims)[number];

export interface CrashReport {
  readonly kills: number;
  /** Replies of success that clients got. */
  readonly acknowledged: number;
  /** Longest time from a kill to a store that answers. */
  readonly slowestSeconds: number;
  /** What went wrong, in words; empty when the promise was kept. */
  readonly faults: readonly string[];
}

const applicationFile = fileURLToPath(new URL('./application.ts', import.meta.url));

interface Trial {
  readonly folder: string;
  readonly workload: string;
  readonly seed: number;
  readonly random: Random;
  readonly faults: string[];
  round: number;
  acknowledged: number;
  slowestSeconds: number;
}

function launch(trial: Trial): ChildProcess {
  trial.round += 1;
  return spawn(
    process.execPath,
    [applicationFile, trial.folder, trial.workload, String(trial.seed), String(trial.round)],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
}

/** Waits for one kind of answer; null when the process ends or the time is over. */
async function answer<Kind extends Answer['kind']>(
  application: ChildProcess,
  kind: Kind,
): Promise<Extract<Answer, { kind: Kind }> | null> {
  const limit = new AbortController();
  const expected = (async () => {
    for (;;) {
      // The application sends nothing but answers.
      const [message] = (await once(application, 'message', { signal: limit.signal })) as [Answer];
      if (message.kind === kind) return message as Extract<Answer, { kind: Kind }>; // its kind was just compared
    }
  })().catch(() => null);
  const ended = once(application, 'exit', { signal: limit.signal }).then(
    () => null,
    () => null,
  );
  const late = wait(readyWithinSeconds * 1000, null, { signal: limit.signal }).catch(() => null);
  try {
    return await Promise.race([expected, ended, late]);
  } finally {
    limit.abort();
  }
}

const ask = (application: ChildProcess, question: Question): boolean =>
  application.connected && application.send(question);

const seconds = (since: number): number => (performance.now() - since) / 1000;

async function examine(trial: Trial, application: ChildProcess, since: number, after: string): Promise<boolean> {
  const answered = answer(application, 'examined');
  ask(application, 'examine');
  const found = await answered;
  if (found === null) {
    trial.faults.push(`${after}: no answer within ${String(readyWithinSeconds)} s`);
    return false;
  }
  trial.slowestSeconds = Math.max(trial.slowestSeconds, seconds(since));
  const { lost, halves } = found.damage;
  if (lost.length > 0) trial.faults.push(`${after}: ${String(lost.length)} lost, such as ${lost[0] ?? ''}`);
  if (halves.length > 0) trial.faults.push(`${after}: ${String(halves.length)} halves, such as ${halves[0] ?? ''}`);
  trial.acknowledged = found.acknowledged;
  return true;
}

/** Opens the store anew and examines it; null (and a fault) when that fails. */
async function openAndExamine(trial: Trial, since: number, after: string): Promise<ChildProcess | null> {
  const application = launch(trial);
  if ((await answer(application, 'open')) === null) {
    trial.faults.push(`${after}: the store did not open within ${String(readyWithinSeconds)} s`);
    killAll(application);
    return null;
  }
  if (await examine(trial, application, since, after)) return application;
  killAll(application);
  return null;
}

function killAll(application: ChildProcess): void {
  const below = application.pid === undefined ? [] : descendantsOf(application.pid);
  application.kill('SIGKILL');
  for (const { pid } of below) killOutright(pid);
}

/** Kills the victim; tells whether the application is still there to go on. */
function strike(trial: Trial, application: ChildProcess, victim: Victim): boolean {
  const below = application.pid === undefined ? [] : descendantsOf(application.pid);
  const servers = below.filter(({ name }) => name.includes('postgres'));
  const [server, ...backends] = servers;
  if (victim === 'everything') killAll(application);
  if (victim === 'application') application.kill('SIGKILL');
  if (victim === 'server' && server) killOutright(server.pid);
  if (victim === 'backend') {
    const backend = backends[trial.random.between(0, backends.length - 1)];
    if (backend) killOutright(backend.pid);
  }
  return victim === 'server' || victim === 'backend';
}

/** Sometimes the store is killed while it is still opening, or recovering from the kill before. */
async function killWhileOpening(trial: Trial): Promise<void> {
  const application = launch(trial);
  await wait(trial.random.between(0, 600));
  killAll(application);
}

async function strikes(trial: Trial, kills: number, stopAtFault: boolean): Promise<ChildProcess | null> {
  let application = await openAndExamine(trial, performance.now(), 'first start');
  for (let kill = 1; kill <= kills && application !== null; kill += 1) {
    await wait(trial.random.between(100, 900));
    // Every victim comes in every four kills, in a random order of its own.
    const victim = victims[(kill + trial.random.between(0, 3)) % victims.length] ?? 'everything';
    const before = trial.acknowledged;
    const after = `kill ${String(kill)} (${victim})`;
    const survives = strike(trial, application, victim);
    const since = performance.now();
    if (survives) {
      if (!(await examine(trial, application, since, after))) {
        killAll(application);
        return null;
      }
    } else {
      if (trial.random.fraction() < 0.25) await killWhileOpening(trial);
      application = await openAndExamine(trial, performance.now(), after);
    }
    if (application !== null && trial.acknowledged === before)
      trial.faults.push(`${after}: no write went through before`);
    if (stopAtFault && trial.faults.length > 0) break;
  }
  return application;
}

/** An orderly stop and a start: what was acknowledged is there as well. */
async function restartInOrder(trial: Trial, application: ChildProcess): Promise<void> {
  await wait(200);
  const closed = answer(application, 'closed');
  ask(application, 'close');
  if ((await closed) === null) trial.faults.push('orderly stop: it did not end in time');
  const again = await openAndExamine(trial, performance.now(), 'orderly restart');
  if (!again) return;
  const closedAgain = answer(again, 'closed');
  ask(again, 'close');
  await closedAgain;
}

/**
 * Lets clients write, kills what they write through at random moments, and examines what is there (reliability, DUR-1).
 * @param workload name of a file in `workloads/`
 * @param stopAtFault for a planted fault: the first one is enough
 */
export async function crashTest(
  workload: string,
  kills: number,
  seed: number,
  stopAtFault = false,
): Promise<CrashReport> {
  const folder = await mkdtemp(join(tmpdir(), 'kulcs-faults-'));
  const trial: Trial = {
    folder,
    workload,
    seed,
    random: randomOf(seed),
    faults: [],
    round: 0,
    acknowledged: 0,
    slowestSeconds: 0,
  };
  try {
    const application = await strikes(trial, kills, stopAtFault);
    if (application && stopAtFault) killAll(application);
    else if (application) await restartInOrder(trial, application);
    const { acknowledged, slowestSeconds, faults } = trial;
    return { kills, acknowledged, slowestSeconds, faults };
  } finally {
    await wait(200); // backends of a killed server may still be writing their last
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}
