import type { AccountDecision, DecisionsReply } from '#slices/portfolio/decision-contract.ts';
import { RefusedError, type Client } from '../client.ts';
import { print, printJson, printTable } from './output.ts';

/** What can be decided from the command line. */
export type DecisionCommand = 'nominate' | 'confirm' | 'decline' | 'retire';

interface DecisionOptions {
  readonly reason: string;
  readonly on?: string;
  readonly handOver?: string;
  readonly to?: string;
  readonly json?: boolean;
}

const words = {
  none: 'not decided about',
  nominated: 'nominated',
  key: 'key',
  watch: 'watched',
  declined: 'declined',
  retired: 'retired',
} as const;

/** `kulcs nominate|confirm|decline|retire ACCOUNT`. @throws RefusedError */
export async function decideOn(
  client: Client,
  act: DecisionCommand,
  code: string,
  { reason, on, handOver, to, json }: DecisionOptions,
): Promise<void> {
  if (to !== undefined && handOver === undefined) {
    throw new RefusedError('hand-over-empty', 'Say what is handed over: --hand-over "…"');
  }
  const decided = await client.request<AccountDecision>(
    'PUT',
    `/api/account-codes/${encodeURIComponent(code)}/decision`,
    {
      act,
      reason,
      ...(on === undefined ? {} : { on }),
      ...(handOver === undefined ? {} : { handOver: { note: handOver, to: to ?? null } }),
    },
  );
  if (json) printJson(decided);
  else
    print(`${decided.account.name} (${decided.account.code}) is ${words[decided.tier]} since ${decided.since ?? '–'}.`);
}

/** `kulcs decisions`: where every account stood on a day, and why. @throws RefusedError */
export async function showDecisions(
  client: Client,
  { on, json }: { readonly on?: string; readonly json?: boolean },
): Promise<void> {
  const found = await client.request<DecisionsReply>(
    'GET',
    `/api/portfolio/decisions${on === undefined ? '' : `?on=${on}`}`,
  );
  if (json) return printJson(found);
  if (found.accounts.length === 0) return print(`Up to ${found.on} nothing was decided about any account.`);
  print(`At the end of ${found.on}`);
  printTable(
    ['code', 'name', 'tier', 'since', 'decided by', 'reason'],
    found.accounts.map(({ code, name, decision }) => [
      code,
      name,
      words[decision.tier],
      decision.on,
      decision.by ?? 'host',
      decision.reason,
    ]),
  );
}
