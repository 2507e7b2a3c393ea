import { IconPlus } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf } from '#platform/web/api.ts';
import { useSavedViews } from '#platform/web/lists/saved-views.ts';
import { ViewTabs } from '#platform/web/lists/view-tabs.tsx';
import { useRowsSoFar } from '#platform/web/paged-rows.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { ChipRow } from '#platform/web/ui/chip.tsx';
import { Download } from '#platform/web/ui/download.tsx';
import { Money, Unknown } from '#platform/web/ui/figures.tsx';
import { Page } from '#platform/web/ui/page.tsx';
import { SearchField } from '#platform/web/ui/search-field.tsx';
import { EmptyState, Problem } from '#platform/web/ui/states.tsx';
import type { Sort } from '#platform/web/ui/table/column.ts';
import { ColumnChooser } from '#platform/web/ui/table/column-chooser.tsx';
import { SelectableTable } from '#platform/web/ui/table/selectable-table.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import { usePhone } from '#platform/web/viewport.ts';
import type { ListedAccount } from '#slices/accounts/contract.ts';
import { useAccounts } from '#slices/accounts/web/accounts.ts';
import { readAccountsSearch, type AccountsSearch } from '#slices/accounts/web/accounts-search.ts';
import classes from '#slices/accounts/web/accounts.module.css';
import { GroupDialog } from '#slices/accounts/web/group-dialog.tsx';
import { useListColumns, type TierCell } from '#slices/accounts/web/list-columns.tsx';
import { ListFilters } from '#slices/accounts/web/list-filters.tsx';
import {
  columnsOf,
  columnsText,
  filterCount,
  keptQuery,
  listQuery,
  offeredColumns,
  withoutFilters,
} from '#slices/accounts/web/list-view.ts';
import { OwnerDialog } from '#slices/accounts/web/owner-dialog.tsx';
import { ProspectDialog } from '#slices/accounts/web/prospect-dialog.tsx';
import { ProspectRoom } from '#slices/accounts/web/prospect-room.tsx';

/** All accounts that the person sees (design, screen K). */
export function AccountsPage({ tierCell }: { readonly tierCell: TierCell }): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  if (can('accounts.read')) return <AccountList tierCell={tierCell} />;
  return (
    <Page place={t('accounts.place')}>
      <EmptyState>{t('accounts.locked')}</EmptyState>
    </Page>
  );
}

const listName = 'accounts';
const nothing: readonly ListedAccount[] = [];

/** The view of the address, and the way to another one; at first the kept view that opens by itself, if there is one. */
function useView() {
  const search: AccountsSearch = useSearch({ from: '/shell/accounts' });
  const navigate = useNavigate();
  const views = useSavedViews(listName);
  const open = (next: AccountsSearch): void =>
    void navigate({ to: '/accounts', search: next, replace: true, resetScroll: false });
  const first = views?.find(({ isDefault }) => isDefault);
  const isPlain = Object.keys(search).length === 0;
  useEffect(() => {
    if (!isPlain || first === undefined) return;
    const kept = readAccountsSearch(Object.fromEntries(new URLSearchParams(first.query)));
    void navigate({ to: '/accounts', search: { ...kept, view: String(first.id) }, replace: true });
  }, [isPlain, first, navigate]);
  return { search, views: views ?? [], open };
}

function AccountList({ tierCell }: { readonly tierCell: TierCell }): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  const { search, views, open } = useView();
  const isPhone = usePhone();
  const list = useAccounts(listQuery(search));
  const { accounts, currency, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const [changing, setChanging] = useState<readonly ListedAccount[]>(nothing);
  const [picked, setPicked] = useState<ReadonlySet<string | number>>(new Set());
  const [bulk, setBulk] = useState<'owner' | 'group' | null>(null);
  const [isAdding, setAdding] = useState(false);
  const change = useCallback((account: ListedAccount) => setChanging([account]), []);
  const chosen = useMemo(
    () => columnsOf({ ...(search.columns === undefined ? {} : { columns: search.columns }) }),
    [search.columns],
  );
  const columns = useListColumns(chosen, currency, useOwnerCell(can('accounts.assign') ? change : null), tierCell);
  const rows = useRowsSoFar<ListedAccount>(accounts, hasNextPage);
  const pickedAccounts = accounts.filter(({ id }) => picked.has(id));
  const { columns: _columns, ...withoutColumns } = search;
  const sort = useMemo(() => sortOf(search.sort), [search.sort]);
  const setSort = ([by]: readonly Sort[]): void => {
    const { sort: _sort, ...rest } = search;
    open(by === undefined ? rest : { ...rest, sort: `${by.desc ? '-' : ''}${by.id}` });
  };
  const { search: _words, ...withoutWords } = search;
  return (
    <Page
      place={t('accounts.place')}
      beside={
        list.isPending ? null : (
          <>
            <Count count={accounts.length} isOpen={hasNextPage} />
            {' · '}
            <Link to="/accounts/orders">{t('order.place')}</Link>
            {can('accounts.edit') ? (
              <>
                {' · '}
                <Link to="/accounts/duplicates">{t('duplicates.open')}</Link>
              </>
            ) : null}
          </>
        )
      }
      secondary={
        <Download
          label={t('accounts.export')}
          href={addressOf('/api/accounts.xlsx', {
            ...listQuery(search),
            columns: chosen.filter((one) => one !== 'trend').join(),
          })}
        />
      }
      primary={
        <Action
          kind="primary"
          icon={IconPlus}
          label={t('prospect.add')}
          reason={can('accounts.prospect') ? undefined : t('prospect.add-not')}
          aria-haspopup="dialog"
          onClick={() => setAdding(true)}
        />
      }
    >
      <ViewTabs
        list={listName}
        views={views}
        openId={search.view === undefined ? null : Number(search.view)}
        query={keptQuery(search)}
        onOpen={(view) =>
          open(
            view === null
              ? { view: 'all' }
              : { ...readAccountsSearch(Object.fromEntries(new URLSearchParams(view.query))), view: String(view.id) },
          )
        }
      />
      <ChipRow
        end={
          isPhone ? undefined : (
            <ColumnChooser
              columns={offeredColumns({ margin: can('margin.read'), standing: can('portfolio.read') }).map((id) => ({
                id,
                label: t(`accounts.column-${id}`, { currency: currency ?? '' }),
              }))}
              chosen={chosen}
              active={search.columns !== undefined}
              onChange={(next) => {
                const text = columnsText(next);
                open(text === undefined ? withoutColumns : { ...search, columns: text });
              }}
            />
          )
        }
      >
        <SearchField
          label={t('accounts.search')}
          value={search.search ?? ''}
          onSearch={(text) => open(text === '' ? withoutWords : { ...search, search: text })}
        />
        <ListFilters search={search} onChange={open} />
      </ChipRow>
      {search.stage === 'prospect' ? <ProspectRoom /> : null}
      {list.error ? (
        <Problem error={list.error} title={t('accounts.failed')} onRetry={() => void list.refetch()} />
      ) : (
        <SelectableTable
          label={t('accounts.place')}
          columns={columns}
          rows={rows}
          rowId={idOf}
          nameOf={nameOf}
          phoneRow={(account) => ({
            subject: account.name,
            figure:
              account.figures?.net && currency !== null ? (
                <Money amount={account.figures.net} currency={currency} form="short" />
              ) : (
                <span className="k-small k-ink3">{account.code}</span>
              ),
            qualifier: [account.town ?? account.country, account.group?.name].filter(Boolean).join(' · '),
            state: account.owner?.name,
          })}
          rowLink={(account) => ({ to: '/accounts/$accountId', params: { accountId: String(account.id) } })}
          onNeedRows={() => {
            if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
          }}
          isOpenEnded={hasNextPage}
          sort={sort}
          onSort={setSort}
          isSortedByServer
          isLoading={list.isPending}
          isBleeding
          empty={<Nothing search={search} onClear={() => open(withoutFilters(search))} />}
          picked={picked}
          onPick={setPicked}
          sum={
            chosen.includes('net') && currency !== null ? <Sum accounts={pickedAccounts} currency={currency} /> : null
          }
          actions={
            <>
              <Action
                small
                label={t('accounts.bulk-owner')}
                reason={can('accounts.assign') ? undefined : t('accounts.bulk-owner-not')}
                aria-haspopup="dialog"
                onClick={() => setBulk('owner')}
              />
              <Action
                small
                label={t('accounts.bulk-group')}
                reason={can('accounts.group') ? undefined : t('accounts.bulk-group-not')}
                aria-haspopup="dialog"
                onClick={() => setBulk('group')}
              />
            </>
          }
        />
      )}
      <ProspectDialog opened={isAdding} onClose={() => setAdding(false)} />
      <OwnerDialog accounts={changing} onClose={() => setChanging(nothing)} />
      <OwnerDialog
        accounts={bulk === 'owner' ? pickedAccounts : nothing}
        onClose={() => setBulk(null)}
        onDone={() => {
          setBulk(null);
          setPicked(new Set());
        }}
      />
      <GroupDialog
        opened={bulk === 'group'}
        accounts={pickedAccounts}
        onClose={() => setBulk(null)}
        onDone={() => {
          setBulk(null);
          setPicked(new Set());
        }}
      />
    </Page>
  );
}

const idOf = ({ id }: ListedAccount): number => id;
const nameOf = ({ name }: ListedAccount): string => name;

/** The order as the table shows it; without a word it is by name. */
const sortOf = (text = 'name'): readonly Sort[] => [{ id: text.replace(/^-/, ''), desc: text.startsWith('-') }];

function Sum({
  accounts,
  currency,
}: {
  readonly accounts: readonly ListedAccount[];
  readonly currency: string;
}): ReactNode {
  const total = accounts.reduce((sum, { figures }) => sum + Number(figures?.net ?? 0), 0);
  return <Money amount={total} currency={currency} form="short" />;
}

function Count({ count, isOpen }: { readonly count: number; readonly isOpen: boolean }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return isOpen ? t('accounts.more-than', { figure: format.number(count) }) : t('accounts.count', { count });
}

/** The owner's name; where it may be changed, a button on a dashed line. */
function useOwnerCell(change: ((account: ListedAccount) => void) | null): (account: ListedAccount) => ReactNode {
  const { t } = useTranslation();
  return useMemo(
    () => (account) =>
      change === null ? (
        (account.owner?.name ?? <Unknown />)
      ) : (
        <button
          type="button"
          tabIndex={-1}
          className={classes.change}
          aria-haspopup="dialog"
          aria-label={t('owner.change-of', { account: account.name, owner: account.owner?.name ?? t('owner.nobody') })}
          onClick={() => change(account)}
        >
          {account.owner?.name ?? t('owner.nobody')}
        </button>
      ),
    [t, change],
  );
}

function Nothing({ search, onClear }: { readonly search: AccountsSearch; readonly onClear: () => void }): ReactNode {
  const { t } = useTranslation();
  const { can, sight } = useSession();
  const count = filterCount(search);
  if (count > 0) {
    return (
      <EmptyState action={<Action label={t('accounts.clear', { count })} onClick={onClear} />}>
        {t('accounts.nothing-found', { count })}
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
