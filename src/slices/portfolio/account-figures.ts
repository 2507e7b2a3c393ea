import { sql } from 'kysely';
import type { FigureSource } from '#slices/accounts/public.ts';
import { availablePeriod, foundedCompany, lastTwelveMonths } from '#slices/sales/public.ts';
import { decimalsOf } from '#kernel/money.ts';
import { yearBeforeOf } from './domain/comparison.ts';
import { policyInForce, sold, trendsOf } from './views.ts';

/**
 * What a list of accounts shows of the ledger: the last twelve whole months that the actor sees, as the ranking of the key
 * accounts has them by itself, all kinds of products.
 */
export const accountFigures: FigureSource = async (tx) => {
  const available = await availablePeriod(tx);
  if (available === null) return null;
  const { currency } = await foundedCompany(tx);
  const { policy } = await policyInForce(tx);
  const period = lastTwelveMonths(available);
  const yearBefore = yearBeforeOf(period, available);
  const unit = 10 ** decimalsOf(currency);
  return {
    period,
    currency,
    sold: sold(period, false),
    soldBefore: yearBefore ? sold(yearBefore, false) : null,
    documents: sql`select account_id, day from sales.document`,
    edges: { a: policy.classA, b: policy.classB },
    async trends(asked, ids) {
      const found = await trendsOf(asked, ids.map(String), period.to, false);
      return new Map([...found].map(([id, months]) => [Number(id), months.map((net) => Number(net) / unit)]));
    },
  };
};
