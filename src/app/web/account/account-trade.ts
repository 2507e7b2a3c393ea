import { useQuery } from '@tanstack/react-query';
import { addDays, parseDay } from '#kernel/day.ts';
import type { Period } from '#kernel/period.ts';
import { useSession } from '#platform/web/session.ts';
import { needsAvailable, periodOf, type PeriodChoice } from '#slices/portfolio/web/period-choice.ts';
import type { AccountSales } from '#slices/sales/contract.ts';
import { accountSalesQuery } from '#slices/sales/web/account-sales.ts';

interface AccountTrade {
  readonly sales: AccountSales | undefined;
  readonly error: unknown;
  readonly retry: () => void;
}

/** From the account's first sale to the day after its last. */
function availableOf(sales: AccountSales | undefined): Period | null {
  const first = parseDay(sales?.firstSale ?? '');
  const last = parseDay(sales?.lastSale ?? '');
  return first && last ? { from: first, to: addDays(last, 1) } : null;
}

/** What the account bought in the chosen period. A period in words is told from the account's own first and last sale. */
export function useAccountTrade(accountId: string, choice: PeriodChoice): AccountTrade {
  const { can, today } = useSession();
  const isAllowed = can('sales.read');
  const needsBase = needsAvailable(choice);
  const base = useQuery({ ...accountSalesQuery(accountId, null), enabled: isAllowed && needsBase });
  const now = parseDay(today);
  const period = now && periodOf(choice, now, availableOf(base.data));
  const { data, error, refetch } = useQuery({
    ...accountSalesQuery(accountId, period),
    enabled: isAllowed && !(needsBase && base.isPending),
  });
  return { sales: data, error: base.error ?? error, retry: () => void refetch() };
}
