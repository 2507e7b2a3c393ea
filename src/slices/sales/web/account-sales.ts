import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '#platform/web/api.ts';
import type { AccountSales } from '#slices/sales/contract.ts';

/** What one account bought in half-open days; without them the twelve whole months up to its last sale. */
export const accountSalesQuery = (accountId: string, period: { readonly from: string; readonly to: string } | null) =>
  queryOptions({
    queryKey: ['account-sales', accountId, period],
    queryFn: ({ signal }) =>
      api.get<AccountSales>(`/api/accounts/${encodeURIComponent(accountId)}/sales`, {
        query: { from: period?.from, to: period?.to },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
