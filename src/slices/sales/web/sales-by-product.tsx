import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf } from '#platform/web/api.ts';
import { Download } from '#platform/web/ui/download.tsx';
import { Delta, Money, Percent } from '#platform/web/ui/figures.tsx';
import { ShareBar, StatePill } from '#platform/web/ui/marks.tsx';
import { Section } from '#platform/web/ui/section.tsx';
import { EmptyState } from '#platform/web/ui/states.tsx';
import type { Column } from '#platform/web/ui/table/column.ts';
import { DataTable } from '#platform/web/ui/table/data-table.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { AccountSales } from '#slices/sales/contract.ts';
import classes from '#slices/sales/web/account-sales.module.css';
import { changeOf, yearBeforeOf } from '#slices/sales/web/change.ts';

type Bought = AccountSales['products'][number];

/** What the account buys, largest first, and what it bought a year before. */
export function SalesByProduct({
  sales,
  accountCode,
}: {
  readonly sales: AccountSales;
  readonly accountCode: string;
}): ReactNode {
  const { t } = useTranslation();
  const hasYearBefore = yearBeforeOf(sales) !== null;
  const columns = useColumns(sales.currency, hasYearBefore);
  const count = sales.products.length + sales.more;
  return (
    <Section
      title={t('sales.by-product')}
      beside={count === 0 ? undefined : t('sales.products', { count })}
      action={
        sales.total.lines === 0 ? undefined : (
          <Download
            small
            kind="quiet"
            label={t('sales.export-lines')}
            href={addressOf('/api/sales/lines.xlsx', { account: accountCode, ...sales.period })}
          />
        )
      }
      bare
    >
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
              <Percent share={product.share} />
              {hasYearBefore ? (
                <>
                  {' · '}
                  <Delta change={changeOf(product.net, product.yearBefore)} />
                </>
              ) : null}
            </>
          ),
        })}
        empty={<EmptyState>{t('sales.no-products')}</EmptyState>}
      />
      {sales.more > 0 ? (
        <p className={`k-small k-ink3 ${classes.more}`}>{t('sales.more', { count: sales.more })}</p>
      ) : null}
    </Section>
  );
}

/** The product by its name; nearly everything is goods, so only what is not is worth a word. */
function Name({ product }: { readonly product: Bought }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      {product.name ?? product.code}{' '}
      {product.kind === 'service' || product.kind === 'charge' ? (
        <StatePill>{t(`sales.kind-${product.kind}`)}</StatePill>
      ) : null}{' '}
      {product.name === null ? null : <span className="k-small k-ink3">{product.code}</span>}
    </>
  );
}

/** Quantities come as decimal strings of any scale; whole ones are shown whole. */
const decimalsIn = (quantity: string): number => Math.min(3, quantity.replace(/\.?0+$/, '').split('.')[1]?.length ?? 0);

function useColumns(currency: string, hasYearBefore: boolean): readonly Column<Bought>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const comparison: readonly Column<Bought>[] = [
      {
        id: 'before',
        header: t('sales.year-before'),
        width: 116,
        align: 'right',
        cell: (product) => <Money amount={product.yearBefore} currency={currency} form="column" />,
        sortBy: (product) => Number(product.yearBefore),
        sortsDownFirst: true,
      },
      {
        id: 'change',
        header: t('sales.change'),
        width: 76,
        align: 'right',
        cell: (product) => <Delta change={changeOf(product.net, product.yearBefore)} />,
        sortBy: (product) => changeOf(product.net, product.yearBefore),
        sortsDownFirst: true,
      },
    ];
    return [
      {
        id: 'product',
        header: t('sales.product'),
        width: 240,
        grow: 1,
        isSticky: true,
        isSubject: true,
        cell: (product) => <Name product={product} />,
        sortBy: (product) => product.name ?? product.code,
      },
      {
        id: 'quantity',
        header: t('sales.quantity'),
        width: 88,
        align: 'right',
        cell: (product) => format.columnNumber(product.quantity, decimalsIn(product.quantity)),
        sortBy: (product) => Number(product.quantity),
        sortsDownFirst: true,
      },
      {
        id: 'net',
        header: `${t('sales.net')}, ${format.unit(currency)}`,
        width: 124,
        align: 'right',
        cell: (product) => <Money amount={product.net} currency={currency} form="column" />,
        sortBy: (product) => Number(product.net),
        sortsDownFirst: true,
      },
      {
        id: 'share',
        header: t('sales.share'),
        width: 116,
        cell: (product) => (
          <span className={classes.share}>
            <ShareBar share={product.share} />
            <Percent share={product.share} />
          </span>
        ),
      },
      ...(hasYearBefore ? comparison : []),
    ];
  }, [t, format, currency, hasYearBefore]);
}
