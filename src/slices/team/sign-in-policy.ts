import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { checkVersion } from '#platform/http/version.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { Role, SignInPolicy } from './contract.ts';
import { refusalOfConfirming } from './domain/second-factor.ts';
import type { Colleague } from './views.ts';

/** Of which roles the company wants a second factor. */
export async function signInPolicyOf(tx: Tx): Promise<SignInPolicy> {
  const row = await tx
    .selectFrom('team.sign_in_policy')
    .select(['second_factor_roles', 'version'])
    .executeTakeFirstOrThrow();
  // The check of the table holds them to the roles of the contract.
  return { secondFactorRoles: row.second_factor_roles as Role[], version: row.version };
}

/**
 * Sets it. Whoever then lacks a second factor sets one up at her next request.
 * @throws ProblemError 412 `version-stale`
 */
export async function setSignInPolicy(tx: Tx, roles: readonly Role[], seenVersion: number): Promise<SignInPolicy> {
  const before = await tx
    .selectFrom('team.sign_in_policy')
    .select(['second_factor_roles', 'version'])
    .forUpdate()
    .executeTakeFirstOrThrow();
  checkVersion(before.version, seenVersion);
  const after = [...new Set(roles)].sort();
  await tx
    .updateTable('team.sign_in_policy')
    .set({ second_factor_roles: after, version: before.version + 1 })
    .execute();
  await record(tx, 'sign-in.policy', 'company:1', {
    before: { secondFactorRoles: before.second_factor_roles },
    after: { secondFactorRoles: after },
  });
  return { secondFactorRoles: after, version: before.version + 1 };
}

/** Somebody who administers asks that a colleague's lost second factor be taken away. The newest reason stands. */
export async function askForFactorReset(
  tx: Tx,
  person: Colleague,
  asked: { readonly by: number; readonly reason: string; readonly at: number },
): Promise<void> {
  if (asked.by === person.id) throw new ProblemError(409, 'reset-second-person');
  const row = { asked_by: asked.by, reason: asked.reason, asked_at: new Date(asked.at).toISOString() };
  await tx
    .insertInto('team.second_factor_reset')
    .values({ person_id: person.id, ...row })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
    .execute();
  await record(tx, 'person.second-factor-reset-ask', `person:${String(person.id)}`, { reason: asked.reason });
}

/**
 * The second one confirms; or the host alone, who is named null.
 * @throws ProblemError 409 `reset-not-asked`, `reset-too-old`, `reset-second-person`
 */
export async function confirmFactorReset(tx: Tx, person: Colleague, by: number | null, now: number): Promise<void> {
  const row = await tx
    .deleteFrom('team.second_factor_reset')
    .where('person_id', '=', person.id)
    .returning(['asked_by', 'reason', 'asked_at'])
    .executeTakeFirst();
  if (by !== null) {
    const request = row ? { personId: person.id, askedBy: row.asked_by, askedAt: Date.parse(row.asked_at) } : null;
    const refusal = refusalOfConfirming(request, by, now);
    if (refusal !== null) throw new ProblemError(409, refusal);
  }
  await record(tx, 'person.second-factor-reset', `person:${String(person.id)}`, {
    askedBy: row?.asked_by ?? null,
    reason: row?.reason ?? null,
  });
}
