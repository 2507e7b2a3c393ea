import { beforeAll, describe, expect, it } from 'vitest';
import { Account, SourceCode } from '#slices/accounts/contract.ts';
import { AccountGroupsReply } from '#slices/accounts/group-contract.ts';
import { PersonReply, RoleHeld } from '#slices/team/contract.ts';
import type { Client } from '#testing/actor.ts';
import {
  anyOrder,
  bulkRows,
  codeRows,
  exportRows,
  keepViews,
  prospectRows,
  viewRows,
  type Row,
} from '#testing/audit-rows.ts';
import { rowsOfRights, wideRoles } from '#testing/audit-of-rights.ts';
import { expectStatus, openTestHouse, people, testHouse } from '#testing/house.ts';
import { dossierRecords } from '#testing/matrix/dossier-records.ts';
import { judgementRecords } from '#testing/matrix/judgement-records.ts';
import { doorOf } from '#testing/matrix/walk.ts';
import { fillWorld, type World } from '#testing/matrix/world.ts';

const house = testHouse();
let world: World;
let prospectId = 0;
let groupId = 0;
const codeIds: number[] = [];

beforeAll(async () => {
  world = await fillWorld(house);
  await keepViews(house);
  const admin = house.as(people.admin.email);
  for (const role of wideRoles) {
    const url = `/api/people/${String(id(people.kam.email))}/roles`;
    const { json } = expectStatus(await admin.post(url, { role, from: '2032-01-01' }), 201);
    roles.asked.push(RoleHeld.parse(json).id);
  }
  const manager = expectStatus(await admin.get(`/api/people/${String(id(people.otherManager.email))}`), 200);
  for (const code of ['R-0', 'R-1', 'R-2']) {
    const added = await house.host.post(`/api/accounts/${String(world.accountId('mine'))}/codes`, {
      source: 'Régi',
      code,
    });
    codeIds.push(SourceCode.parse(expectStatus(added, 201).json).id);
  }
  const { groups: made } = AccountGroupsReply.parse((await house.host.get('/api/account-groups')).json);
  groupId = made.find(({ name }) => name === 'ZqWesternGroup')?.id ?? 0;
  const body = { name: 'Leendő', reason: 'Ok', source: 'Vásár' };
  const prospect = expectStatus(await house.as(people.director.email).post('/api/prospects', body), 201);
  prospectId = Account.parse(prospect.json).id;
  roles.manager = PersonReply.parse(manager.json).roles[0]?.id ?? 0;
});

interface Entry {
  readonly actor_id: number | null;
  readonly capacity: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: Record<string, unknown>;
}

async function entriesAfter(seq: number): Promise<Entry[]> {
  const { rows } = await house.superuser.query<Entry>(
    'select actor_id, capacity, action, subject, detail from audit.entry where seq > $1 order by seq',
    [seq],
  );
  return rows;
}

async function lastEntry(): Promise<number> {
  const { rows } = await house.superuser.query<{ seq: bigint }>('select seq from audit.head');
  return Number(rows[0]?.seq ?? 0);
}

const id = (email: string): number => house.personId(email);
const owners = [people.colleague.email, people.manager.email, people.kam.email];
const kinds = ['service', 'charge', 'goods'];
const groups = ['Egyik', 'Másik', 'Harmadik'];
const thresholds = [0.11, 0.12, 0.13];
const usual = { shareThreshold: 0.1, firstAccounts: 10, standOut: 5, classA: 0.8, classB: 0.95 };
// The house is founded in English.
const companyLanguages = ['hu', 'en', 'hu'];
const roles: { manager: number; readonly asked: number[] } = { manager: 0, asked: [] };
const at = <Value>(list: readonly Value[], n: number): Value | null => list[n] ?? null;

const rows: readonly Row[] = [
  ...dossierRecords(() => world, id),
  ...rowsOfRights(id, roles),
  {
    door: 'PUT /api/account-codes/:code/owner',
    ask: (n) => ({ method: 'PUT', url: '/api/account-codes/ZqMineCode/owner', body: { owner: owners[n] } }),
    action: 'account.assign',
    subject: 'account:ZqMineCode',
    detail: (n) => ({ before: id(owners[(n + 2) % 3] ?? ''), after: id(owners[n] ?? ''), order: anyOrder }),
  },
  {
    door: 'PATCH /api/account-codes/:code',
    ask: (n) => ({
      method: 'PATCH',
      url: '/api/account-codes/ZqMineCode',
      body: { town: `Pécs ${String(n)}`, name: 'ZqMineName' },
    }),
    action: 'account.change',
    subject: 'account:ZqMineCode',
    // The name stays as it was, so it is no part of the change.
    detail: (n) => ({
      before: { town: n === 0 ? 'ZqMineTown' : `Pécs ${String(n - 1)}` },
      after: { town: `Pécs ${String(n)}` },
    }),
  },
  {
    door: 'POST /api/account-groups',
    ask: (n) => ({
      method: 'POST',
      url: '/api/account-groups',
      body: { name: groups[n], accounts: ['ZqUnownedCode'] },
    }),
    action: 'account.group',
    subject: /^group:(Egyik|Másik|Harmadik)$/,
    detail: (n) => ({ before: { ZqUnownedCode: at(groups, n - 1) }, after: groups[n] }),
  },
  {
    door: 'PUT /api/account-groups/:id/parent',
    ask: (n) => ({
      method: 'PUT',
      url: `/api/account-groups/${String(groupId)}/parent`,
      body: { parent: n === 1 ? null : groups[n] },
    }),
    action: 'account.group-place',
    subject: 'group:ZqWesternGroup',
    detail: (n) => ({ before: n === 2 ? null : n === 0 ? null : groups[0], after: n === 1 ? null : groups[n] }),
  },
  ...bulkRows(id),
  ...codeRows(() => world.accountId('mine'), codeIds),
  ...prospectRows(
    () => prospectId,
    () => id(people.director.email),
  ),
  ...['accounts', 'products'].flatMap((list) => viewRows(list)),
  {
    door: 'PUT /api/product-codes/:code/kind',
    ask: (n) => ({ method: 'PUT', url: '/api/product-codes/ZqMineProduct/kind', body: { kind: kinds[n] } }),
    action: 'product.kind',
    subject: 'product:ZqMineProduct',
    detail: (n) => ({ before: kinds[(n + 2) % 3], after: kinds[n] }),
  },
  {
    door: 'PUT /api/portfolio/policy',
    ask: (n) => ({ method: 'PUT', url: '/api/portfolio/policy', body: { ...usual, shareThreshold: thresholds[n] } }),
    action: 'portfolio.policy',
    subject: 'policy:1',
    detail: (n) => ({
      before: { ...usual, shareThreshold: at(thresholds, n - 1) ?? 0.1 },
      after: { ...usual, shareThreshold: thresholds[n] },
    }),
  },
  ...judgementRecords(() => world),
  {
    door: 'POST /api/people',
    ask: (n) => ({
      method: 'POST',
      url: '/api/people',
      body: { email: `uj${String(n)}@kulcs.test`, name: 'Új', role: 'kam', reportsTo: people.manager.email },
    }),
    action: 'person.add',
    subject: /^person:\d+$/,
    detail: () => ({ before: null, after: { role: 'kam', reportsTo: id(people.manager.email) } }),
  },
  {
    door: 'POST /api/me/sessions/end-others',
    ask: () => ({ method: 'POST', url: '/api/me/sessions/end-others', body: {} }),
    action: 'person.sessions-end',
    subject: /^person:\d+$/,
    detail: () => ({ ended: expect.any(Number) as number }), // how many depends on the tests before
    isOfPersons: true,
  },
  {
    door: 'POST /api/people/:id/sessions/end',
    ask: () => ({ method: 'POST', url: `/api/people/${String(id(people.otherKam.email))}/sessions/end`, body: {} }),
    action: 'person.sessions-end',
    subject: /^person:\d+$/,
    detail: () => ({ ended: 0 }),
  },
  {
    door: 'PUT /api/me/password',
    ask: (n) => ({ method: 'PUT', url: '/api/me/password', body: { password: `egy elég hosszú ${String(n)}` } }),
    action: 'person.password',
    subject: /^person:\d+$/,
    detail: () => ({}),
    isOfPersons: true,
  },
  ...exportRows,
  {
    door: 'GET /api/portfolio/key-accounts.csv',
    ask: () => ({ method: 'GET', url: '/api/portfolio/key-accounts.csv?all=true' }),
    action: 'export.key-accounts',
    subject: 'export:key-accounts',
    // Six accounts bought something.
    detail: () => ({ rows: 6, format: 'csv' }),
  },
  {
    door: 'GET /api/portfolio/key-accounts.xlsx',
    ask: () => ({ method: 'GET', url: '/api/portfolio/key-accounts.xlsx?all=true' }),
    action: 'export.key-accounts',
    subject: 'export:key-accounts',
    // Six accounts bought something.
    detail: () => ({ rows: 6, format: 'xlsx' }),
  },
  {
    door: 'PATCH /api/company',
    ask: (n) => ({ method: 'PATCH', url: '/api/company', body: { language: companyLanguages[n] } }),
    action: 'company.change',
    subject: 'company:1',
    detail: (n) => ({
      before: { language: at(companyLanguages, n + 1) ?? 'en' },
      after: { language: companyLanguages[n] },
    }),
  },
  {
    door: 'GET /api/sales/imports/:id/rejected.csv',
    ask: () => ({ method: 'GET', url: `/api/sales/imports/${String(world.batchId)}/rejected.csv` }),
    action: 'export.rejected',
    subject: /^batch:\d+$/,
    detail: () => ({}),
  },
];

/** Doors that write and leave no entry of their own, with the reason. */
const unrecorded: Readonly<Record<string, string>> = {
  'POST /api/people/:id/sign-in-link': 'the host only: tried in sign-in-links.db.test.ts',
  'POST /api/people/:id/invitation': 'tried in letters.db.test.ts, where there is a mail server',
  'POST /api/me/second-factor/remove': 'tried in second-factor.db.test.ts, with the whole life of one',
  'POST /api/me/recovery-codes': 'tried in second-factor.db.test.ts',
  'POST /api/people/:id/second-factor/reset': 'tried in second-factor.db.test.ts',
  'POST /api/people/:id/second-factor/reset/confirm': 'tried in second-factor.db.test.ts',
  'PUT /api/sign-in-policy': 'tried in second-factor.db.test.ts',
  'POST /api/me/proof': 'a proof changes nothing but the session that it was made in',
  'POST /api/me/sessions/:id/end': 'tried in sessions.db.test.ts, where there is one to end',
  'PATCH /api/me/settings': 'how one likes the page concerns nobody else',
  'POST /api/keys': 'tried where keys are tried (src/app/api-keys.db.test.ts)',
  'DELETE /api/keys/:id': 'tried where keys are tried (src/app/api-keys.db.test.ts)',
  'POST /api/webhooks': 'tried where webhooks are tried (src/app/webhooks.db.test.ts)',
  'PATCH /api/webhooks/:id': 'tried where webhooks are tried (src/app/webhooks.db.test.ts)',
  'DELETE /api/webhooks/:id': 'tried where webhooks are tried (src/app/webhooks.db.test.ts)',
  'POST /api/webhooks/:id/secret': 'tried where webhooks are tried (src/app/webhooks.db.test.ts)',
  'POST /api/webhooks/:id/trial': 'tried where webhooks are tried (src/app/webhooks.db.test.ts)',
  'POST /api/webhooks/:id/replay': 'tried where webhooks are tried (src/app/webhooks.db.test.ts)',
  'POST /api/webhooks/:id/deliveries/:delivery/replay': 'tried where webhooks are tried (src/app/webhooks.db.test.ts)',
  'POST /api/company-webhooks/:id/off': 'tried where webhooks are tried (src/app/company-webhooks.db.test.ts)',
  'POST /api/company': 'tried below, in an empty house',
  'PUT /api/notes/:id': 'a note is its author’s: tried in the test of the notes',
  'DELETE /api/notes/:id': 'a note is its author’s: tried in the test of the notes',
  'POST /api/notes/:id/restore': 'a note is its author’s: tried in the test of the notes',
  'POST /api/sales/imports': 'the import is its own record: who, when, hash, mapping',
  'POST /api/sales/imports/:id/joins': 'the import is its own record',
  'POST /api/sales/imports/:id/profile': 'the import is its own record',
  'POST /api/sales/imports/:id/run': 'tried below: what is loaded leaves an entry, a try none',
  'POST /api/me/mentions/read': 'whether she has read it is her own affair, and nothing of the business changes',
  'POST /api/account-distinctions': 'tried in merge.db.test.ts',
  'POST /api/account-merges': 'tried in merge.db.test.ts, with what it moves',
  'POST /api/account-merges/:id/undo': 'tried in merge.db.test.ts',
  'POST /api/assignment-orders/:id/undo': 'tried in assignments.db.test.ts',
  'POST /api/sales/imports/:id/undo': 'tried in undo.db.test.ts',
  'POST /api/sales/attributions': 'tried in attributions.db.test.ts',
  'POST /api/sales/attributions/:id/undo': 'tried in attributions.db.test.ts',
  'DELETE /api/sales/imports/:id': 'nothing is written by an import that is cancelled',
};

it('every door that writes is tried here, or says why not', () => {
  const writing = house.house.routes.filter(({ method }) => method !== 'GET').map(doorOf);
  const named = [...rows.map(({ door }) => door), ...Object.keys(unrecorded)];
  expect(writing.filter((door) => !named.includes(door))).toEqual([]);
  expect(named.filter((door) => !house.house.routes.map(doorOf).includes(door))).toEqual([]);
});

describe('a command leaves one entry: who, as what, what before and after', () => {
  it.each(rows)('$door', async (row) => {
    const director = id(people.director.email);
    const ways: readonly [string, Client, Pick<Entry, 'actor_id' | 'capacity'>][] = [
      ['by herself', await house.asSignedIn(people.director.email), { actor_id: director, capacity: 'person' }],
      ['by the host for her', house.as(people.director.email), { actor_id: director, capacity: 'host' }],
      ['by the host', house.host, { actor_id: null, capacity: 'host' }],
    ];
    for (const [n, [way, client, who]] of (row.isOfPersons ? ways.slice(0, 1) : ways).entries()) {
      const before = await lastEntry();
      const reply = await client.send(row.ask(n));
      expect(reply.status, reply.text).toBeLessThan(300);
      const entries = await entriesAfter(before);
      expect(entries, way).toEqual([
        {
          ...who,
          action: typeof row.action === 'string' ? row.action : row.action(n),
          subject: expect.anything() as string,
          detail: row.detail(n),
        },
      ]); // any text
      expect(entries[0]?.subject).toMatch(
        typeof row.subject === 'string' ? new RegExp(`^${row.subject}$`) : row.subject,
      );
    }
  });
});

describe('a command that changes nothing leaves none', () => {
  it.each([
    ['the owner whom it has', 'PUT', '/api/account-codes/ZqColleaguesCode/owner', { owner: people.colleague.email }],
    ['the town that it has', 'PATCH', '/api/account-codes/ZqColleaguesCode', { town: 'ZqColleaguesTown' }],
    ['no change at all', 'PATCH', '/api/account-codes/ZqColleaguesCode', {}],
    [
      'the group that it is in',
      'POST',
      '/api/account-groups',
      { name: 'ZqWesternGroup', accounts: ['ZqOtherRegionsCode'] },
    ],
  ])('%s', async (_what, method, url, body) => {
    const before = await lastEntry();
    const reply = await house.host.send({ method, url, body });
    expect(reply.status, reply.text).toBeLessThan(300);
    expect(await entriesAfter(before)).toEqual([]);
  });

  it('a refusal leaves none', async () => {
    const before = await lastEntry();
    for (const [status, client, url, owner] of [
      [403, house.as(people.kam.email), '/api/account-codes/ZqMineCode/owner', people.kam.email],
      [404, house.as(people.manager.email), '/api/account-codes/ZqUnownedCode/owner', people.kam.email],
      [422, house.as(people.manager.email), '/api/account-codes/ZqColleaguesCode/owner', people.otherKam.email],
      [400, house.host, '/api/account-codes/ZqColleaguesCode/owner', 'nobody'],
    ] as const) {
      expectStatus(await client.put(url, { owner }), status);
    }
    expect(await entriesAfter(before)).toEqual([]);
  });
});

it('an import that is loaded leaves an entry with its counts; a try leaves none', async () => {
  const before = await lastEntry();
  const result = await house.loadLines(
    'document,date,account,quantity,unitPrice\nA1,2026-01-05,U1,1,5\nA2,2026-01-06,U1,2,5\n',
    'audit',
  );
  const entries = await entriesAfter(before);
  expect(entries).toMatchObject([
    {
      actor_id: null,
      capacity: 'host',
      action: 'sales.import',
      subject: `batch:${String(result.batch)}`,
      detail: { source: 'audit', read: 2, new: 2, unchanged: 0, changed: 0, rejected: 0 },
    },
  ]);
  expect(entries[0]?.detail['sha256']).toMatch(/^[0-9a-f]{64}$/);
});

it('the company is founded with an entry, and with one for its administrator', async () => {
  const empty = await openTestHouse({ isEmpty: true });
  try {
    const body = { name: 'Új Kft.', currency: 'EUR', timeZone: 'Europe/Budapest', adminEmail: 'Elso@kulcs.test' };
    expectStatus(await empty.host.post('/api/company', body), 201);
    expectStatus(await empty.host.post('/api/company', body), 409);
    const { rows: entries } = await empty.superuser.query(
      'select capacity, action, subject, detail from audit.entry order by seq',
    );
    expect(entries).toEqual([
      {
        capacity: 'host',
        action: 'company.found',
        subject: 'company:1',
        detail: {
          before: null,
          after: { name: 'Új Kft.', currency: 'EUR', timeZone: 'Europe/Budapest', isDemo: false, language: 'en' },
        },
      },
      {
        capacity: 'host',
        action: 'person.add',
        subject: 'person:1',
        detail: { before: null, after: { role: 'admin', reportsTo: null } },
      },
    ]);
  } finally {
    await empty.close();
  }
});

it('the chain that all this wrote is whole, as the door says to whoever keeps the installation', async () => {
  const entries = await lastEntry();
  for (const client of [house.host, house.as(people.admin.email), house.as(people.director.email)]) {
    expect((await client.get('/api/audit/verification')).json).toMatchObject({ ok: true, entries, firstWrong: null });
  }
});
