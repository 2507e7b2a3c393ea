import { expect } from 'vitest';
import type { Ask } from './actor.ts';
import { allFormats } from '#platform/transfer/table.ts';
import { expectStatus, people, type TestHouse } from './house.ts';

/** A door that writes, and the entry of the audit that it leaves. */
export interface Row {
  readonly door: string;
  /** The nth of three that differ. */
  readonly ask: (n: number) => Ask;
  readonly action: string | ((n: number) => string);
  readonly subject: string | RegExp;
  /** What the entry tells; the nth. */
  readonly detail: (n: number) => unknown;
  /** What the host has not: its row is tried by a person, and by the host for her. */
  readonly isOfPersons?: boolean;
}

/** Numbers of a view to be changed and of one to be let go, by their list. */
const kept = new Map<string, readonly number[]>();
const keptView = (list: string, place: number): string => String(kept.get(list)?.[place]);

/** The doors of the kept views of a list. */
export function viewRows(list: string): Row[] {
  const url = `/api/views/${list}`;
  const headers = { 'if-match': '"1"' };
  const view = { name: 'Nézet', query: 'sort=-net', isShared: false };
  const ofPersons = { subject: /^view:\d+$/, isOfPersons: true };
  return [
    {
      door: `POST ${url}`,
      ask: () => ({ method: 'POST', url, body: view }),
      action: 'view.save',
      detail: () => ({ list, ...view }),
      ...ofPersons,
    },
    {
      door: `PATCH ${url}/:id`,
      ask: () => ({ method: 'PATCH', url: `${url}/${keptView(list, 0)}`, headers, body: { query: 'sort=name' } }),
      action: 'view.change',
      detail: () => ({
        before: { name: 'Egyik', query: '', isShared: false },
        after: { name: 'Egyik', query: 'sort=name', isShared: false },
      }),
      ...ofPersons,
    },
    {
      door: `DELETE ${url}/:id`,
      ask: () => ({ method: 'DELETE', url: `${url}/${keptView(list, 1)}`, headers }),
      action: 'view.remove',
      detail: () => ({ list, name: 'Másik', query: '', isShared: false }),
      ...ofPersons,
    },
    {
      door: `POST ${url}/default`,
      ask: () => ({ method: 'POST', url: `${url}/default`, body: { view: Number(keptView(list, 0)) } }),
      action: 'view.default',
      detail: () => ({ list, view: Number(keptView(list, 0)) }),
      ...ofPersons,
      subject: /^person:\d+$/,
    },
  ];
}

/** Makes the views that the rows change and let go. */
export async function keepViews(house: Pick<TestHouse, 'as'>): Promise<void> {
  for (const list of ['accounts', 'products']) {
    const made: number[] = [];
    for (const name of ['Egyik', 'Másik']) {
      const reply = await house.as(people.director.email).post(`/api/views/${list}`, { name, query: '' });
      made.push((expectStatus(reply, 201).json as { id: number }).id); // the shape of the door
    }
    kept.set(list, made);
  }
}

/** Its number counts all orders of this house. */
export const anyOrder: unknown = expect.stringMatching(/^\d+\/2026$/);
const bulkOwners = [people.kam.email, people.manager.email, people.colleague.email];
const groups = ['Egyik', 'Másik', 'Harmadik'];

/** Several accounts at once. @param id number of the person with an address */
export const bulkRows = (id: (email: string) => number): readonly Row[] => [
  {
    door: 'POST /api/assignment-orders',
    ask: (n) => ({
      method: 'POST',
      url: '/api/assignment-orders',
      body: { accounts: ['ZqColleaguesCode'], owner: bulkOwners[n], reason: 'próba' },
    }),
    action: 'account.assign',
    subject: 'account:ZqColleaguesCode',
    detail: (n) => ({ before: id(bulkOwners[(n + 2) % 3] ?? ''), after: id(bulkOwners[n] ?? ''), order: anyOrder }),
  },
  {
    door: 'POST /api/account-groupings',
    ask: (n) => ({
      method: 'POST',
      url: '/api/account-groupings',
      body: { changes: [{ code: 'ZqMineTooCode', group: groups[n] }] },
    }),
    action: 'account.group',
    subject: /^group:(Egyik|Másik|Harmadik)$/,
    detail: (n) => ({ before: { ZqMineTooCode: groups[n - 1] ?? null }, after: groups[n] }),
  },
];

/** Lists as files. */
export const exportRows: readonly Row[] = [
  ...allFormats.flatMap((format): Row[] => [
    {
      door: `GET /api/sales/lines.${format}`,
      ask: () => ({ method: 'GET', url: `/api/sales/lines.${format}?from=2025-01-01&account=ZqMineCode` }),
      action: 'export.lines',
      subject: 'export:lines',
      // Both of its lines.
      detail: () => ({ rows: 2, format, filter: 'from=2025-01-01 account=ZqMineCode' }),
    },
    {
      door: `GET /api/facts.${format}`,
      ask: () => ({ method: 'GET', url: `/api/facts.${format}?account=ZqMineCode&topic=market` }),
      action: 'export.facts',
      subject: 'export:facts',
      detail: () => ({ rows: 0, format, filter: 'account=ZqMineCode topic=market' }),
    },
  ]),
  ...allFormats.map((format): Row => ({
    door: `GET /api/accounts.${format}`,
    ask: () => ({ method: 'GET', url: `/api/accounts.${format}?search=zq&sort=-net` }),
    action: 'export.accounts',
    subject: 'export:accounts',
    detail: () => ({ rows: 6, format, filter: 'search=zq' }),
  })),
];

/** A prospect that is let go of, taken up again and made an account. */
export const prospectRows = (prospectId: () => number, director: () => number): readonly Row[] => [
  {
    door: 'POST /api/prospects',
    ask: (n) => ({
      method: 'POST',
      url: '/api/prospects',
      body: { name: `Új ${String(n)}`, reason: 'Ok', source: 'Vásár', owner: people.director.email },
    }),
    action: 'prospect.add',
    subject: /^account:prospect-\d+$/,
    detail: (n) => ({
      before: null,
      after: {
        name: `Új ${String(n)}`,
        country: null,
        town: null,
        segment: null,
        reason: 'Ok',
        source: 'Vásár',
        owner: director(),
      },
    }),
  },
  {
    door: 'PUT /api/accounts/:id/stage',
    ask: (n) => ({
      method: 'PUT',
      url: `/api/accounts/${String(prospectId())}/stage`,
      body: stageChanges[n],
    }),
    action: 'account.stage',
    subject: /^account:(prospect-\d+|UJ-1)$/,
    detail: (n) => {
      const code = `prospect-${String(prospectId())}`;
      const stages = ['prospect', 'dropped', 'prospect', 'client'];
      return {
        before: { stage: stages[n], code },
        after: { stage: stages[n + 1], code: n === 2 ? 'UJ-1' : code },
        ...(n === 0 ? { reason: 'Ok' } : {}),
      };
    },
  },
  {
    door: 'PUT /api/prospect-policy',
    ask: (n) => ({ method: 'PUT', url: '/api/prospect-policy', body: { most: 40 + n } }),
    action: 'prospect.policy',
    subject: 'policy:prospects',
    detail: (n) => ({ before: n === 0 ? 30 : 39 + n, after: 40 + n }),
  },
];

/** Codes of an account in another source, three of which stand there already. */
export const codeRows = (accountId: () => number, codeIds: readonly number[]): readonly Row[] => [
  {
    door: 'POST /api/accounts/:id/codes',
    ask: (n) => ({
      method: 'POST',
      url: `/api/accounts/${String(accountId())}/codes`,
      body: { source: 'Webáruház', code: `U-${String(n)}` },
    }),
    action: 'account.code-add',
    subject: 'account:ZqMineCode',
    detail: (n) => ({ before: null, after: { source: 'Webáruház', code: `U-${String(n)}` } }),
  },
  {
    door: 'DELETE /api/accounts/:id/codes/:codeId',
    ask: (n) => ({ method: 'DELETE', url: `/api/accounts/${String(accountId())}/codes/${String(codeIds[n])}` }),
    action: 'account.code-remove',
    subject: 'account:ZqMineCode',
    detail: (n) => ({ before: { source: 'Régi', code: `R-${String(n)}` }, after: null }),
  },
];

const stageChanges = [{ stage: 'dropped', reason: 'Ok' }, { stage: 'prospect' }, { stage: 'client', code: 'UJ-1' }];
