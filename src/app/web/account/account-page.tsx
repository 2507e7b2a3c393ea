import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccountTrade } from '#app/web/account/account-trade.ts';
import classes from '#app/web/account/account-page.module.css';
import { rememberAccount } from '#app/web/recent.ts';
import { ApiProblem } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { ChipRow } from '#platform/web/ui/chip.tsx';
import { Page, type Crumb } from '#platform/web/ui/page.tsx';
import { EmptyState, Loading, Problem, Skeleton } from '#platform/web/ui/states.tsx';
import { AccountFacts, AccountLine, GroupMembers } from '#slices/accounts/web/account-facts.tsx';
import { accountQuery, type AccountReply } from '#slices/accounts/web/accounts.ts';
import { AsOfChip, PeriodChip } from '#slices/portfolio/web/period-chips.tsx';
import type { PeriodChoice } from '#slices/portfolio/web/period-choice.ts';
import { SalesByMonth } from '#slices/sales/web/sales-by-month.tsx';
import { SalesByProduct } from '#slices/sales/web/sales-by-product.tsx';
import { SalesFigures } from '#slices/sales/web/sales-figures.tsx';

/** One account: who it is, what it buys, and how that changes. */
export function AccountPage(): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  if (can('accounts.read')) return <OneAccount />;
  return (
    <Page place={t('accounts.account')}>
      <EmptyState>{t('accounts.locked')}</EmptyState>
    </Page>
  );
}

function OneAccount(): ReactNode {
  const { t } = useTranslation();
  const { person, can } = useSession();
  const { accountId } = useParams({ from: '/shell/accounts/$accountId' });
  const { list } = useSearch({ from: '/shell/accounts/$accountId' });
  const { data, error, refetch } = useQuery(accountQuery(accountId));
  const account = data?.account;
  useEffect(() => {
    if (account) rememberAccount(person.id, { id: account.id, name: account.name, town: account.town });
  }, [account, person.id]);

  const crumb: Crumb =
    list === 'key' && can('portfolio.read')
      ? { label: t('key-accounts.place'), link: { to: '/key-accounts' } }
      : { label: t('accounts.place'), link: { to: '/accounts' } };
  // An address that is no number leads nowhere, too; the server answers it with 400.
  const isMissing = error instanceof ApiProblem && (error.status === 404 || error.status === 400);
  return (
    <Page place={account?.name ?? t(isMissing ? 'accounts.missing' : 'accounts.account')} crumbs={[crumb]}>
      {data ? (
        <Dossier key={accountId} reply={data} accountId={accountId} />
      ) : isMissing ? (
        <EmptyState action={<Action label={t('accounts.to-all')} link={{ to: '/accounts' }} />}>
          {t('accounts.missing-text')}
        </EmptyState>
      ) : error ? (
        <Problem error={error} title={t('accounts.failed-one')} onRetry={() => void refetch()} />
      ) : (
        <Loading label={t('accounts.loading')}>
          <Outline />
        </Loading>
      )}
    </Page>
  );
}

function Dossier({ reply, accountId }: { readonly reply: AccountReply; readonly accountId: string }): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/accounts/$accountId' });
  const { sales, error, retry } = useAccountTrade(accountId, search);
  const { account, members } = reply;
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
      <div className={classes.line}>
        <AccountLine account={account} />
      </div>
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
        <EmptyState>{t('accounts.never-sold')}</EmptyState>
      ) : (
        <>
          <SalesFigures sales={sales} />
          <SalesByMonth sales={sales} />
        </>
      )}
      <div className={classes.columns}>
        <div>{sales && !neverSold ? <SalesByProduct sales={sales} /> : null}</div>
        <div>
          <AccountFacts account={account} />
          <GroupMembers account={account} members={members} />
        </div>
      </div>
    </>
  );
}

/** Figures and the picture in grey, where they will stand. */
function Outline(): ReactNode {
  return (
    <div className={classes.outline}>
      <Skeleton width="60%" height="3.25rem" />
      <Skeleton height="18rem" />
    </div>
  );
}
