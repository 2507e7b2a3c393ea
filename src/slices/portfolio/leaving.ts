import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { accountById } from '#slices/accounts/public.ts';
import { toDecimal } from '#kernel/money.ts';
import type { Period } from '#kernel/period.ts';
import type { Leaving } from './decision-contract.ts';
import { curvePoints } from './domain/curve.ts';
import { shareOfPositive, withoutAccount } from './domain/leaving.ts';
import { marginOf, type Placed } from './key-accounts.ts';
import { usualRanking } from './usual-ranking.ts';
import { productsOf } from './views.ts';

const shownProducts = 12;

/**
 * What would be left if this account left: of revenue, margin and concentration, for the people whose portfolio hangs on it and
 * the products that live on it. Every figure is of the accounts that the actor sees.
 * @throws ProblemError 404 `not-found`; 400 `period-order`; 409 `nothing-sold` when it brought nothing in the period
 */
export async function leaving(
  tx: Tx,
  actor: Actor,
  id: number,
  wanted: { readonly from?: string | undefined; readonly to?: string | undefined },
): Promise<Leaving> {
  const account = await accountById(tx, id);
  if (!account) throw notFound();
  const { scope, currency, policy, period, placed } = await usualRanking(tx, actor, wanted);
  const left = withoutAccount(placed, (item) => item.key === String(id), policy);
  const gone = placed.find((one) => one.item.key === String(id));
  if (!left || !gone || !period) throw new ProblemError(409, 'nothing-sold');
  const margins = placed.reduce((sum, one) => sum + marginOf(one.item), 0n);
  const showsMargin = actor.abilities.has('margin.read') && gone.item.costedNet !== 0n;
  const points = (ranked: readonly Placed[], edge: number | null) =>
    curvePoints(ranked, edge).map((one) => ({ rank: one.rank, share: one.cumulativeShare ?? 0 }));
  return {
    scope,
    period,
    currency,
    net: toDecimal(gone.item.net, currency),
    margin: showsMargin ? toDecimal(marginOf(gone.item), currency) : null,
    netShare: gone.share,
    marginShare: showsMargin ? shareOfPositive(marginOf(gone.item), margins) : null,
    accounts: placed.length,
    before: left.concentrationBefore,
    after: left.concentrationAfter,
    curve: {
      before: points(left.before, left.concentrationBefore.accountsTo80),
      after: points(left.after, left.concentrationAfter.accountsTo80),
    },
    people: await peopleOn(tx, actor, account.owner?.id ?? null, placed, gone.item.net),
    products: await productsOn(tx, id, period, currency),
  };
}

/**
 * The owner, and everybody above her, with the part of their revenue that this account is. Of people whose accounts the actor
 * sees only in part nothing is said, for it would be wrong.
 */
async function peopleOn(
  tx: Tx,
  actor: Actor,
  ownerId: number | null,
  placed: readonly Placed[],
  net: bigint,
): Promise<Leaving['people']> {
  if (ownerId === null) return [];
  const { rows } = await sql<{ id: number; name: string; accounts: number[] }>`
    with recursive above as (
      select person_id, reports_to, 0 as steps from team.line person where person_id = ${ownerId}
      union all
      select person.person_id, person.reports_to, above.steps + 1
      from above join team.line person on person.person_id = above.reports_to where above.steps < 50
    ), below as (
      select person_id as top, person_id from above
      union all
      select below.top, person.person_id from below join team.line person on person.reports_to = below.person_id
    )
    select above.person_id as id, person.name,
      (select coalesce(array_agg(account_id), '{}') from accounts.account join below on below.person_id = account.owner_id
        where below.top = above.person_id) as accounts
    from above join team.person using (person_id)
    where ${actor.seesAll}::boolean or ${actor.personId}::int in (
      with recursive seen as (
        select above.person_id, above.reports_to
        union all select person.person_id, person.reports_to from seen join team.line person on person.person_id = seen.reports_to
      ) select person_id from seen)
    order by above.steps`.execute(tx);
  const netOf = new Map(placed.map((one) => [Number(one.item.key), one.item.net]));
  return rows.map(({ id, name, accounts }) => ({
    id,
    name,
    isOwner: id === ownerId,
    accounts: accounts.length,
    share: shareOfPositive(
      net,
      accounts.reduce((sum, account) => sum + (netOf.get(account) ?? 0n), 0n),
    ),
  }));
}

async function productsOn(tx: Tx, id: number, period: Period, currency: string): Promise<Leaving['products']> {
  const found = await productsOf(tx, id, period, shownProducts);
  return found.map(({ code, name, net, total }) => ({
    code,
    name,
    net: toDecimal(net, currency),
    share: shareOfPositive(net, total),
  }));
}
