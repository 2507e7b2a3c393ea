import { people } from './house.ts';
import type { Row } from './audit-rows.ts';

const newNames = ['Zólyomi Cecília', 'Zólyomi Cili', 'Zólyomi Célia'];
const narrowRoles = ['support', 'manager', 'kam'];
const wideRoles = ['finance', 'director', 'admin'];
const lastDays = ['2031-01-01', '2030-12-01', '2030-11-01'];
const ifMatch = (version: number) => ({ 'if-match': `"${String(version)}"` });
const at = <Value>(list: readonly Value[], n: number): Value | null => list[n] ?? null;
export { wideRoles };

/** Roles that the rows below end and decide, filled before they run. */
interface RolesAtHand {
  manager: number;
  readonly asked: number[];
}

/** What the audit says of people's rights, of substitutions and of its own export. */
export const rowsOfRights = (id: (email: string) => number, roles: RolesAtHand): readonly Row[] => [
  {
    door: 'PATCH /api/people/:id',
    ask: (n) => ({
      method: 'PATCH',
      url: `/api/people/${String(id(people.otherKam.email))}`,
      headers: ifMatch(n + 1),
      body: { name: newNames[n] },
    }),
    action: 'person.change',
    subject: /^person:\d+$/,
    detail: (n) => ({ before: { name: at(newNames, n - 1) ?? people.otherKam.name }, after: { name: newNames[n] } }),
  },
  {
    door: 'PUT /api/people/:id/disabled',
    ask: (n) => ({
      method: 'PUT',
      url: `/api/people/${String(id(people.finance.email))}/disabled`,
      headers: ifMatch(n + 1),
      body: { disabled: n % 2 === 0 },
    }),
    action: (n) => (n % 2 === 0 ? 'person.disable' : 'person.enable'),
    subject: /^person:\d+$/,
    detail: (n) => ({ before: { disabled: n % 2 !== 0 }, after: { disabled: n % 2 === 0 } }),
  },
  {
    door: 'POST /api/people/:id/roles',
    ask: (n) => ({
      method: 'POST',
      url: `/api/people/${String(id(people.finance.email))}/roles`,
      body: { role: narrowRoles[n], from: '2030-01-01' },
    }),
    action: 'role.give',
    subject: /^person:\d+$/,
    detail: (n) => ({ before: null, after: { role: narrowRoles[n], from: '2030-01-01', until: null } }),
  },
  {
    door: 'POST /api/people/:id/territories',
    ask: (n) => ({
      method: 'POST',
      url: `/api/people/${String(id(people.otherManager.email))}/territories`,
      body: { territory: `Zq${String(n)}`, from: '2030-01-01' },
    }),
    action: 'territory.give',
    subject: /^person:\d+$/,
    detail: (n) => ({ before: null, after: { territory: `Zq${String(n)}`, from: '2030-01-01', until: null } }),
  },
  {
    door: 'PATCH /api/territories/:territoryId',
    // The first of those that were given just before.
    ask: (n) => ({ method: 'PATCH', url: '/api/territories/1', headers: ifMatch(n + 1), body: { until: lastDays[n] } }),
    action: 'territory.end',
    subject: /^person:\d+$/,
    detail: (n) => ({
      before: { territory: 'Zq0', until: at(lastDays, n - 1) },
      after: { territory: 'Zq0', until: lastDays[n] },
    }),
  },
  {
    door: 'PATCH /api/roles/:roleId',
    ask: (n) => ({
      method: 'PATCH',
      url: `/api/roles/${String(roles.manager)}`,
      headers: ifMatch(n + 1),
      body: { until: lastDays[n] },
    }),
    action: 'role.end',
    subject: /^person:\d+$/,
    detail: (n) => ({
      before: { role: 'manager', until: at(lastDays, n - 1) },
      after: { role: 'manager', until: lastDays[n] },
    }),
  },
  {
    door: 'POST /api/role-requests/:roleId/decision',
    ask: (n) => ({
      method: 'POST',
      url: `/api/role-requests/${String(roles.asked[n])}/decision`,
      body: { give: false },
    }),
    action: 'role.decline',
    subject: /^person:\d+$/,
    detail: (n) => ({
      before: { state: 'asked', askedBy: id(people.admin.email) },
      after: { role: wideRoles[n], from: '2032-01-01', until: null },
    }),
  },
  {
    door: 'POST /api/substitutions',
    ask: (n) => ({
      method: 'POST',
      url: '/api/substitutions',
      body: {
        for: people.kam.email,
        by: people.colleague.email,
        from: `203${String(n)}-01-01`,
        until: `203${String(n)}-01-08`,
        accounts: ['ZqMineCode'],
        reason: 'szabadság',
      },
    }),
    action: 'substitution.order',
    subject: /^substitution:\d+$/,
    detail: (n) => ({
      before: null,
      after: {
        for: id(people.kam.email),
        by: id(people.colleague.email),
        from: `203${String(n)}-01-01`,
        until: `203${String(n)}-01-08`,
        accounts: 1,
        confidential: false,
        personal: false,
      },
    }),
  },
  {
    door: 'PATCH /api/substitutions/:id',
    ask: (n) => ({
      method: 'PATCH',
      // The first that the row before ordered.
      url: '/api/substitutions/1',
      headers: ifMatch(n + 1),
      body: { until: `2030-01-0${String(6 - n)}` },
    }),
    action: 'substitution.change',
    subject: 'substitution:1',
    detail: (n) => ({
      before: { until: n === 0 ? '2030-01-08' : `2030-01-0${String(7 - n)}` },
      after: { until: `2030-01-0${String(6 - n)}` },
    }),
  },
  {
    door: 'GET /api/audit/entries.csv',
    ask: () => ({ method: 'GET', url: '/api/audit/entries.csv?record=account:ZqNobodysCode' }),
    action: 'export.audit',
    subject: 'audit:entries',
    detail: () => ({ rows: 0 }),
  },
];
