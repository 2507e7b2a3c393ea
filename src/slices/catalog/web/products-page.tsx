import { IconChevronDown } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRowsSoFar } from '#platform/web/paged-rows.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Chip, ChipRow } from '#platform/web/ui/chip.tsx';
import { Unknown } from '#platform/web/ui/figures.tsx';
import { Page } from '#platform/web/ui/page.tsx';
import { SearchField } from '#platform/web/ui/search-field.tsx';
import { EmptyState, Problem } from '#platform/web/ui/states.tsx';
import type { Column } from '#platform/web/ui/table/column.ts';
import { DataTable } from '#platform/web/ui/table/data-table.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { Product, ProductKind } from '#slices/catalog/contract.ts';
import { useProducts, useSetKind } from '#slices/catalog/web/products.ts';
import classes from '#slices/catalog/web/products.module.css';
import type { ProductsSearch } from '#slices/catalog/web/products-search.ts';

const kinds = ['goods', 'service', 'charge'] as const;

/** What we sell, and what of it is goods. The kind is changed where it stands. */
export function ProductsPage(): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  if (can('catalog.read')) return <ProductList />;
  return (
    <Page place={t('products.place')}>
      <EmptyState>{t('products.locked')}</EmptyState>
    </Page>
  );
}

function ProductList(): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const search = useSearch({ from: '/shell/products' });
  const navigate = useNavigate();
  const list = useProducts(search);
  const { products, mayEdit, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const setKind = useSetKind();
  const { mutate } = setKind;
  const columns = useColumns(mayEdit ? mutate : null);
  const rows = useRowsSoFar<Product>(products, hasNextPage);
  const change = (next: ProductsSearch): void =>
    void navigate({ to: '/products', search: next, replace: true, resetScroll: false });
  const { search: _words, ...withoutWords } = search;
  const { kind: _kind, ...withoutKind } = search;
  const everything = 'all';
  return (
    <Page
      place={t('products.place')}
      beside={
        list.isPending
          ? null
          : hasNextPage
            ? t('products.more-than', { figure: format.number(products.length) })
            : t('products.count', { count: products.length })
      }
    >
      <ChipRow end={mayEdit === false ? t('products.read-only') : undefined}>
        <SearchField
          label={t('products.search')}
          value={search.search ?? ''}
          onSearch={(text) => change(text === '' ? withoutWords : { ...search, search: text })}
        />
        <Chip
          label={t('products.kind')}
          value={search.kind ?? everything}
          active={search.kind !== undefined}
          options={[
            { value: everything, label: t('products.kind-all') },
            ...kinds.map((kind) => ({
              value: kind,
              label: t(`products.kind-${kind}`),
              hint: t(`products.hint-${kind}`),
            })),
          ]}
          onChange={(kind) => change(kind === everything ? withoutKind : { ...search, kind })}
        />
      </ChipRow>
      {list.error ? (
        <Problem error={list.error} title={t('products.failed')} onRetry={() => void list.refetch()} />
      ) : (
        <DataTable
          label={t('products.place')}
          columns={columns}
          rows={rows}
          rowId={(product) => product.id}
          phoneRow={(product) => ({
            subject: product.name ?? product.code,
            action: <KindCell product={product} onChange={mayEdit ? mutate : null} />,
            qualifier: product.name === null ? undefined : product.code,
            state: product.kindIsSet ? t('products.by-hand') : undefined,
          })}
          onNeedRows={() => {
            if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
          }}
          isOpenEnded={hasNextPage}
          isSortedByServer
          isLoading={list.isPending}
          isBleeding
          empty={<Nothing search={search} onClear={() => change({})} />}
        />
      )}
    </Page>
  );
}

type SetKind = (change: { readonly product: Product; readonly kind: ProductKind }) => void;

function useColumns(onChange: SetKind | null): readonly Column<Product>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { id: 'code', header: t('products.code'), width: 140, isSticky: true, cell: (product) => product.code },
      {
        id: 'name',
        header: t('products.name'),
        width: 300,
        grow: 1,
        isSubject: true,
        cell: (product) => product.name ?? <Unknown />,
      },
      {
        id: 'kind',
        header: t('products.kind'),
        width: 160,
        cell: (product) => <KindCell product={product} onChange={onChange} />,
      },
      {
        id: 'by',
        header: t('products.set-by'),
        headerHint: t('products.set-by-hint'),
        width: 180,
        cell: (product) => (
          <span className="k-ink3">{product.kindIsSet ? t('products.by-hand') : t('products.by-rule')}</span>
        ),
      },
    ],
    [t, onChange],
  );
}

/** The kind in a word; where it may be changed, a list of the three on a dashed line. */
function KindCell({ product, onChange }: { readonly product: Product; readonly onChange: SetKind | null }): ReactNode {
  const { t } = useTranslation();
  if (onChange === null) return <>{t(`products.kind-${product.kind}`)}</>;
  return (
    <span className={classes.choice}>
      <select
        className={classes.kind}
        aria-label={t('products.kind-of', { product: product.name ?? product.code })}
        value={product.kind}
        onChange={(event) => {
          const chosen = kinds.find((kind) => kind === event.currentTarget.value);
          if (chosen) onChange({ product, kind: chosen });
        }}
      >
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`products.kind-${kind}`)}
          </option>
        ))}
      </select>
      <IconChevronDown aria-hidden />
    </span>
  );
}

function Nothing({ search, onClear }: { readonly search: ProductsSearch; readonly onClear: () => void }): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  const count = Object.keys(search).length;
  if (count > 0) {
    return (
      <EmptyState action={<Action label={t('products.clear', { count })} onClick={onClear} />}>
        {t('products.nothing-found', { count })}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      action={
        can('sales.import') ? <Action kind="primary" label={t('products.import')} link={{ to: '/import' }} /> : null
      }
    >
      {t('products.none')}
    </EmptyState>
  );
}
