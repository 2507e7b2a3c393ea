import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons } from '#platform/web/ui/dialog.tsx';
import { AccountLink } from '#platform/web/ui/links.tsx';
import { Page } from '#platform/web/ui/page.tsx';
import { FactList, Section } from '#platform/web/ui/section.tsx';
import { EmptyState, Loading, Problem, Skeleton } from '#platform/web/ui/states.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { AssignmentOrder } from '#slices/accounts/assignment-contract.ts';
import classes from '#slices/accounts/web/accounts.module.css';
import { orderNumber, orderQuery, useUndoOrder } from '#slices/accounts/web/orders.ts';

/** One order as it is printed and filed. */
export function OrderPage(): ReactNode {
  const { t } = useTranslation();
  const { can, company } = useSession();
  const { orderId } = useParams({ from: '/shell/accounts/orders/$orderId' });
  const { data, error, refetch } = useQuery({ ...orderQuery(orderId), enabled: can('accounts.read') });
  const isMissing = error instanceof ApiProblem && (error.status === 404 || error.status === 400);
  return (
    <Page
      place={data ? t('order.title', { order: orderNumber(data) }) : t('order.one')}
      beside={data ? company.name : null}
      crumbs={[
        { label: t('accounts.place'), link: { to: '/accounts' } },
        { label: t('order.place'), link: { to: '/accounts/orders' } },
      ]}
      secondary={
        data ? <Action icon={IconPrinter} label={t('order.print')} onClick={() => window.print()} /> : undefined
      }
    >
      {data ? (
        <Order order={data} />
      ) : isMissing || !can('accounts.read') ? (
        <EmptyState>{t('order.missing')}</EmptyState>
      ) : error ? (
        <Problem error={error} title={t('order.failed')} onRetry={() => void refetch()} />
      ) : (
        <Loading label={t('order.loading')}>
          <Skeleton height="12rem" />
        </Loading>
      )}
    </Page>
  );
}

function Order({ order }: { readonly order: AssignmentOrder }): ReactNode {
  const { t } = useTranslation();
  const { can, company } = useSession();
  const format = useFormat();
  const undo = useUndoOrder();
  return (
    <>
      <FactList
        facts={[
          { label: t('order.to'), value: order.owner.name },
          { label: t('order.from'), value: format.day(order.from, 'long') },
          { label: t('order.state'), value: t(`order.state-${order.state}`) },
          { label: t('order.reason'), value: order.reason ?? '–' },
          { label: t('order.proposed-by'), value: order.proposedBy ?? order.orderedBy ?? t('order.by-host') },
          { label: t('order.ordered-by'), value: order.orderedBy ?? t('order.by-host') },
          { label: t('order.at'), value: format.instant(order.at, company.timeZone) },
        ]}
      />
      <Section title={t('order.accounts', { count: order.accounts.length })}>
        <div className={classes.form}>
          <ul className={classes.members}>
            {order.accounts.map(({ id, code, name, before }) => (
              <li key={id}>
                <AccountLink id={id} name={name} /> <span className="k-ink3">{code}</span>
                {before === null ? null : <div className="k-small k-ink3">{t('order.before', { name: before })}</div>}
              </li>
            ))}
          </ul>
          {can('accounts.assign') && order.state !== 'undone' ? (
            <Buttons>
              <Action label={t('order.undo')} busy={undo.isPending} onClick={() => undo.mutate(order)} />
            </Buttons>
          ) : null}
        </div>
      </Section>
    </>
  );
}
