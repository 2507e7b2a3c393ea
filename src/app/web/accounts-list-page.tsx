import type { ReactNode } from 'react';
import { AccountsPage } from '#slices/accounts/web/accounts-page.tsx';
import type { TierCell } from '#slices/accounts/web/list-columns.tsx';
import { TierPill } from '#slices/portfolio/web/tier-pill.tsx';

const tierCell: TierCell = (tier, since) => <TierPill tier={tier} since={since} />;

/** The list of accounts, with the tier as the portfolio draws it. */
export function AccountsListPage(): ReactNode {
  return <AccountsPage tierCell={tierCell} />;
}
