import { IconAdjustments } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Money, Percent, Unknown } from '#platform/web/ui/figures.tsx';
import { StatePill } from '#platform/web/ui/marks.tsx';
import { Page } from '#platform/web/ui/page.tsx';
import { EmptyState, Loading, Problem, Skeleton } from '#platform/web/ui/states.tsx';
import type { Column } from '#platform/web/ui/table/column.ts';
import { DataTable } from '#platform/web/ui/table/data-table.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { MatrixReply } from '#slices/portfolio/judgement-contract.ts';
import { useAccountColumns } from '#slices/portfolio/web/account-columns.tsx';
import { CardDialog } from '#slices/portfolio/web/card-dialog.tsx';
import { matrixQuery } from '#slices/portfolio/web/judgement.ts';
import { MatrixPicture } from '#slices/portfolio/web/matrix-picture.tsx';
import { TierPill } from '#slices/portfolio/web/tier-pill.tsx';

type Row = MatrixReply['accounts'][number];

/** Attractiveness against our strength, as a picture and as a table; what is picked out in one is picked out in the other. */
export function MatrixPage(): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  const isAllowed = can('portfolio.read');
  const { data, error, refetch } = useQuery({ ...matrixQuery, enabled: isAllowed });
  const [isCardOpen, setCardOpen] = useState(false);
  const both = data?.accounts.filter(({ quadrant }) => quadrant === 'both').length ?? 0;
  const waiting = data?.accounts.filter(({ quadrant }) => quadrant === null).length ?? 0;
  return (
    <Page
      place={t('matrix.place')}
      crumbs={[{ label: t('key-accounts.place'), link: { to: '/key-accounts' } }]}
      title={data && data.accounts.length > 0 ? t('matrix.finding', { count: both }) : undefined}
      beside={waiting > 0 ? t('matrix.waiting', { count: waiting }) : null}
      secondary={
        data?.card.abilities.edit ? (
          <Action
            icon={IconAdjustments}
            label={t('card.open')}
            aria-haspopup="dialog"
            onClick={() => setCardOpen(true)}
          />
        ) : undefined
      }
    >
      {!isAllowed ? (
        <EmptyState>{t('key-accounts.locked')}</EmptyState>
      ) : error ? (
        <Problem error={error} title={t('matrix.failed')} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading label={t('matrix.loading')}>
          <Skeleton height="20rem" />
        </Loading>
      ) : data.accounts.length === 0 ? (
        <EmptyState>{t('matrix.empty')}</EmptyState>
      ) : (
        <Matrix reply={data} />
      )}
      {data?.card.abilities.edit ? (
        <CardDialog opened={isCardOpen} onClose={() => setCardOpen(false)} reply={data} />
      ) : null}
    </Page>
  );
}

const number = (value: number | null, write: (value: number) => string): ReactNode =>
  value === null ? <Unknown /> : write(value);

function Matrix({ reply }: { readonly reply: MatrixReply }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const [selected, setSelected] = useState<number | null>(null);
  const one = (value: number): string => format.number(value, 1);
  const linkOf = (id: number) => ({
    to: '/accounts/$accountId/$tab' as const,
    params: { accountId: String(id), tab: 'decision' },
  });
  const figure = (id: 'attractiveness' | 'strength' | 'score', width: number): Column<Row> => ({
    id,
    header: t(`matrix.${id}`),
    width,
    align: 'right',
    cell: (row) => number(row[id], id === 'score' ? (value) => format.number(value, 0) : one),
    sortBy: (row) => row[id],
    sortsDownFirst: true,
  });
  const account = useAccountColumns<Row>();
  const columns: readonly Column<Row>[] = [
    account.name,
    figure('score', 92),
    figure('attractiveness', 116),
    figure('strength', 116),
    {
      id: 'coverage',
      header: t('matrix.scored'),
      width: 84,
      align: 'right',
      cell: (row) => <Percent share={row.coverage} decimals={0} />,
      sortBy: (row) => row.coverage,
    },
    {
      id: 'quadrant',
      header: t('matrix.field'),
      width: 168,
      cell: (row) =>
        row.quadrant === null ? <span className="k-ink3">{t('matrix.none')}</span> : t(`matrix.${row.quadrant}`),
      sortBy: (row) => row.quadrant,
    },
    {
      id: 'tier',
      header: t('matrix.tier'),
      width: 176,
      cell: (row) => <Standing row={row} />,
      sortBy: (row) => (row.tier === 'none' ? null : row.tier),
    },
    {
      id: 'net',
      header: `${t('key-accounts.total-net')}, ${format.unit(reply.currency)}`,
      width: 130,
      align: 'right',
      cell: (row) => <Money amount={row.net} currency={reply.currency} form="column" />,
      sortBy: (row) => Number(row.net),
      sortsDownFirst: true,
    },
    account.owner,
  ];
  return (
    <>
      <MatrixPicture
        reply={reply}
        selected={selected}
        onSelect={setSelected}
        onOpen={(id) => void navigate(linkOf(id))}
      />
      <DataTable
        label={t('matrix.table')}
        columns={columns}
        rows={reply.accounts}
        rowId={(row) => row.id}
        phoneRow={(row) => ({
          subject: row.name,
          figure: number(row.score, (value) => format.number(value, 0)),
          qualifier: row.quadrant === null ? t('matrix.none') : t(`matrix.${row.quadrant}`),
          state: <Standing row={row} />,
        })}
        rowLink={(row) => linkOf(row.id)}
        selectedId={selected}
        onSelect={(row) => setSelected(row.id)}
        isBleeding
      />
    </>
  );
}

function Standing({ row }: { readonly row: Row }): ReactNode {
  const { t } = useTranslation();
  return row.isProspect ? (
    <StatePill tone="dashed">{t('matrix.prospect')}</StatePill>
  ) : (
    <TierPill tier={row.tier} since={row.since} />
  );
}
