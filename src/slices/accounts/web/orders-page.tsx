import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRowsSoFar } from '#platform/web/paged-rows.ts';
import { useSession } from '#platform/web/session.ts';
import { Page } from '#platform/web/ui/page.tsx';
import { EmptyState, Problem } from '#platform/web/ui/states.tsx';
import type { Column } from '#platform/web/ui/table/column.ts';
import { DataTable } from '#platform/web/ui/table/data-table.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { AssignmentOrder } from '#slices/accounts/assignment-contract.ts';
import { orderNumber, useOrders } from '#slices/accounts/web/orders.ts';

const none: readonly AssignmentOrder[] = [];

/** All orders by which accounts that the person sees were given. */
export function OrdersPage(): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  const isAllowed = can('accounts.read');
  const query = useOrders(isAllowed);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const rows = useRowsSoFar<AssignmentOrder>(query.data?.pages.flatMap(({ orders }) => orders) ?? none, hasNextPage);
  const columns = useColumns();
  return (
    <Page place={t('order.place')} crumbs={[{ label: t('accounts.place'), link: { to: '/accounts' } }]}>
      {!isAllowed ? (
        <EmptyState>{t('accounts.locked')}</EmptyState>
      ) : query.error ? (
        <Problem error={query.error} title={t('order.failed')} onRetry={() => void query.refetch()} />
      ) : (
        <DataTable
          label={t('order.place')}
          columns={columns}
          rows={rows}
          rowId={({ id }) => id}
          rowLink={({ id }) => ({ to: '/accounts/orders/$orderId', params: { orderId: String(id) } })}
          phoneRow={(order) => ({
            subject: `${orderNumber(order)} · ${order.owner.name}`,
            figure: t(`order.state-${order.state}`),
            qualifier: order.accounts.map(({ name }) => name).join(', '),
          })}
          onNeedRows={() => {
            if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
          }}
          isOpenEnded={hasNextPage}
          isLoading={query.isPending}
          isBleeding
          empty={<EmptyState>{t('order.none')}</EmptyState>}
        />
      )}
    </Page>
  );
}

function useColumns(): readonly Column<AssignmentOrder>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      id: 'number',
      header: t('order.number'),
      width: 90,
      isSubject: true,
      isSticky: true,
      cell: (order) => orderNumber(order),
    },
    { id: 'owner', header: t('order.to'), width: 160, grow: 1, cell: ({ owner }) => owner.name },
    {
      id: 'accounts',
      header: t('order.accounts-given'),
      width: 240,
      grow: 2,
      cell: ({ accounts }) => accounts.map(({ name }) => name).join(', '),
    },
    { id: 'from', header: t('order.from'), width: 110, cell: ({ from }) => format.day(from, 'numeric') },
    { id: 'state', header: t('order.state'), width: 130, cell: ({ state }) => t(`order.state-${state}`) },
    { id: 'reason', header: t('order.reason'), width: 200, grow: 2, cell: ({ reason }) => reason ?? '–' },
    {
      id: 'by',
      header: t('order.ordered-by'),
      width: 150,
      cell: ({ orderedBy }) => orderedBy ?? t('order.by-host'),
    },
  ];
}
