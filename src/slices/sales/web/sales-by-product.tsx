import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Delta, Money, Percent } from '#platform/web/ui/figures.tsx';
import { ShareBar, StatePill } from '#platform/web/ui/marks.tsx';
import { Section } from '#platform/web/ui/section.tsx';
import { EmptyState } from '#platform/web/ui/states.tsx';
import type { Column } from '#platform/web/ui/table/column.ts';
import { DataTable } from '#platform/web/ui/table/data-table.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { AccountSales } from '#slices/sales/contract.ts';
import classes from '#slices/sales/web/account-sales.module.css';
import { changeOf } from '#slices/sales/web/change.ts';

type Bought = AccountSales['products'][number];

/** What the account buys, largest first, and what it bought a year before. */
export function SalesByProduct({ sales }: { readonly sales: AccountSales }): ReactNode {
  const { t } = useTranslation();
  const columns = useColumns(sales);
  const count = sales.products.length + sales.more;
  return (
    <Section title={t('sales.by-product')} beside={count === 0 ? undefined : t('sales.products', { count })} bare>
      <DataTable
        label={t('sales.by-product')}
        columns={columns}
        rows={sales.products}
        rowId={(product) => product.code}
        phoneRow={(product) => ({
          subject: product.name ?? product.code,
          figure: <Money amount={product.net} currency={sales.currency} form="short" />,
          qualifier: product.name === null ? undefined : product.code,
          state: (
            <>
              <Percent share={product.share} /> · <Delta change={changeOf(product.net, product.yearBefore)} />
            </>
          ),
        })}
        empty={<EmptyState>{t('sales.no-products')}</EmptyState>}
      />
      {sales.more > 0 ? <p className={`k-small k-ink3 ${classes.more}`}>{t('sales.more', { count: sales.more })}</p> : null}
    </Section>
  );
}

/** Quantities come as decimal strings of any scale; whole ones are shown whole. */
const decimalsIn = (quantity: string): number => Math.min(3, quantity.replace(/\.?0+$/, '').split('.')[1]?.length ?? 0);

function useColumns({ currency }: AccountSales): readonly Column<Bought>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: 'product',
        header: t('sales.product'),
        width: 260,
        grow: 1,
        isSticky: true,
        isSubject: true,
        cell: (product) =>
          product.name === null ? (
            product.code
          ) : (
            <>
              {product.name} <span className="k-small k-ink3">{product.code}</span>
            </>
          ),
        sortBy: (product) => product.name ?? product.code,
      },
      {
        id: 'kind',
        header: t('sales.kind'),
        width: 92,
        // Nearly everything is goods; only what is not is worth a word.
        cell: (product) =>
          product.kind === 'service' || product.kind === 'charge' ? (
            <StatePill>{t(`sales.kind-${product.kind}`)}</StatePill>
          ) : null,
      },
      {
        id: 'quantity',
        header: t('sales.quantity'),
        width: 92,
        align: 'right',
        cell: (product) => format.columnNumber(product.quantity, decimalsIn(product.quantity)),
        sortBy: (product) => Number(product.quantity),
        sortsDownFirst: true,
      },
      {
        id: 'net',
        header: `${t('sales.net')}, ${format.unit(currency)}`,
        width: 128,
        align: 'right',
        cell: (product) => <Money amount={product.net} currency={currency} form="column" />,
        sortBy: (product) => Number(product.net),
        sortsDownFirst: true,
      },
      {
        id: 'share',
        header: t('sales.share'),
        width: 128,
        cell: (product) => (
          <span className={classes.share}>
            <ShareBar share={product.share} />
            <Percent share={product.share} />
          </span>
        ),
      },
      {
        id: 'before',
        header: t('sales.year-before'),
        width: 120,
        align: 'right',
        cell: (product) => <Money amount={product.yearBefore} currency={currency} form="column" />,
        sortBy: (product) => Number(product.yearBefore),
        sortsDownFirst: true,
      },
      {
        id: 'change',
        header: t('sales.change'),
        width: 84,
        align: 'right',
        cell: (product) => <Delta change={changeOf(product.net, product.yearBefore)} />,
        sortBy: (product) => changeOf(product.net, product.yearBefore),
        sortsDownFirst: true,
      },
    ],
    [t, format, currency],
  );
}
