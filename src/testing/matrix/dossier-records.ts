import { expect } from 'vitest';
import type { Ask } from '../actor.ts';
import { people } from '../house.ts';
import { seen } from './calls.ts';
import { markerOf, type ThingName, type World } from './world.ts';

const removed: readonly ThingName[] = ['mineToo', 'colleagues', 'sister'];
const needs = (value: string | null) => ({ topic: 'needs', class: 'internal', value });

/** A command with what it leaves in the audit chain; the nth of three tries. */
export interface Recorded {
  readonly door: string;
  readonly ask: (n: number) => Ask;
  readonly action: string;
  readonly subject: string | RegExp;
  readonly detail: (n: number) => unknown;
  readonly isOfPersons?: boolean;
}

/** What the commands of the dossier leave in the chain. */
export const dossierRecords = (worldOf: () => World, id: (email: string) => number): readonly Recorded[] => [
  {
    door: 'POST /api/accounts/:id/facts',
    ask: (n) => ({
      method: 'POST',
      url: `/api/accounts/${String(worldOf().accountId('mine'))}/facts`,
      body: { topic: 'plans', value: `Terv ${String(n)}`, class: 'internal', source: 'x', knownOn: '2026-02-01' },
    }),
    action: 'fact.add',
    subject: /^account:Zq/,
    detail: (n) => ({
      fact: expect.any(Number) as number,
      before: null,
      after: { topic: 'plans', class: 'internal', value: `Terv ${String(n)}` },
    }),
  },
  {
    door: 'PATCH /api/facts/:id',
    ask: (n) =>
      seen(
        {
          method: 'PATCH',
          url: `/api/facts/${String(worldOf().factId('mine'))}`,
          body: { value: `Lánc ${String(n)}` },
        },
        n + 1,
      ),
    action: 'fact.change',
    subject: /^account:Zq/,
    detail: (n) => ({
      fact: worldOf().factId('mine'),
      before: needs(n === 0 ? 'ZqMineFact' : `Lánc ${String(n - 1)}`),
      after: needs(`Lánc ${String(n)}`),
    }),
  },
  {
    door: 'DELETE /api/facts/:id',
    ask: (n) => seen({ method: 'DELETE', url: `/api/facts/${String(worldOf().factId(removed[n] ?? 'mine'))}` }),
    action: 'fact.remove',
    subject: /^account:Zq/,
    detail: (n) => ({
      fact: worldOf().factId(removed[n] ?? 'mine'),
      before: needs(markerOf(removed[n] ?? 'mine', 'fact')),
      after: null,
    }),
  },
  {
    door: 'POST /api/facts/:id/restore',
    ask: (n) => ({
      method: 'POST',
      url: `/api/facts/${String(worldOf().factId(removed[n] ?? 'mine'))}/restore`,
      body: {},
    }),
    action: 'fact.restore',
    subject: /^account:Zq/,
    detail: (n) => ({
      fact: worldOf().factId(removed[n] ?? 'mine'),
      before: null,
      after: needs(markerOf(removed[n] ?? 'mine', 'fact')),
    }),
  },
  {
    door: 'POST /api/accounts/:id/looks',
    ask: () => ({
      method: 'POST',
      url: `/api/accounts/${String(worldOf().accountId('mine'))}/looks`,
      body: { class: 'confidential', purpose: 'other', reason: 'ár' },
    }),
    action: 'fact.look',
    subject: /^account:Zq/,
    detail: () => ({ class: 'confidential', purpose: 'other', reason: 'ár', facts: 1 }),
  },
  {
    door: 'POST /api/accounts/:id/grants',
    ask: () => ({
      method: 'POST',
      url: `/api/accounts/${String(worldOf().accountId('mine'))}/grants`,
      body: { reason: 'ajándék', until: '2026-06-01' },
    }),
    action: 'grant.ask',
    subject: /^account:Zq/,
    detail: () => ({
      grant: expect.any(Number) as number,
      person: id(people.director.email),
      class: 'personal',
      until: '2026-06-01',
      reason: 'ajándék',
    }),
    isOfPersons: true,
  },
  {
    door: 'PUT /api/grants/:id/decision',
    ask: () =>
      seen({
        method: 'PUT',
        url: `/api/grants/${String(worldOf().grantId)}/decision`,
        body: { given: true, reason: 'rendben' },
      }),
    action: 'grant.decide',
    subject: /^account:Zq/,
    detail: () => ({
      grant: worldOf().grantId,
      person: id(people.kam.email),
      class: 'personal',
      before: 'asked',
      after: 'given',
      reason: 'rendben',
    }),
    isOfPersons: true,
  },
  {
    door: 'POST /api/accounts/:id/notes',
    ask: () => ({
      method: 'POST',
      url: `/api/accounts/${String(worldOf().accountId('mine'))}/notes`,
      body: { text: 'Hívjuk fel', mentions: [id(people.kam.email)] },
    }),
    action: 'note.add',
    subject: /^account:Zq/,
    detail: () => ({ note: expect.any(Number) as number, mentions: [id(people.kam.email)] }),
  },
  {
    door: 'POST /api/accounts/:id/attachments',
    ask: (n) => ({
      method: 'POST',
      url: `/api/accounts/${String(worldOf().accountId('mine'))}/attachments?name=..%2Fterv${String(n)}.txt`,
      headers: { 'content-type': 'application/octet-stream' },
      body: 'abc',
    }),
    action: 'file.add',
    subject: /^account:Zq/,
    detail: (n) => ({
      file: expect.any(Number) as number,
      name: `terv${String(n)}.txt`,
      // SHA-256 of "abc", FIPS 180-2, B.1.
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    }),
  },
  {
    door: 'GET /api/attachments/:id/content',
    ask: () => ({ method: 'GET', url: `/api/attachments/${String(worldOf().fileId('mine'))}/content` }),
    action: 'file.fetch',
    subject: /^account:Zq/,
    detail: () => ({ file: worldOf().fileId('mine') }),
  },
  {
    door: 'DELETE /api/attachments/:id',
    ask: (n) => seen({ method: 'DELETE', url: `/api/attachments/${String(worldOf().fileId(removed[n] ?? 'mine'))}` }),
    action: 'file.remove',
    subject: /^account:Zq/,
    detail: (n) => ({ file: worldOf().fileId(removed[n] ?? 'mine') }),
  },
  {
    door: 'POST /api/attachments/:id/restore',
    ask: (n) => ({
      method: 'POST',
      url: `/api/attachments/${String(worldOf().fileId(removed[n] ?? 'mine'))}/restore`,
      body: {},
    }),
    action: 'file.restore',
    subject: /^account:Zq/,
    detail: (n) => ({ file: worldOf().fileId(removed[n] ?? 'mine') }),
  },
];
