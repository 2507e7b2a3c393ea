import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { availablePeriod, chosenPeriod, foundedCompany, lastTwelveMonths } from '#slices/sales/public.ts';
import type { Period } from '#kernel/period.ts';
import type { KeyAccountsReply, Policy } from './contract.ts';
import { place, scopeOf, type Placed } from './key-accounts.ts';
import { policyInForce, soldByAccount } from './views.ts';

/** The accounts that the actor sees, ranked by net revenue, each for itself. */
interface UsualRanking {
  readonly scope: KeyAccountsReply['scope'];
  readonly currency: string;
  readonly policy: Policy;
  /** Null before anything was sold. */
  readonly period: Period | null;
  readonly placed: readonly Placed[];
}

/**
 * The ranking that decisions go by: the last twelve whole months, or the days that are asked for.
 * @throws ProblemError 400 `period-order`
 */
export async function usualRanking(
  tx: Tx,
  actor: Actor,
  wanted: { readonly from?: string | undefined; readonly to?: string | undefined } = {},
): Promise<UsualRanking> {
  const { currency } = await foundedCompany(tx);
  const { policy } = await policyInForce(tx);
  const scope = await scopeOf(tx, actor);
  const available = await availablePeriod(tx);
  if (!available) return { scope, currency, policy, period: null, placed: [] };
  const period = chosenPeriod(wanted, lastTwelveMonths(available));
  const rows = await soldByAccount(tx, { period, goodsOnly: false, by: 'account' });
  return {
    scope,
    currency,
    policy,
    period,
    placed: place(
      rows.filter((row) => row.key !== '0'),
      'net',
      policy,
    ),
  };
}
