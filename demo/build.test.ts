import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Day } from '#kernel/day.ts';
import { AccountChange, Assignment, Grouping, NewProspect, type Account } from '#slices/accounts/contract.ts';
import { KindChange } from '#slices/catalog/contract.ts';
import { NewFact, NewNote } from '#slices/dossier/contract.ts';
import { NewDecision, type AccountDecision } from '#slices/portfolio/decision-contract.ts';
import { tierAfter } from '#slices/portfolio/domain/tiers.ts';
import { ScoresChange, type Judgement } from '#slices/portfolio/judgement-contract.ts';
import { ScenarioContent } from '#slices/portfolio/scenario-contract.ts';
import { MappingChoice, Run, UploadQuery, type Import, type ImportResult } from '#slices/sales/contract.ts';
import { NewPerson, type Person } from '#slices/team/contract.ts';

import { buildDemo, type DemoProgress, type DemoTools } from './build.ts';
import { demoFacts } from './facts.ts';

const today = '2026-11-24' as Day; // written as a day is
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kulcs-demo-test-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const accountOf = (code: string): Account => ({
  id: Number(code.slice(1)),
  code,
  name: code,
  version: 1,
  country: null,
  town: null,
  kind: null,
  segment: null,
  territory: null,
  vatNumber: null,
  registryNumber: null,
  stage: 'client',
  group: null,
  owner: null,
  createdOn: today,
});
/** The card that the house comes with, nothing scored. */
const judgement: Judgement = {
  version: 1,
  attractiveness: null,
  strength: null,
  score: null,
  coverage: 0,
  quadrant: null,
  attractivenessEdge: 5.5,
  strengthEdge: 5.5,
  criteria: [1, 2, 5, 3, 4].map((id) => ({
    id,
    key: 'strategic-fit',
    name: null,
    axis: 'strength',
    part: 'value',
    weight: 20,
    score: null,
    former: [],
  })),
  facts: { currency: 'HUF', period: null, net: null, change: null, firstSale: null, years: null, steadiness: null },
  abilities: { score: true },
};

/** Our HTTP API as far as the demo uses it: takes what the contracts take, knows what it was told before. */
class FakeServer {
  readonly people: Person[] = [];
  readonly calls: string[] = [];
  readonly changes = new Map<string, AccountChange>();
  readonly owners = new Map<string, string>();
  readonly groups = new Map<string, readonly string[]>();
  readonly kinds = new Map<string, string>();
  readonly facts: NewFact[] = [];
  readonly notes: string[] = [];
  readonly prospects: Account[] = [];
  readonly decisions = new Map<string, AccountDecision['history']>();
  readonly scenarios: ScenarioContent[] = [];
  charges: readonly string[] = [];
  uploaded = '';
  private state: Import['state'] = 'uploaded';
  private polls = 0;
  private readonly rejected: number;

  constructor(rejected = 0) {
    this.rejected = rejected;
  }

  readonly request: DemoTools['request'] = (method, path, body, as) => {
    this.calls.push(`${method} ${path}`);
    const code = decodeURIComponent(path.split('/')[3] ?? '');
    if (path === '/api/people' && method === 'GET') return Promise.resolve({ people: this.people });
    if (path === '/api/people') return this.addPerson(NewPerson.parse(body));
    if (path.endsWith('/decision')) return this.decide(code, method === 'GET' ? null : NewDecision.parse(body), as);
    if (path.endsWith('/judgement')) return Promise.resolve(judgement);
    if (path.endsWith('/scenarios')) return this.keepScenario(method === 'GET' ? null : ScenarioContent.parse(body));
    if (path.endsWith('/scores')) return Promise.resolve(ScoresChange.parse(body));
    if (path.startsWith('/api/accounts?stage=prospect')) return Promise.resolve(this.listed());
    if (path === '/api/prospects') return Promise.resolve(this.addProspect(NewProspect.parse(body), as ?? ''));
    if (path === '/api/account-groups') return this.note(this.groups, Grouping.parse(body));
    if (path.startsWith('/api/product-codes/')) this.kinds.set(code, KindChange.parse(body).kind);
    else if (path.endsWith('/owner')) this.owners.set(code, this.known(Assignment.parse(body).owner));
    else if (path.startsWith('/api/account-codes/')) this.changes.set(code, AccountChange.parse(body));
    else if (path.endsWith('/profile')) MappingChoice.parse(body);
    else if (path.endsWith('/run')) this.run(Run.parse(body));
    else if (path === '/api/sales/imports/7') return Promise.resolve(this.poll());
    else if (path.startsWith('/api/accounts')) return Promise.resolve(this.dossier(method, path, body));
    else return Promise.reject(new Error(`no such route: ${method} ${path}`));
    return Promise.resolve({});
  };

  private dossier(method: string, path: string, body: unknown): unknown {
    const search = new URLSearchParams(path.split('?')[1]).get('search');
    if (search !== null) return { accounts: [accountOf(search)], nextCursor: null, period: null, currency: null };
    if (path.endsWith('/notes')) this.notes.push(NewNote.parse(body).text);
    else if (method === 'POST') this.facts.push(NewFact.parse(body));
    return { facts: [], sealed: [], missing: [] };
  }

  readonly upload: DemoTools['upload'] = async (path, filePath) => {
    this.calls.push('upload');
    const query = UploadQuery.parse(Object.fromEntries(new URLSearchParams(path.split('?')[1])));
    expect(query.source).toBe('Hársliget ERP');
    this.uploaded = await readFile(filePath, 'utf8');
    return this.asImport();
  };

  private decide(code: string, decision: NewDecision | null, as: string | undefined): Promise<unknown> {
    const history = this.decisions.get(code) ?? [];
    const tier = history[0]?.tier ?? 'none';
    if (decision) {
      const { act, reason, on = '' } = decision;
      const next = tierAfter(tier, act);
      // Only the company's own people decide, from a day that is not to come and not before that of the decision before.
      if (next === null || as === undefined || on > '2026-11-24' || on < (history[0]?.on ?? '')) {
        return Promise.reject(new Error(`refused: ${code} ${act}`));
      }
      const taken = { act, tier: next, on, reason, by: this.known(as), at: on, handOver: null };
      this.decisions.set(code, [taken, ...history]);
    }
    const decided = this.decisions.get(code) ?? [];
    const account = { id: 1, code, name: code };
    const now = { version: 1, account, tier: decided[0]?.tier ?? 'none', since: null, history: decided };
    const grounds = { figures: null, proposal: [], judgement: { score: null, coverage: 0 }, abilities: [] };
    return Promise.resolve({ ...now, ...grounds });
  }

  private keepScenario(content: ScenarioContent | null): Promise<unknown> {
    if (content) this.scenarios.push(content);
    return Promise.resolve({ currency: 'HUF', scenarios: [], abilities: { edit: true } });
  }

  private run(order: ReturnType<typeof Run.parse>): void {
    this.state = order.dryRun ? 'tried' : 'running';
    this.charges = order.charges ?? [];
  }

  private listed(): unknown {
    return { accounts: this.prospects, nextCursor: null, period: null, currency: null };
  }

  private addProspect({ name }: NewProspect, by: string): Account {
    const owner = { id: 1, name: this.known(by) };
    const made: Account = { ...accountOf(`P${String(this.prospects.length)}`), name, stage: 'prospect', owner };
    this.prospects.push(made);
    return made;
  }

  private known(email: string): string {
    if (!this.people.some((person) => person.email === email)) throw new Error(`unknown: ${email}`);
    return email;
  }

  private addPerson(person: NewPerson): Promise<unknown> {
    if (person.reportsTo !== null) this.known(person.reportsTo);
    const { email, name, role } = person;
    const first = { roles: [role], accounts: 0, isDisabled: false, away: null, version: 1 };
    this.people.push({ id: this.people.length + 1, email, name, role, reportsTo: null, ...first });
    return Promise.resolve({});
  }

  private note(
    groups: Map<string, readonly string[]>,
    grouping: { name: string; accounts: string[] },
  ): Promise<unknown> {
    groups.set(grouping.name, grouping.accounts);
    return Promise.resolve({});
  }

  private poll(): Import {
    this.polls += 1;
    if (this.state === 'running' && this.polls > 1) this.state = this.rejected > 0 ? 'stopped' : 'loaded';
    return this.asImport();
  }

  private asImport(): Import {
    const read = this.uploaded.split('\r\n').length - 2;
    const result: ImportResult = {
      batch: 1,
      read,
      new: read - this.rejected,
      unchanged: 0,
      changed: 0,
      rejected: this.rejected,
      rejectedFile: null,
      unattributed: { lines: 0, net: '0' },
      accountsCreated: 0,
      productsCreated: 0,
      net: '0',
      seconds: 1,
    };
    return {
      id: 7,
      kind: 'sales',
      source: 'Hársliget ERP',
      fileName: 'szamlasorok.csv',
      bytes: this.uploaded.length,
      state: this.state,
      loadedBefore: null,
      startedBy: 'host',
      startedAt: '2026-11-24T08:00:00Z',
      finishedAt: null,
      wasTried: false,
      undone: null,
      joins: [],
      progress: this.state === 'running' ? { phase: 'reading', rows: 1000, share: 0.5 } : null,
      profile: null,
      result: this.state === 'loaded' || this.state === 'stopped' ? result : null,
      faults:
        this.state === 'stopped'
          ? [{ line: 2, code: 'bad-date', column: 'Kelt', value: '?', reason: 'This is no date.' }]
          : [],
      problem: null,
      currency: 'HUF',
    };
  }
}

const toolsFor = (server: FakeServer, onProgress?: DemoTools['onProgress']): DemoTools => ({
  request: server.request,
  upload: server.upload,
  today,
  temporaryFolder: join(folder, 'made when missing'),
  ...(onProgress ? { onProgress } : {}),
});

describe('building the demo', () => {
  const server = new FakeServer();
  const progress: DemoProgress[] = [];

  test('tells the result of the import', async () => {
    const result = await buildDemo(toolsFor(server, (step) => progress.push(step)));
    expect(result.new).toBe(result.read);
    expect(result.read).toBeGreaterThan(45_000);
  });

  test('adds everybody, and describes, assigns and groups every account', () => {
    expect(server.people).toHaveLength(demoFacts.people);
    expect(server.changes.size).toBe(demoFacts.accounts);
    expect(server.owners.size).toBe(demoFacts.accounts);
    expect(server.changes.get('V10063')).toEqual({ town: 'Eger', kind: 'fogászat', country: 'Magyarország' });
    expect(server.groups.get('Mecsekalja')).toEqual(['V10156', 'V10280']);
    expect(server.groups.size).toBe(demoFacts.groups);
  });

  test('says what is a charge by a rule of the source, and what is a service product by product', () => {
    expect(server.charges).toEqual(['DJ-*']);
    expect(server.kinds.get('SZ-0201')).toBe('service');
    expect(server.kinds.size).toBe(demoFacts.products.service);
  });

  test('tells facts and notes, none of them of a day to come', () => {
    expect(server.facts.length).toBeGreaterThan(10);
    expect(server.facts.filter(({ knownOn }) => knownOn >= today)).toEqual([]);
    expect(server.notes.length).toBeGreaterThan(1);
  });

  test('has clients that are key, one retired, one declined, one watched, and one that waits for the director', () => {
    const tiers = [...server.decisions.values()].map((history) => history[0]?.tier).sort();
    expect(tiers).toEqual(['declined', 'key', 'key', 'key', 'key', 'nominated', 'retired', 'watch']);
    expect(server.scenarios.length).toBeGreaterThan(2);
  });

  test('knows some who could become clients', () => {
    expect(server.prospects.length).toBeGreaterThan(2);
  });

  test('keeps the calls few, for a quick first start', () => {
    expect(server.calls.length).toBeLessThan(330);
  });

  test('tells its progress stage by stage up to the end of each', () => {
    expect([...new Set(progress.map(({ stage }) => stage))]).toEqual([
      'people',
      'sales',
      'accounts',
      'groups',
      'products',
      'dossiers',
      'judgement',
      'prospects',
    ]);
    expect(progress.filter(({ share }) => share === 1)).toHaveLength(8);
    expect(progress).toContainEqual({ stage: 'sales', share: 0.5 });
  });

  test('leaves no file behind', async () => {
    expect(await readdir(join(folder, 'made when missing'))).toEqual([]);
  });

  test('can be begun again after it was broken off', async () => {
    const before = [server.people.length, server.prospects.length];
    await buildDemo(toolsFor(server));
    expect([server.people.length, server.prospects.length]).toEqual(before);
  });
});

test('fails with the reason when a line is rejected, and leaves no file behind', async () => {
  const server = new FakeServer(3);
  await expect(buildDemo(toolsFor(server))).rejects.toThrow('stopped): line 2: This is no date.');
  expect(server.changes.size).toBe(0);
  expect(await readdir(join(folder, 'made when missing'))).toEqual([]);
});
