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

/** What is killed, how often, and at what pace. */
export interface CrashPlan {
  /** Name of a file in `workloads/`. */
  readonly workload: string;
  readonly kills: number;
  readonly seed: number;
  /** Milliseconds from an examination to the next kill, at least and at most. */
  readonly pause: readonly [least: number, most: number];
  /** How long a moment of risk lasts, in milliseconds; 0 for work that tells of none. */
  readonly riskLasts: number;
  /** So many kills in a row with no reply between them are a fault: nothing would be proved then. */
  readonly fruitless: number;
  /** For a planted fault: the first one is enough. */
  readonly stopAtFault: boolean;
}

export interface CrashReport {
  readonly kills: number;
  /** Replies of success that clients got. */
  readonly acknowledged: number;
  /** Longest time from a kill to a store that answers. */
  readonly slowestSeconds: number;
  /** What went wrong, in words; empty when the promise was kept. */
  readonly faults: readonly string[];
  /** What the last examination saw besides; empty when it says nothing. */
  readonly seen: string;
}

const applicationFile = fileURLToPath(new URL('./application.ts', import.meta.url));

interface Trial {
  readonly folder: string;
  readonly plan: CrashPlan;
  readonly random: Random;
  readonly faults: string[];
  round: number;
  acknowledged: number;
  slowestSeconds: number;
  seen: string;
}

function launch(trial: Trial): ChildProcess {
  trial.round += 1;
  return spawn(
    process.execPath,
    [applicationFile, trial.folder, trial.plan.workload, String(trial.plan.seed), String(trial.round)],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
}

/** Waits for a random moment; half of the times for one just after a client said that a kill would hurt now. */
async function awaitMoment({ plan, random }: Trial, application: ChildProcess): Promise<void> {
  const pause = random.between(...plan.pause);
  const afterRisk = random.between(0, plan.riskLasts);
  if (random.fraction() < 0.5 || plan.riskLasts === 0) return void (await wait(pause));
  if ((await answer(application, 'at-risk')) !== null) await wait(afterRisk);
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
  const { lost, halves, seen = '' } = found.damage;
  trial.seen = seen;
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

async function strikes(trial: Trial): Promise<ChildProcess | null> {
  const { kills, fruitless, stopAtFault } = trial.plan;
  let withoutReply = 0;
  let application = await openAndExamine(trial, performance.now(), 'first start');
  for (let kill = 1; kill <= kills && application !== null; kill += 1) {
    await awaitMoment(trial, application);
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

    withoutReply = application !== null && trial.acknowledged === before ? withoutReply + 1 : 0;
    if (withoutReply === fruitless) trial.faults.push(`${after}: no write went through before`);
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

/** Lets clients write, kills what they write through at random moments, and examines what is there (reliability, DUR-1). */
export async function crashTest(plan: CrashPlan): Promise<CrashReport> {
  const folder = await mkdtemp(join(tmpdir(), 'kulcs-faults-'));
  const trial: Trial = {
    folder,
    plan,
    random: randomOf(plan.seed),
    faults: [],
    round: 0,
    acknowledged: 0,
    slowestSeconds: 0,
    seen: '',
  };
  try {
    const application = await strikes(trial);
    if (application && plan.stopAtFault) killAll(application);
    else if (application) await restartInOrder(trial, application);
    const { acknowledged, slowestSeconds, faults, seen } = trial;
    return { kills: plan.kills, acknowledged, slowestSeconds, faults, seen };
  } finally {
    await wait(200); // backends of a killed server may still be writing their last
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}
