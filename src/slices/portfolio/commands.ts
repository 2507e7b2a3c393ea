import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { checkVersion } from '#platform/http/version.ts';
import type { Policy } from './contract.ts';
import { policyInForce } from './views.ts';

/**
 * Sets by which figures accounts are proposed as key; the former policy stays on record.
 * @throws ProblemError 412 `version-stale`; 422 `class-edges` when B does not end above A
 */
export async function setPolicy(tx: Tx, actor: Actor, policy: Policy, seenVersion: number): Promise<void> {
  if (policy.classB <= policy.classA) throw new ProblemError(422, 'class-edges');
  const { policy: before, version } = await policyInForce(tx);
  checkVersion(version, seenVersion);
  const written = await sql`
    insert into portfolio.policy (share_threshold, first_accounts, stand_out, class_a, class_b, changed_by, version)
    values (${policy.shareThreshold}, ${policy.firstAccounts}, ${policy.standOut}, ${policy.classA}, ${policy.classB}, ${actor.personId}, ${version + 1})
    on conflict (version) do nothing`.execute(tx);
  // Somebody who saw the same one was faster by a moment.
  if (written.numAffectedRows === 0n) checkVersion(version + 1, version);
  await record(tx, 'portfolio.policy', 'policy:1', { before, after: policy });
}
