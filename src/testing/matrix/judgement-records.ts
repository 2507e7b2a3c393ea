import { expect } from 'vitest';
import type { Recorded } from './dossier-records.ts';
import type { World } from './world.ts';

const account = (world: World): string => `/api/accounts/${String(world.accountId('mine'))}`;
const years = (n: number) => [{ contribution: String(1000 + n), investment: '500', staying: 1 }];
const criteria = (n: number) => [[1, 'segment-leadership', 'attractiveness', 'growth', 60 + n], [4, 'reliable-partner', 'strength', 'harmony', 40 - n]] as const; // prettier-ignore
const edges = { attractivenessEdge: 5, strengthEdge: 5, proposedFrom: 80 };
const acts = ['confirm', 'retire', 'nominate'];
const removed = ['mineToo', 'colleagues', 'sister'] as const;
const tiers = ['nominated', 'key', 'retired', 'nominated'];

/** What judging and deciding leaves in the chain. */
export const judgementRecords = (worldOf: () => World): readonly Recorded[] => [
  {
    door: 'PUT /api/portfolio/score-card',
    ask: (n) => ({
      method: 'PUT',
      url: '/api/portfolio/score-card',
      body: { criteria: criteria(n).map(([id, , axis, part, weight]) => ({ id, axis, part, weight })), ...edges },
    }),
    action: 'portfolio.score-card',
    subject: /^score-card:\d+$/,
    detail: (n) => ({
      before: expect.objectContaining({ proposedFrom: n === 0 ? 75 : 80 }) as unknown,
      after: {
        criteria: criteria(n).map(([, criterion, axis, part, weight]) => ({ criterion, axis, part, weight })),
        ...edges,
      },
    }),
  },
  {
    door: 'PUT /api/accounts/:id/scores',
    ask: (n) => ({
      method: 'PUT',
      url: `${account(worldOf())}/scores`,
      body: { scores: [{ criterion: 4, value: n + 1, reason: 'mert' }] },
    }),
    action: 'account.score',
    subject: 'account:ZqMineCode',
    detail: (n) => ({ before: { 'reliable-partner': n === 0 ? null : n }, after: { 'reliable-partner': n + 1 } }),
  },
  {
    door: 'POST /api/accounts/:id/scenarios',
    ask: (n) => ({
      method: 'POST',
      url: `${account(worldOf())}/scenarios`,
      body: { name: `Terv ${String(n)}`, rate: 0, years: years(n) },
    }),
    action: 'account.scenario',
    subject: 'account:ZqMineCode',
    detail: (n) => ({
      before: null,
      after: { id: expect.any(Number) as unknown, name: `Terv ${String(n)}`, rate: 0, npv: String(500 + n) },
    }),
  },
  {
    door: 'PUT /api/accounts/:id/scenarios/:scenarioId',
    ask: (n) => ({
      method: 'PUT',
      url: `${account(worldOf())}/scenarios/${String(worldOf().scenarioId('mine'))}`,
      body: { name: `Új ${String(n)}`, rate: 0, years: years(n) },
    }),
    action: 'account.scenario',
    subject: 'account:ZqMineCode',
    detail: (n) => ({
      before: expect.objectContaining({ name: n === 0 ? 'ZqMineScenario' : `Új ${String(n - 1)}` }) as unknown,
      after: { id: worldOf().scenarioId('mine'), name: `Új ${String(n)}`, rate: 0, npv: String(500 + n) },
    }),
  },
  {
    door: 'DELETE /api/accounts/:id/scenarios/:scenarioId',
    ask: (n) => ({
      method: 'DELETE',
      url: `/api/accounts/${String(worldOf().accountId(removed[n] ?? 'mine'))}/scenarios/${String(worldOf().scenarioId(removed[n] ?? 'mine'))}`,
    }),
    action: 'account.scenario',
    subject: /^account:Zq\w+Code$/,
    detail: (n) => ({
      before: expect.objectContaining({ id: worldOf().scenarioId(removed[n] ?? 'mine') }) as unknown,
      after: null,
    }),
  },
  {
    door: 'PUT /api/account-codes/:code/decision',
    ask: (n) => ({
      method: 'PUT',
      url: '/api/account-codes/ZqMineCode/decision',
      body: { act: acts[n], reason: `ok ${String(n)}` },
    }),
    action: 'account.decide',
    subject: 'account:ZqMineCode',
    detail: (n) => ({
      act: acts[n],
      before: tiers[n],
      after: tiers[n + 1],
      on: '2026-03-02',
      reason: `ok ${String(n)}`,
    }),
  },
];
