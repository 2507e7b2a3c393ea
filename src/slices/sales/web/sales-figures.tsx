import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#platform/web/session.ts';
import { Day, Delta, Money, Percent } from '#platform/web/ui/figures.tsx';
import { FactList, type Fact } from '#platform/web/ui/section.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { AccountSales } from '#slices/sales/contract.ts';
import { isLong, yearBeforeOf } from '#slices/sales/web/change.ts';

/** The account in a row of figures. */
export function SalesFigures({ sales }: { readonly sales: AccountSales }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { can } = useSession();
  const { currency, total } = sales;
  const yearBefore = yearBeforeOf(sales);
  const facts: Fact[] = [
    {
      label: t('sales.net'),
      value: <Money amount={total.net} currency={currency} form="short" />,
      note:
        yearBefore === null ? (
          isLong(sales.period) ? undefined : (
            t('sales.nothing-before')
          )
        ) : (
          <>
            <Delta change={yearBefore.change} />{' '}
            {t('sales.from-before', { net: format.shortMoney(yearBefore.net, currency) })}
          </>
        ),
    },
  ];
  if (can('margin.read')) {
    facts.push({
      label: t('sales.margin'),
      value: <Percent share={total.marginShare} />,
      note:
        total.margin === null ? t('sales.no-cost') : <Money amount={total.margin} currency={currency} form="short" />,
    });
  }
  facts.push(
    {
      label: t('sales.documents'),
      value: format.number(total.documents),
      note: t('sales.lines', { count: total.lines }),
    },
    { label: t('sales.last-sale'), value: <Day day={sales.lastSale} /> },
    { label: t('sales.first-sale'), value: <Day day={sales.firstSale} /> },
  );
  return <FactList form="head" facts={facts} />;
}
