import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccountTrade } from '#app/web/account/account-trade.ts';
import { Outline } from '#app/web/account/outline.tsx';
import classes from '#app/web/account/account-page.module.css';
import type { DossierTabProps } from '#app/web/account/dossier-tab.ts';
import { useSession } from '#platform/web/session.ts';
import { ChipRow } from '#platform/web/ui/chip.tsx';
import { EmptyState, Loading, Problem } from '#platform/web/ui/states.tsx';
import { AccountFacts, GroupMembers } from '#slices/accounts/web/account-facts.tsx';
import { GroupTree } from '#slices/accounts/web/group-tree.tsx';
import { MergedSection } from '#slices/accounts/web/merged-section.tsx';
import { ProspectSection } from '#slices/accounts/web/prospect-section.tsx';
import { AsOfChip, PeriodChip } from '#slices/portfolio/web/period-chips.tsx';
import type { PeriodChoice } from '#slices/portfolio/web/period-choice.ts';
import { SalesByMonth } from '#slices/sales/web/sales-by-month.tsx';
import { SalesByProduct } from '#slices/sales/web/sales-by-product.tsx';
import { SalesFigures } from '#slices/sales/web/sales-figures.tsx';

/** What the account buys and how that changes; who it is. */
export function OverviewTab({ reply }: DossierTabProps): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/accounts/$accountId' });
  const { account, members, prospect } = reply;
  const accountId = String(account.id);
  const { sales, error, retry } = useAccountTrade(accountId, search);
  const choose = (choice: PeriodChoice): void =>
    void navigate({
      to: '/accounts/$accountId',
      params: { accountId },
      search: { ...choice, ...(search.list === undefined ? {} : { list: search.list }) },
      replace: true,
      resetScroll: false,
    });
  const neverSold = sales !== undefined && sales.firstSale === null;
  return (
    <>
      {!can('sales.read') || neverSold ? null : (
        <ChipRow>
          <PeriodChip choice={search} shown={sales?.period ?? null} onChoose={choose} />
          <AsOfChip choice={search} onChoose={choose} />
        </ChipRow>
      )}
      {!can('sales.read') ? null : error ? (
        <Problem error={error} title={t('accounts.failed-sales')} onRetry={retry} />
      ) : sales === undefined ? (
        <Loading label={t('accounts.loading')}>
          <Outline />
        </Loading>
      ) : neverSold ? (
        account.stage === 'client' && <EmptyState>{t('accounts.never-sold')}</EmptyState>
      ) : (
        <>
          <SalesFigures sales={sales} />
          <SalesByMonth sales={sales} />
        </>
      )}
      <div className={classes.columns}>
        <div>
          {prospect ? <ProspectSection account={account} prospect={prospect} /> : null}
          {sales && !neverSold ? <SalesByProduct sales={sales} accountCode={account.code} /> : null}
        </div>
        <div>
          <AccountFacts reply={reply} />
          <GroupMembers account={account} members={members} />
          {account.group ? <GroupTree groupId={account.group.id} /> : null}
          <MergedSection merged={reply.merged} />
        </div>
      </div>
    </>
  );
}
