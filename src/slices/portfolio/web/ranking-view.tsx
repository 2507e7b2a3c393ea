import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#platform/web/session.ts';
import { Action, type LinkTarget } from '#platform/web/ui/action.tsx';
import { EmptyState, Problem } from '#platform/web/ui/states.tsx';
import type { Sort } from '#platform/web/ui/table/column.ts';
import { DataTable } from '#platform/web/ui/table/data-table.tsx';
import { sortOf, sortText } from '#platform/web/ui/table/sort.ts';
import { useFormat } from '#platform/web/use-format.ts';
import type { KeyAccountsReply, RankedAccount } from '#slices/portfolio/contract.ts';
import { ConcentrationFacts } from '#slices/portfolio/web/concentration-facts.tsx';
import classes from '#slices/portfolio/web/key-accounts.module.css';
import type { KeyAccountsSearch } from '#slices/portfolio/web/key-accounts-search.ts';
import { ParetoChart } from '#slices/portfolio/web/pareto-chart.tsx';
import { useRankingColumns, useRankingPhoneRow } from '#slices/portfolio/web/ranking-columns.tsx';
import type { Ranking } from '#slices/portfolio/web/ranking.ts';

const sortable = ['rank', 'name', 'net', 'margin', 'marginShare', 'change', 'owner'];
const noSort: readonly Sort[] = [];

interface RankingViewProps {
  readonly ranking: Ranking;
  readonly reply: KeyAccountsReply;
  readonly search: KeyAccountsSearch;
  readonly onChange: (search: KeyAccountsSearch) => void;
  /** The chips between the curve and the table. */
  readonly chips: ReactNode;
}

/** The curve, the figures and the table of one ranking; what is picked out in one is picked out in the other. */
export function RankingView({ ranking, reply, search, onChange, chips }: RankingViewProps): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [selected, setSelected] = useState<number | null>(null);
  const table = useRef<HTMLDivElement>(null);
  const byRank = useMemo(
    () => new Map(ranking.rows.flatMap((row) => (row === undefined ? [] : [[row.rank, row] as const]))),
    [ranking.rows],
  );
  const { onNeedRows } = ranking;
  const isWhole = search.owner === undefined && search.sort === undefined;
  const select = (rank: number | null): void => {
    setSelected(rank);
    // The list begins with rank 1 and leaves none out, so the row's place is known before the row is.
    if (rank !== null && isWhole && !byRank.has(rank)) onNeedRows(rank - 1, rank);
  };
  const open = (rank: number): void => {
    const row = byRank.get(rank);
    const link = row && linkOf(row, reply.period);
    if (link) void navigate(link);
  };
  if (reply.totals.accounts === 0) {
    return (
      <>
        {chips}
        <EmptyState action={<Action label={t('key-accounts.usual-view')} onClick={() => onChange({})} />}>
          {t(reply.measure === 'margin' ? 'key-accounts.no-cost' : 'key-accounts.nothing-sold')}
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <div className={classes.overview}>
        <ParetoChart
          reply={reply}
          accountOf={(rank) => byRank.get(rank)}
          selected={selected}
          onSelect={select}
          onOpen={open}
        />
        <ConcentrationFacts reply={reply} account={byRank.get(selected ?? ranking.rows[0]?.rank ?? 1)} />
      </div>
      {chips}
      {ranking.error ? (
        <Problem error={ranking.error} title={t('key-accounts.failed')} onRetry={ranking.retry} />
      ) : null}
      <div ref={table}>
        <RankingTable
          ranking={ranking}
          reply={reply}
          search={search}
          onChange={onChange}
          selected={selected}
          onSelect={setSelected}
        />
      </div>
    </>
  );
}

/** An account opens with the same days, so that its figures are those of the row. A group has no page of its own. */
function linkOf(row: RankedAccount, period: KeyAccountsReply['period']): LinkTarget | null {
  if (row.id === null) return null;
  return { to: '/accounts/$accountId', params: { accountId: String(row.id) }, search: { ...period, list: 'key' } };
}

interface RankingTableProps extends Omit<RankingViewProps, 'chips'> {
  readonly selected: number | null;
  readonly onSelect: (rank: number) => void;
}

function RankingTable({ ranking, reply, search, onChange, selected, onSelect }: RankingTableProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { can, sight } = useSession();
  const columns = useRankingColumns({ figures: reply, seesMargin: can('margin.read'), hasOwners: sight !== 'own' });
  const phoneRow = useRankingPhoneRow(reply);
  const sort = useMemo(() => (search.sort === undefined ? noSort : sortOf(search.sort, sortable)), [search.sort]);
  const onSort = useCallback(
    (next: readonly Sort[]) => {
      const { sort: _before, ...others } = search;
      onChange(next.length === 0 ? others : { ...others, sort: sortText(next) });
    },
    [search, onChange],
  );
  return (
    <>
      <DataTable
        label={t('key-accounts.table')}
        columns={columns}
        rows={ranking.rows}
        rowId={(row) => row.rank}
        phoneRow={phoneRow}
        rowLink={(row) => linkOf(row, reply.period)}
        onNeedRows={ranking.onNeedRows}
        sort={sort}
        onSort={onSort}
        selectedId={selected}
        onSelect={(row) => onSelect(row.rank)}
        hasTotals
        isBleeding
        empty={<EmptyState>{t('key-accounts.owner-without')}</EmptyState>}
      />
      {reply.listed < reply.totals.accounts ? (
        <p className={classes.quiet}>
          {t('key-accounts.listed', { count: reply.listed, of: format.number(reply.totals.accounts) })}
        </p>
      ) : null}
      {reply.totals.costCoverage !== null && reply.totals.costCoverage < 0.9995 ? (
        <p className={classes.quiet}>
          {t('key-accounts.cost-coverage', { share: format.percent(reply.totals.costCoverage) })}
        </p>
      ) : null}
    </>
  );
}
