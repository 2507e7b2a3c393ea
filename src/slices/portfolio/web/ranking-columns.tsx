import { IconKey } from '@tabler/icons-react';
import { lazy, Suspense, useCallback, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Delta, Money, Percent, Unknown } from '#platform/web/ui/figures.tsx';
import { AbcBadge, ShareBar, StatePill } from '#platform/web/ui/marks.tsx';
import { Sparkline } from '#platform/web/ui/sparkline.tsx';
import type { Column, PhoneRow } from '#platform/web/ui/table/column.ts';
import { Why } from '#platform/web/ui/why.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { KeyAccountsReply, RankedAccount } from '#slices/portfolio/contract.ts';
import classes from '#slices/portfolio/web/key-accounts.module.css';

type Figures = Pick<KeyAccountsReply, 'concentration' | 'currency' | 'measure' | 'policy' | 'scope' | 'totals'>;

interface RankingColumnsOptions {
  readonly figures: Figures;
  readonly seesMargin: boolean;
  /** Whose accounts stand there is the same person in every row. */
  readonly hasOwners: boolean;
}

const number = (text: string | null): number | null => (text === null ? null : Number(text));

/** What tells accounts of one name apart: the town, or how many companies a group has. */
function useQualifier(): (row: RankedAccount) => string | null {
  const { t } = useTranslation();
  return useCallback((row) => (row.members > 1 ? t('key-accounts.members', { count: row.members }) : row.town), [t]);
}

/** Among thousands of accounts most shares are below a tenth of a percent, and 0.0% would say that they bring nothing. */
const shareDecimals = ({ totals }: Figures): number => (totals.accounts > 500 ? 2 : 1);

function Share({ row, figures }: { readonly row: RankedAccount; readonly figures: Figures }): ReactNode {
  const isDependency = figures.scope === 'company' && row.share !== null && row.share >= figures.policy.shareThreshold;
  return (
    <span className={isDependency ? `k-warn ${classes.strong}` : undefined}>
      <Percent share={row.share} decimals={shareDecimals(figures)} />
    </span>
  );
}

/** Comes after the first page, which has no room for it. */
const DecisionCell = lazy(async () => ({
  default: (await import('#slices/portfolio/web/decision-cell.tsx')).DecisionCell,
}));

/** What was decided about the account of a row; a group is decided about by its companies. */
function DecisionOf({ row, figures }: { readonly row: RankedAccount; readonly figures: Figures }): ReactNode {
  if (row.id === null) return <Candidate row={row} figures={figures} />;
  return (
    <Suspense fallback={null}>
      <DecisionCell id={row.id} isCandidate={row.keyCandidate} why={<CandidateWhy row={row} figures={figures} />} />
    </Suspense>
  );
}

function Candidate({ row, figures }: { readonly row: RankedAccount; readonly figures: Figures }): ReactNode {
  const { t } = useTranslation();
  if (!row.keyCandidate) return null;
  return (
    <span className={classes.candidate}>
      <StatePill tone="accent" icon={IconKey}>
        {t('key-accounts.candidate')}
      </StatePill>
      <CandidateWhy row={row} figures={figures} />
    </span>
  );
}

/** By which rule of the policy the account is proposed. */
function CandidateWhy({ row, figures }: { readonly row: RankedAccount; readonly figures: Figures }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  if (!row.keyCandidate) return null;
  const { policy, totals } = figures;
  const share = format.percent(row.share ?? 0);
  const threshold = format.percent(policy.shareThreshold, 0);
  const isDependency = row.share !== null && row.share >= policy.shareThreshold;
  return (
    <Why label={t('key-accounts.why')}>
      <p>
        {isDependency
          ? t('key-accounts.candidate-share', { share, threshold })
          : t('key-accounts.candidate-first', {
              share,
              rank: format.number(row.rank),
              times: format.number((row.share ?? 0) * totals.positive, 1),
            })}
      </p>
      <p className="k-small">
        {t('key-accounts.candidate-policy', {
          threshold,
          first: format.number(policy.firstAccounts),
          times: format.number(policy.standOut, Number.isInteger(policy.standOut) ? 0 : 1),
        })}
      </p>
    </Why>
  );
}

/** The columns of the ranking; its totals are of all accounts, whichever are listed. */
export function useRankingColumns(options: RankingColumnsOptions): readonly Column<RankedAccount>[] {
  const { figures, seesMargin, hasOwners } = options;
  const { t } = useTranslation();
  const format = useFormat();
  const qualifierOf = useQualifier();
  return useMemo(() => {
    const { currency, measure, totals } = figures;
    const unit = format.unit(currency);
    const amount = (which: 'net' | 'margin'): Column<RankedAccount> => ({
      id: which,
      header: `${t(`key-accounts.total-${which}`)}, ${unit}`,
      width: 120,
      align: 'right',
      cell: (row) => <Money amount={row[which]} currency={currency} form="column" />,
      sortBy: (row) => number(row[which]),
      sortsDownFirst: true,
      total: <Money amount={totals[which]} currency={currency} form="column" />,
    });
    const columns: (Column<RankedAccount> | null)[] = [
      {
        id: 'rank',
        header: '#',
        headerHint: t('key-accounts.rank'),
        width: 44,
        align: 'right',
        isSticky: true,
        cell: (row) => <span className="k-ink3">{format.number(row.rank)}</span>,
        sortBy: (row) => row.rank,
      },
      {
        id: 'name',
        header: t('key-accounts.account'),
        width: 216,
        grow: 1,
        isSticky: true,
        isSubject: true,
        cell: (row) => (
          <>
            {row.name} <span className="k-small k-ink3">{qualifierOf(row)}</span>
          </>
        ),
        sortBy: (row) => row.name,
        total: t('key-accounts.all', { count: totals.accounts }),
      },
      measure === 'margin' ? amount('margin') : null,
      amount('net'),
      {
        id: 'share',
        header: t('key-accounts.share'),
        headerHint: t(`key-accounts.share-of-${measure}`),
        width: 76,
        align: 'right',
        cell: (row) => <Share row={row} figures={figures} />,
        total: totals.positive > 0 ? format.percent(1, 0) : null,
      },
      {
        id: 'cumulative',
        header: t('key-accounts.cumulative'),
        width: 124,
        cell: (row) => (
          <span className={classes.cumulative}>
            <ShareBar share={row.share} upTo={row.cumulativeShare} />
            <Percent share={row.cumulativeShare} decimals={shareDecimals(figures)} />
          </span>
        ),
      },
      // Where no cost is known at all the column would be nothing but dashes.
      seesMargin && totals.margin !== null
        ? {
            id: 'marginShare',
            header: measure === 'margin' ? t('key-accounts.margin-rate') : t('key-accounts.margin'),
            width: 76,
            align: 'right',
            cell: (row) => <Percent share={row.marginShare} />,
            sortBy: (row) => row.marginShare,
            sortsDownFirst: true,
            total: <Percent share={totals.marginShare} />,
          }
        : null,
      { id: 'class', header: t('key-accounts.class'), width: 46, cell: (row) => <AbcBadge value={row.class} /> },
      {
        id: 'change',
        header: t('key-accounts.trend'),
        headerHint: t('key-accounts.trend-hint'),
        width: 142,
        cell: (row) => (
          <span className={classes.trend}>
            <Sparkline values={row.trend} change={row.change} />
            <Delta change={row.change} />
          </span>
        ),
        sortBy: (row) => row.change,
        sortsDownFirst: true,
        total: totals.change === null ? null : <TotalChange change={totals.change} />,
      },
      {
        id: 'decision',
        header: t('key-accounts.decision'),
        width: 208,
        cell: (row) => <DecisionOf row={row} figures={figures} />,
      },
      hasOwners
        ? {
            id: 'owner',
            header: t('key-accounts.owner'),
            width: 116,
            cell: (row) => row.owner ?? (row.groupId !== null && row.id === null ? null : <Unknown />),
            sortBy: (row) => row.owner,
          }
        : null,
    ];
    return columns.filter((column) => column !== null);
  }, [figures, seesMargin, hasOwners, t, format, qualifierOf]);
}

const TotalChange = ({ change }: { readonly change: number }): ReactNode => (
  <span className={classes.trend}>
    <span />
    <Delta change={change} />
  </span>
);

/** The two lines of an account on a phone. */
export function useRankingPhoneRow(figures: Figures): (row: RankedAccount) => PhoneRow {
  const { t } = useTranslation();
  const format = useFormat();
  const qualifierOf = useQualifier();
  return (row) => ({
    subject: row.name,
    figure: <Money amount={row[figures.measure]} currency={figures.currency} form="short" />,
    qualifier: [
      t('key-accounts.place-class', { rank: format.number(row.rank), class: row.class }),
      row.keyCandidate ? t('key-accounts.candidate') : null,
      qualifierOf(row),
    ]
      .filter((part) => part !== null)
      .join(' · '),
    state: (
      <>
        <Share row={row} figures={figures} />
        {row.change === null ? null : (
          <>
            {' · '}
            <Delta change={row.change} />
          </>
        )}
      </>
    ),
  });
}
