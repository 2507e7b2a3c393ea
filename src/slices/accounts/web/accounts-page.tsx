import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRowsSoFar } from '#platform/web/paged-rows.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Unknown } from '#platform/web/ui/figures.tsx';
import { Page } from '#platform/web/ui/page.tsx';
import { SearchField } from '#platform/web/ui/search-field.tsx';
import { EmptyState, Problem } from '#platform/web/ui/states.tsx';
import type { Column } from '#platform/web/ui/table/column.ts';
import { DataTable } from '#platform/web/ui/table/data-table.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { Account } from '#slices/accounts/contract.ts';
import { useAccounts } from '#slices/accounts/web/accounts.ts';
import classes from '#slices/accounts/web/accounts.module.css';
import { OwnerDialog } from '#slices/accounts/web/owner-dialog.tsx';

/** All accounts that the person sees, by name (design, screen K). */
export function AccountsPage(): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  if (can('accounts.read')) return <AccountList />;
  return (
    <Page place={t('accounts.place')}>
      <EmptyState>{t('accounts.locked')}</EmptyState>
    </Page>
  );
}

function AccountList(): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  const { search } = useSearch({ from: '/shell/accounts' });
  const navigate = useNavigate();
  const [changing, setChanging] = useState<Account | null>(null);
  const list = useAccounts(search);
  const { accounts, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const columns = useColumns(can('accounts.assign') ? setChanging : null);
  const rows = useRowsSoFar<Account>(accounts, hasNextPage);
  const searchFor = (text: string): void =>
    void navigate({ to: '/accounts', search: text === '' ? {} : { search: text }, replace: true, resetScroll: false });
  return (
    <Page
      place={t('accounts.place')}
      beside={list.isPending ? null : <Count count={accounts.length} isOpen={hasNextPage} />}
    >
      <div className={classes.tools}>
        <SearchField label={t('accounts.search')} value={search ?? ''} onSearch={searchFor} />
      </div>
      {list.error ? (
        <Problem error={list.error} title={t('accounts.failed')} onRetry={() => void list.refetch()} />
      ) : (
        <DataTable
          label={t('accounts.place')}
          columns={columns}
          rows={rows}
          rowId={(account) => account.id}
          phoneRow={(account) => ({
            subject: account.name,
            figure: <span className="k-small k-ink3">{account.code}</span>,
            qualifier: [account.town ?? account.country, account.group?.name].filter(Boolean).join(' · '),
            state: account.owner?.name,
          })}
          rowLink={(account) => ({ to: '/accounts/$accountId', params: { accountId: String(account.id) } })}
          onNeedRows={() => {
            if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
          }}
          isOpenEnded={hasNextPage}
          isSortedByServer
          isLoading={list.isPending}
          isBleeding
          empty={<Nothing search={search} onClear={() => searchFor('')} />}
        />
      )}
      <OwnerDialog account={changing} onClose={() => setChanging(null)} />
    </Page>
  );
}

function Count({ count, isOpen }: { readonly count: number; readonly isOpen: boolean }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return isOpen ? t('accounts.more-than', { figure: format.number(count) }) : t('accounts.count', { count });
}

function useColumns(change: ((account: Account) => void) | null): readonly Column<Account>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('accounts.account'),
        width: 280,
        grow: 2,
        isSticky: true,
        isSubject: true,
        cell: (account) => account.name,
      },
      {
        id: 'code',
        header: t('accounts.code'),
        width: 120,
        cell: (account) => <span className="k-ink2">{account.code}</span>,
      },
      {
        id: 'town',
        header: t('accounts.town'),
        width: 140,
        grow: 1,
        cell: (account) => account.town ?? account.country ?? <Unknown />,
      },
      {
        id: 'group',
        header: t('accounts.group'),
        width: 180,
        grow: 1,
        cell: (account) =>
          account.group === null ? null : (
            <>
              {account.group.name}{' '}
              <span className="k-small k-ink3">{t('accounts.members', { count: account.group.members })}</span>
            </>
          ),
      },
      { id: 'kind', header: t('accounts.kind'), width: 150, cell: (account) => account.kind ?? <Unknown /> },
      {
        id: 'owner',
        header: t('accounts.owner'),
        width: 160,
        cell: (account) =>
          change === null ? (
            (account.owner?.name ?? <Unknown />)
          ) : (
            <button
              type="button"
              tabIndex={-1}
              className={classes.change}
              aria-haspopup="dialog"
              aria-label={t('owner.change-of', {
                account: account.name,
                owner: account.owner?.name ?? t('owner.nobody'),
              })}
              onClick={() => change(account)}
            >
              {account.owner?.name ?? t('owner.nobody')}
            </button>
          ),
      },
    ],
    [t, change],
  );
}

function Nothing({
  search,
  onClear,
}: {
  readonly search: string | undefined;
  readonly onClear: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { can, sight } = useSession();
  if (search !== undefined) {
    return (
      <EmptyState action={<Action label={t('accounts.clear')} onClick={onClear} />}>
        {t('accounts.nothing-found', { search })}
      </EmptyState>
    );
  }
  if (sight !== 'company') return <EmptyState>{t('accounts.none-yours')}</EmptyState>;
  return (
    <EmptyState
      action={
        can('sales.import') ? <Action kind="primary" label={t('accounts.import')} link={{ to: '/import' }} /> : null
      }
    >
      {t('accounts.none')}
    </EmptyState>
  );
}
