import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#platform/web/session.ts';
import { TextField } from '#platform/web/ui/field.tsx';
import { Page } from '#platform/web/ui/page.tsx';
import { EmptyState, Loading, Problem, Skeleton } from '#platform/web/ui/states.tsx';
import type { Column } from '#platform/web/ui/table/column.ts';
import { DataTable } from '#platform/web/ui/table/data-table.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { DecisionsReply } from '#slices/portfolio/decision-contract.ts';
import { useAccountColumns } from '#slices/portfolio/web/account-columns.tsx';
import classes from '#slices/portfolio/web/judgement.module.css';
import { decisionsQuery } from '#slices/portfolio/web/judgement.ts';
import { TierPill } from '#slices/portfolio/web/tier-pill.tsx';

type Row = DecisionsReply['accounts'][number];

/** Who was key on a day, and why. */
export function DecisionsPage(): ReactNode {
  const { t } = useTranslation();
  const { can, today } = useSession();
  const format = useFormat();
  const navigate = useNavigate();
  const { on } = useSearch({ from: '/shell/key-accounts/decisions' });
  const isAllowed = can('portfolio.read');
  const { data, error, refetch } = useQuery({ ...decisionsQuery(on), enabled: isAllowed });
  const keys = data?.accounts.filter(({ decision }) => decision.tier === 'key').length ?? 0;
  return (
    <Page
      place={t('decisions.place')}
      crumbs={[{ label: t('key-accounts.place'), link: { to: '/key-accounts' } }]}
      title={data ? t('decisions.finding', { count: keys }) : undefined}
      beside={data ? t('decisions.at-end-of', { day: format.day(data.on, 'long') }) : null}
    >
      {!isAllowed ? (
        <EmptyState>{t('key-accounts.locked')}</EmptyState>
      ) : (
        <>
          <div className={classes.asked}>
            <TextField
              label={t('decisions.on')}
              type="date"
              value={on ?? today}
              width={14}
              onChange={(day) =>
                void navigate({
                  to: '/key-accounts/decisions',
                  search: day === '' || day === today ? {} : { on: day },
                  replace: true,
                  resetScroll: false,
                })
              }
            />
          </div>
          {error ? (
            <Problem error={error} title={t('decisions.failed')} onRetry={() => void refetch()} />
          ) : data ? (
            <Standings rows={data.accounts} />
          ) : (
            <Loading label={t('decisions.loading')}>
              <Skeleton height="16rem" />
            </Loading>
          )}
        </>
      )}
    </Page>
  );
}

function Standings({ rows }: { readonly rows: readonly Row[] }): ReactNode {
  const { t } = useTranslation();
  const account = useAccountColumns<Row>();
  const columns: readonly Column<Row>[] = [
    account.name,
    {
      id: 'tier',
      header: t('matrix.tier'),
      width: 160,
      cell: ({ decision }) => <TierPill tier={decision.tier} since={decision.on} />,
      sortBy: ({ decision }) => decision.tier,
    },
    { id: 'reason', header: t('decision.reason'), width: 320, grow: 2, cell: ({ decision }) => decision.reason },
    {
      id: 'by',
      header: t('decisions.by'),
      width: 140,
      cell: ({ decision }) => decision.by ?? t('decision.by-host'),
      sortBy: ({ decision }) => decision.by,
    },
    account.owner,
  ];
  return (
    <DataTable
      label={t('decisions.table')}
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      phoneRow={(row) => ({
        subject: row.name,
        qualifier: row.decision.reason,
        state: <TierPill tier={row.decision.tier} since={row.decision.on} />,
      })}
      rowLink={(row) => ({ to: '/accounts/$accountId/$tab', params: { accountId: String(row.id), tab: 'decision' } })}
      isBleeding
      empty={<EmptyState>{t('decisions.empty')}</EmptyState>}
    />
  );
}
