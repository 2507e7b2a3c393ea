import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import type { Day } from '#kernel/day.ts';
import { Account, AccountsReply } from '#slices/accounts/contract.ts';
import { FactsReply } from '#slices/dossier/contract.ts';
import { AccountDecision } from '#slices/portfolio/decision-contract.ts';
import { Judgement } from '#slices/portfolio/judgement-contract.ts';
import { ScenariosReply } from '#slices/portfolio/scenario-contract.ts';
import { Import, type ImportResult } from '#slices/sales/contract.ts';
import { PeopleReply } from '#slices/team/contract.ts';

import { demoAccounts } from './accounts.ts';
import { demoSeed, demoSource } from './company.ts';
import { demoDossiers, factToTell } from './dossiers.ts';
import { demoGroups } from './groups.ts';
import { demoInvoiceLines, type InvoiceLine } from './invoices.ts';
import { dayOfDecision, demoJudgements, personFor } from './judgement.ts';
import { demoPeople } from './people.ts';
import { demoProspects } from './prospects.ts';
import { chargeCodes, salesFile, salesFileMapping } from './sales-file.ts';

/** The stages of the work, in their order. The words for people belong to whoever shows them. */
export type DemoStage =
  'people' | 'sales' | 'accounts' | 'groups' | 'products' | 'dossiers' | 'judgement' | 'prospects';

export interface DemoProgress {
  readonly stage: DemoStage;
  /** Part of the stage that is done, 0 to 1. */
  readonly share: number;
}

/** What the demo is built with. */
export interface DemoTools {
  /**
   * Sends JSON to our HTTP API as the host, or for the person with this address, and gives back the parsed answer; rejects when
   * the answer is a refusal.
   */
  readonly request: (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    path: string,
    body?: unknown,
    as?: string,
  ) => Promise<unknown>;
  /** Posts a file as the body (application/octet-stream) and gives back the parsed answer; rejects on a refusal. */
  readonly upload: (path: string, filePath: string) => Promise<unknown>;
  /** The company's calendar day; the last lines are of the workday before it. */
  readonly today: Day;
  /** Folder for the sales file, which is removed at the end. Made when it is not there. */
  readonly temporaryFolder: string;
  readonly seed?: string;
  readonly onProgress?: (progress: DemoProgress) => void;
}

/** Does a small step for each of the items, one after the other, and tells how far it is. */
async function forEachOf<Item>(
  stage: DemoStage,
  items: readonly Item[],
  tools: DemoTools,
  step: (item: Item) => Promise<void>,
): Promise<void> {
  for (const [index, item] of items.entries()) {
    await step(item);
    tools.onProgress?.({ stage, share: (index + 1) / items.length });
  }
}

/** Those who are there already stay: a build that was broken off can be begun again. */
async function addPeople(tools: DemoTools): Promise<void> {
  const { people } = PeopleReply.parse(await tools.request('GET', '/api/people'));
  const known = new Set(people.map((person) => person.email));
  await forEachOf('people', demoPeople, tools, async (person) => {
    if (!known.has(person.email)) await tools.request('POST', '/api/people', { ...person, invite: false });
  });
}

const pollEvery = 100;
const patience = 5 * 60_000;

async function loaded(id: number, tools: DemoTools): Promise<ImportResult> {
  const path = `/api/sales/imports/${String(id)}`;
  for (let waited = 0; waited < patience; waited += pollEvery) {
    const { state, result, problem, faults, progress } = Import.parse(await tools.request('GET', path));
    if (state === 'loaded' && result?.rejected === 0) return result;
    if (state !== 'uploaded' && state !== 'running') {
      const fault = faults[0];
      const reason = problem?.detail ?? (fault ? `line ${String(fault.line)}: ${fault.reason}` : 'no reason given');
      throw new Error(`The demo's sales lines were not loaded as they are (${state}): ${reason}`);
    }
    tools.onProgress?.({ stage: 'sales', share: progress?.share ?? 0 });
    await pause(pollEvery);
  }
  throw new Error(`The demo's sales lines were not loaded within ${String(patience / 60_000)} minutes.`);
}

async function importSales(lines: readonly InvoiceLine[], tools: DemoTools): Promise<ImportResult> {
  const fileName = `szamlasorok-${tools.today}.csv`;
  const filePath = join(tools.temporaryFolder, fileName);
  await mkdir(tools.temporaryFolder, { recursive: true });
  try {
    await writeFile(filePath, salesFile(lines));
    const query = new URLSearchParams({ source: demoSource, fileName });
    const { id } = Import.parse(await tools.upload(`/api/sales/imports?${query.toString()}`, filePath));
    const path = `/api/sales/imports/${String(id)}`;
    await tools.request('POST', `${path}/profile`, salesFileMapping);
    await tools.request('POST', `${path}/run`, { dryRun: false, charges: chargeCodes });
    const result = await loaded(id, tools);
    tools.onProgress?.({ stage: 'sales', share: 1 });
    return result;
  } finally {
    await rm(filePath, { force: true });
  }
}

async function describeAccounts(tools: DemoTools): Promise<void> {
  await forEachOf('accounts', demoAccounts, tools, async ({ code, kind, place, owner }) => {
    const path = `/api/account-codes/${encodeURIComponent(code)}`;
    await tools.request('PATCH', path, { town: place.town, kind, country: place.country });
    await tools.request('PUT', `${path}/owner`, { owner });
  });
}

async function groupAccounts(tools: DemoTools): Promise<void> {
  await forEachOf('groups', demoGroups, tools, async ({ name, accounts }) => {
    await tools.request('POST', '/api/account-groups', { name, accounts });
  });
}

/** Charges follow from the rule given with the import; services look like goods by their code, so a person says it. */
async function setServices(lines: readonly InvoiceLine[], tools: DemoTools): Promise<void> {
  // A product exists from its first sale on; a rare service may not have had one.
  const sold = new Set(lines.map((line) => line.product).filter((product) => product.kind === 'service'));
  await forEachOf('products', [...sold], tools, async ({ code, kind }) => {
    await tools.request('PUT', `/api/product-codes/${encodeURIComponent(code)}/kind`, { kind });
  });
}

/** What is known of some accounts; the host tells it, so it has no author. */
async function tellDossiers(tools: DemoTools): Promise<void> {
  const byCode = new Map<string, number>();
  for (const code of Object.keys(demoDossiers)) {
    const found = AccountsReply.parse(await tools.request('GET', `/api/accounts?search=${encodeURIComponent(code)}`));
    for (const account of found.accounts) byCode.set(account.code, account.id);
  }
  await forEachOf('dossiers', Object.entries(demoDossiers), tools, async ([code, { facts, notes }]) => {
    const id = byCode.get(code);
    if (id === undefined) throw new Error(`The demo has no account ${code}.`);
    const path = `/api/accounts/${String(id)}`;
    // A build that was begun again does not tell it twice.
    const known = FactsReply.parse(await tools.request('GET', `${path}/facts`));
    if (known.facts.length > 0) return;
    for (const fact of facts) await tools.request('POST', `${path}/facts`, factToTell(fact, tools.today));
    for (const text of notes) await tools.request('POST', `${path}/notes`, { text });
  });
}

/** What people think of some clients, and what was decided about them. What is there already stays. */
async function judgeAccounts(tools: DemoTools): Promise<void> {
  await forEachOf('judgement', demoJudgements, tools, async ({ account, scores, reasons, scenarios, decisions }) => {
    const owner = personFor(account, 'owner');
    const byCode = `/api/account-codes/${encodeURIComponent(account)}/decision`;
    const decided = AccountDecision.parse(await tools.request('GET', byCode));
    const byId = `/api/accounts/${String(decided.account.id)}`;
    const { criteria } = Judgement.parse(await tools.request('GET', `${byId}/judgement`));
    const given = criteria.flatMap(({ id }, at) => {
      const value = scores[at];
      const reason = reasons[at];
      return value === undefined || reason === undefined ? [] : [{ criterion: id, value, reason }];
    });
    await tools.request('PUT', `${byId}/scores`, { scores: given }, owner);
    const kept = ScenariosReply.parse(await tools.request('GET', `${byId}/scenarios`));
    for (const scenario of scenarios ?? []) {
      if (kept.scenarios.some(({ name }) => name === scenario.name)) continue;
      await tools.request('POST', `${byId}/scenarios`, scenario, owner);
    }
    for (const { by: decider, monthsAgo, ...decision } of decisions.slice(decided.history.length)) {
      await tools.request(
        'PUT',
        byCode,
        { ...decision, on: dayOfDecision(tools.today, monthsAgo) },
        personFor(account, decider),
      );
    }
  });
}

/** Companies that could become clients, some of them judged already. Those who are there stay. */
async function findProspects(tools: DemoTools): Promise<void> {
  const listed = AccountsReply.parse(await tools.request('GET', '/api/accounts?stage=prospect&limit=200'));
  await forEachOf('prospects', demoProspects, tools, async ({ owner, scores, ...prospect }) => {
    if (listed.accounts.some(({ name }) => name === prospect.name)) return;
    const { id } = Account.parse(await tools.request('POST', '/api/prospects', prospect, owner));
    if (scores.length === 0) return;
    const path = `/api/accounts/${String(id)}`;
    const { criteria } = Judgement.parse(await tools.request('GET', `${path}/judgement`));
    const given = criteria.flatMap((one, at) => {
      const value = scores[at];
      return value === undefined ? [] : [{ criterion: one.id, value, reason: prospect.reason }];
    });
    await tools.request('PUT', `${path}/scores`, { scores: given }, owner);
  });
}

/**
 * Builds the demo company in an empty store with the same commands that a person gives, and nothing else.
 * @returns what the import of the sales lines brought
 * @throws Error when a command is refused or any sales line is rejected: the demo's own data are wrong then
 */
export async function buildDemo(tools: DemoTools): Promise<ImportResult> {
  const lines = demoInvoiceLines(tools.today, tools.seed ?? demoSeed);
  await addPeople(tools);
  const result = await importSales(lines, tools);
  await describeAccounts(tools);
  await groupAccounts(tools);
  await setServices(lines, tools);
  await tellDossiers(tools);
  await judgeAccounts(tools);
  await findProspects(tools);
  return result;
}
