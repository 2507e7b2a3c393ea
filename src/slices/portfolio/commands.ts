import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { Policy } from './contract.ts';
import { policyInForce } from './views.ts';

/**
 * Sets by which figures accounts are proposed as key; the former policy stays on record.
 * @throws ProblemError 422 `class-edges` when B does not end above A
 */
export async function setPolicy(tx: Tx, actor: Actor, policy: Policy): Promise<void> {
  if (policy.classB <= policy.classA) throw new ProblemError(422, 'class-edges');
  const { policy: before } = await policyInForce(tx);
  await sql`
    insert into portfolio.policy (share_threshold, first_accounts, stand_out, class_a, class_b, changed_by)
    values (${policy.shareThreshold}, ${policy.firstAccounts}, ${policy.standOut}, ${policy.classA}, ${policy.classB}, ${actor.personId})`.execute(
    tx,
  );
  await record(tx, 'portfolio.policy', 'policy:1', { before, after: policy });
}
