import { IconAdjustments, IconDownload } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf } from '#platform/web/api.ts';
import { useCommands, type Command } from '#platform/web/commands.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Page } from '#platform/web/ui/page.tsx';
import { EmptyState, Loading, Problem, Skeleton } from '#platform/web/ui/states.tsx';
import { DataTable } from '#platform/web/ui/table/data-table.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { KeyAccountsReply } from '#slices/portfolio/contract.ts';
import { findingOf } from '#slices/portfolio/web/finding.ts';
import { KeyAccountsChips } from '#slices/portfolio/web/key-accounts-chips.tsx';
import classes from '#slices/portfolio/web/key-accounts.module.css';
import type { KeyAccountsSearch } from '#slices/portfolio/web/key-accounts-search.ts';
import { RankingView } from '#slices/portfolio/web/ranking-view.tsx';
import { rankingPath, useRanking } from '#slices/portfolio/web/ranking.ts';

/** Few open it, and the first page has no room for it. */
const PolicyDialog = lazy(async () => ({
  default: (await import('#slices/portfolio/web/policy-dialog.tsx')).PolicyDialog,
}));

/** Who is key: the finding, the curve that proves it, and the accounts in their order (design, screen B). */
export function KeyAccountsPage(): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  if (can('portfolio.read')) return <Ranked />;
  return (
    <Page place={t('key-accounts.place')}>
      <EmptyState>{t('key-accounts.locked')}</EmptyState>
    </Page>
  );
}

function Ranked(): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  const search = useSearch({ from: '/shell/key-accounts' });
  const navigate = useNavigate();
  const [isPolicyOpen, setPolicyOpen] = useState(false);
  const ranking = useRanking(search);
  const { reply } = ranking;
  const title = useTitle(reply);
  const beside = useBeside(reply, search);
  const mayChangePolicy = can('portfolio.policy');
  const csv = addressOf(`${rankingPath}.csv`, ranking.query);
  const chips = useRef<HTMLDivElement>(null);
  const openPolicy = useCallback(() => setPolicyOpen(true), []);
  usePageCommands(csv, mayChangePolicy ? openPolicy : null, chips);

  const change = (next: KeyAccountsSearch): void =>
    void navigate({ to: '/key-accounts', search: next, replace: true, resetScroll: false });
  return (
    <Page place={t('key-accounts.place')} title={title} beside={beside}>
      {reply === undefined ? (
        ranking.error ? (
          <Problem error={ranking.error} title={t('key-accounts.failed')} onRetry={ranking.retry} />
        ) : (
          <FirstLoad />
        )
      ) : reply.available === null ? (
        <NoSales scope={reply.scope} />
      ) : (
        <>
          {reply.scope === 'company' ? null : <p className={classes.note}>{t(`key-accounts.scope-${reply.scope}`)}</p>}
          <RankingView
            ranking={ranking}
            reply={reply}
            search={search}
            onChange={change}
            chips={
              <div ref={chips}>
                <KeyAccountsChips
                  search={search}
                  shown={reply.period}
                  hasMargin={can('margin.read') && (reply.totals.margin !== null || search.measure !== undefined)}
                  onChange={change}
                  end={
                    <>
                      <Action
                        small
                        kind="quiet"
                        label={t('key-accounts.to-matrix')}
                        link={{ to: '/key-accounts/matrix' }}
                      />
                      <Action
                        small
                        kind="quiet"
                        label={t('key-accounts.to-decisions')}
                        link={{ to: '/key-accounts/decisions' }}
                      />
                      {mayChangePolicy ? (
                        <Action
                          small
                          icon={IconAdjustments}
                          label={t('policy.open')}
                          aria-haspopup="dialog"
                          onClick={openPolicy}
                        />
                      ) : null}
                      <Action small icon={IconDownload} label={t('key-accounts.export')} href={csv} />
                    </>
                  }
                />
              </div>
            }
          />
        </>
      )}
      {mayChangePolicy && isPolicyOpen ? (
        <Suspense fallback={null}>
          <PolicyDialog opened onClose={() => setPolicyOpen(false)} query={ranking.query} />
        </Suspense>
      ) : null}
    </Page>
  );
}

/** The finding as a sentence; for those who see only a part it says whose. */
function useTitle(reply: KeyAccountsReply | undefined): string | undefined {
  const { t } = useTranslation();
  const format = useFormat();
  if (reply === undefined || reply.available === null) return undefined;
  const finding = findingOf(reply);
  switch (finding.kind) {
    case 'carried':
      return t(`key-accounts.carried-${reply.scope}-${reply.measure}`, { count: finding.count });
    case 'spread':
      return t('key-accounts.spread', { count: finding.count, of: format.number(finding.of) });
    case 'none':
      return t('key-accounts.nothing');
  }
}

/** What the finding is of: measure, days, and what was left out or joined. */
function useBeside(reply: KeyAccountsReply | undefined, search: KeyAccountsSearch): string | null {
  const { t } = useTranslation();
  const format = useFormat();
  if (!reply?.period) return null;
  return [
    t(`key-accounts.measure-${reply.measure}`),
    format.period(reply.period.from, reply.period.to),
    search.goodsOnly ? t('key-accounts.lines-goods') : null,
    search.by === 'group' ? t('key-accounts.with-groups-joined') : null,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

/** What the page offers to the command menu and the keys. */
function usePageCommands(csv: string, openPolicy: (() => void) | null, chips: RefObject<HTMLElement | null>): void {
  const { t } = useTranslation();
  const commands = useMemo(() => {
    const offered: Command[] = [
      {
        id: 'filter',
        label: t('key-accounts.filter'),
        keys: 'f',
        group: 'here',
        run: () => chips.current?.querySelector('button')?.focus(),
      },
      {
        id: 'export',
        label: t('key-accounts.export'),
        icon: IconDownload,
        group: 'here',
        run: () => location.assign(csv),
      },
    ];
    if (openPolicy) {
      offered.push({ id: 'policy', label: t('policy.open'), icon: IconAdjustments, group: 'here', run: openPolicy });
    }
    return offered;
  }, [t, csv, openPolicy, chips]);
  useCommands(commands);
}

/** Before anything was ever loaded. */
function NoSales({ scope }: Pick<KeyAccountsReply, 'scope'>): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  if (scope !== 'company') return <EmptyState>{t('key-accounts.no-sales-yours')}</EmptyState>;
  return (
    <EmptyState
      action={
        can('sales.import') ? <Action kind="primary" label={t('key-accounts.import')} link={{ to: '/import' }} /> : null
      }
    >
      {t('key-accounts.no-sales')}
    </EmptyState>
  );
}

const noRows: readonly never[] = [];
/** Only the outline of rows is drawn. */
const loadingColumns = [{ id: 'name', header: '', width: 200, grow: 1, isSubject: true, cell: () => null }] as const;

/** The outline of what comes, in its layout. */
function FirstLoad(): ReactNode {
  const { t } = useTranslation();
  return (
    <Loading label={t('key-accounts.loading')}>
      <div className={classes.overview}>
        <Skeleton height="14.75rem" />
        <div className={classes.lines}>
          {['a', 'b', 'c', 'd', 'e', 'f'].map((line) => (
            <Skeleton key={line} height="1.125rem" />
          ))}
        </div>
      </div>
      <DataTable
        label={t('key-accounts.table')}
        columns={loadingColumns}
        rows={noRows}
        rowId={() => ''}
        phoneRow={() => ({ subject: null })}
        isLoading
        isBleeding
      />
    </Loading>
  );
}
