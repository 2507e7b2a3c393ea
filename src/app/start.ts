import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildDemo } from '../../demo/build.ts';
import { demoCompany } from '../../demo/company.ts';
import { demoSignIns } from '../../demo/facts.ts';
import { reportLimits } from '#platform/access/request-context.ts';
import { asActor } from '#platform/access/transaction.ts';
import { writeEnd, writeRoot } from '#platform/audit/verify.ts';
import { makeFirstRunCode } from '#platform/auth/first-run.ts';
import { systemClock } from '#platform/clock/clock.ts';
import type { Configuration } from '#platform/configuration/configuration.ts';
import { collectStartFacts } from '#platform/configuration/facts.ts';
import { StartProblem } from '#platform/configuration/problem.ts';
import { startRefusals } from '#platform/configuration/refusals.ts';
import { sealStore } from '#platform/configuration/secret-mark.ts';
import { openStore } from '#platform/db/store.ts';
import { forgetOldAnswers } from '#platform/http/once.ts';
import { forgetOldDeliveries } from '#platform/webhooks/log.ts';
import { companyOf } from '#slices/team/public.ts';
import { dayAt, parseDay } from '#kernel/day.ts';
import { clientOf, readServerFile, RefusedError, serverFile } from './client.ts';
import { firstRunPage } from './first-run-gate.ts';
import { buildPage, isPageCurrent } from './page-build.ts';
import { buildHouse, hostActor, localUrlOf, type House } from './wiring.ts';

/** Twice the connections of the pool: while one half waits for the database the other is read and written. */
const requestsAtOnce = 20;

const dayInMilliseconds = 86_400_000;

interface StartOptions {
  readonly configuration: Configuration;
  readonly withDemo: boolean;
  /** A line for the terminal. */
  readonly say: (line: string) => void;
}

/**
 * Starts the server: opens the store, builds the page and the demo company where they are missing, listens, and prints a
 * one-time sign-in link for each demo role.
 * @returns how to stop it, and when it has lost its store for good
 * @throws StartProblem with every reason for which it must not run
 */
export async function start({
  configuration,
  withDemo,
  say,
}: StartOptions): Promise<{ stop: () => Promise<void>; lost: Promise<Error> }> {
  // The page does not need the store, so both are made at the same time; a fault of it shows when it is waited for.
  const page = isPageCurrent() ? Promise.resolve() : (say('Building the page'), buildPage());
  page.catch(() => undefined);
  const store = await openStore(configuration, (progress) => {
    if (progress.step === 'creating') say('Creating the database');
    if (progress.step === 'durability-off') say(`Warning: confirmed work may be lost in a crash: ${progress.settings}`);
    if (progress.step === 'migrating' && progress.done === progress.total - 1)
      say(`Database migrated (${String(progress.total)} steps)`);
  });
  let house: House | undefined;
  try {
    house = await buildHouse({
      configuration,
      store,
      logLevel: configuration.isProduction ? 'info' : 'warn',
      atOnce: requestsAtOnce,
    });
    const built = house;
    const company = await asActor(built.database, hostActor, companyOf);
    const hasDemo = company?.isDemo ?? withDemo;
    const refusals = startRefusals(
      configuration,
      await collectStartFacts(configuration, store.pool, systemClock, hasDemo),
    );
    if (refusals.length > 0) throw new StartProblem(refusals);
    await sealStore(store.pool, configuration);
    const isDemo = await prepareCompany(built, configuration, withDemo, say);
    await page;
    await listen(built, configuration);
    writeFileSync(
      serverFile(configuration.dataFolder),
      JSON.stringify({ pid: process.pid, url: localUrlOf(configuration) }) + '\n',
      { mode: 0o600 },
    );
    const keepRoot = () =>
      asActor(built.database, hostActor, (tx) => writeRoot(tx, configuration.dataFolder, systemClock.now()), {
        limits: reportLimits,
      });
    await asActor(built.database, hostActor, (tx) => writeEnd(tx, configuration.dataFolder, systemClock.now()));
    const keepDaily = async (): Promise<void> => {
      await keepRoot();
      await forgetOldAnswers(built.database, systemClock);
      await forgetOldDeliveries(built.database, systemClock);
    };
    const daily = setInterval(
      () => void keepDaily().catch((error: unknown) => built.app.log.error({ err: error }, 'daily keeping')),
      dayInMilliseconds,
    );
    built.courier.start();
    built.watchImports();
    say(`Kulcs is at ${configuration.publicUrl}`);
    const noMail = await built.post.check();
    if (noMail !== null) say(`Warning: the mail server (KULCS_SMTP_URL) does not take mails: ${noMail}`);
    if (isDemo) await printSignIns(built, say);
    if (!(await asActor(built.database, hostActor, companyOf))) await printFirstRun(built, configuration, say);
    return {
      lost: store.lost,
      async stop() {
        clearInterval(daily);
        // Another process on this folder may have said since that it is there.
        if (readServerFile(configuration.dataFolder)?.pid === process.pid)
          rmSync(serverFile(configuration.dataFolder), { force: true });
        await built.close();
        await store.close();
      },
    };
  } catch (error) {
    await house?.close();
    await store.close();
    throw error;
  }
}

async function listen(house: House, { host, port }: Configuration): Promise<void> {
  try {
    await house.app.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      throw new RefusedError(
        'port-taken',
        `Port ${String(port)} of ${host} is taken by another program. Choose another: kulcs start --port N`,
      );
    }
    if (code === 'EADDRNOTAVAIL' || code === 'EACCES') {
      throw new RefusedError(
        'port-refused',
        `This machine does not let Kulcs listen on ${host}, port ${String(port)} (${code}). Check KULCS_HOST and KULCS_PORT.`,
      );
    }
    throw error;
  }
}

async function prepareCompany(
  house: House,
  configuration: Configuration,
  withDemo: boolean,
  say: (line: string) => void,
): Promise<boolean> {
  const unfinished = path.join(configuration.dataFolder, 'demo-unfinished');
  const company = await asActor(house.database, hostActor, companyOf);
  if (company && !existsSync(unfinished)) return company.isDemo;
  if (!company && !withDemo) return false;
  say('Building the demo company (invented people and companies)');
  const client = clientOf(house);
  const { name, currency, timeZone } = demoCompany;
  // Its steps can be taken again, so a demo whose building was broken off is finished at the next start, with the same dates.
  if (!existsSync(unfinished)) writeFileSync(unfinished, dayAt(systemClock.now(), timeZone), { mode: 0o600 });
  const today = parseDay(readFileSync(unfinished, 'utf8')) ?? dayAt(systemClock.now(), timeZone);
  if (!company)
    await client.request('POST', '/api/company', { name, currency, timeZone, isDemo: true, adminEmail: null });
  const built = await buildDemo({
    request: (method, url, body, as) => (as === undefined ? client : clientOf(house, as)).request(method, url, body),
    upload: (url, file) => client.upload(url, file),
    today,
    temporaryFolder: path.join(configuration.dataFolder, 'demo'),
    onProgress: ({ stage, share }) => {
      if (share === 1) say(`  ${stage}: done`);
    },
  });
  rmSync(unfinished);
  say(`Demo company ready: ${String(built.read)} invoice lines, ${String(built.accountsCreated)} accounts`);
  return true;
}

async function printSignIns(house: House, say: (line: string) => void): Promise<void> {
  say('Sign in as (each link works once, for 24 hours):');
  for (const person of demoSignIns) {
    const link = await house.signIn.linkFor(person.email);
    say(`  ${person.role.padEnd(9)}${person.name.padEnd(22)} ${link.url}`);
  }
}

async function printFirstRun(house: House, { publicUrl }: Configuration, say: (line: string) => void): Promise<void> {
  const { code, endsAt } = await asActor(house.database, hostActor, (tx) => makeFirstRunCode(tx, systemClock.now()));
  say('This store has no company yet. Found it in the browser, or with kulcs init:');
  say(`  address  ${publicUrl}${firstRunPage}`);
  say(
    `  code     ${code} (works once, until ${new Date(endsAt).toISOString().slice(0, 16)}Z; a new start prints another)`,
  );
}
