import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { IconDownload, IconShieldCheck } from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry, AuditReply } from '#platform/audit/contract.ts';
import classes from '#app/web/audit/audit.module.css';
import type { AuditSearch } from '#app/web/audit/audit-search.ts';
import { addressOf, api } from '#platform/web/api.ts';
import { useAuditWords } from '#platform/web/audit-words.ts';
import { useRowsSoFar } from '#platform/web/paged-rows.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Chip, ChipRow } from '#platform/web/ui/chip.tsx';
import { TextField } from '#platform/web/ui/field.tsx';
import { Page } from '#platform/web/ui/page.tsx';
import { EmptyState, Problem } from '#platform/web/ui/states.tsx';
import type { Column } from '#platform/web/ui/table/column.ts';
import { DataTable } from '#platform/web/ui/table/data-table.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import { peopleQuery } from '#slices/team/web/people.ts';

const kinds = ['change', 'look', 'export', 'rights'] as const;

/** Who changed, who looked, who took something out: the audit as sentences, the newest first (design, screen U). */
export function AuditPage(): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  if (can('audit.read')) return <AuditLog />;
  return (
    <Page place={t('audit.place')}>
      <EmptyState>{t('audit.locked')}</EmptyState>
    </Page>
  );
}

function AuditLog(): ReactNode {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/audit' });
  const navigate = useNavigate();
  const set = (change: Partial<AuditSearch>): void => {
    const next = Object.fromEntries(
      Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined && value !== ''),
    );
    void navigate({ to: '/audit', search: next, replace: true, resetScroll: false });
  };
  const list = useInfiniteQuery({
    queryKey: ['audit', search],
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    queryFn: ({ pageParam, signal }) =>
      api.get<AuditReply>('/api/audit/entries', { query: { ...search, limit: 100, cursor: pageParam }, signal }),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: (before) => before,
  });
  const entries = useMemo(() => list.data?.pages.flatMap((page) => page.entries) ?? [], [list.data]);
  const rows = useRowsSoFar<AuditEntry>(entries, list.hasNextPage);
  const columns = useColumns();
  return (
    <Page
      place={t('audit.place')}
      crumbs={[{ label: t('nav.settings'), link: { to: '/settings' } }]}
      beside={t('audit.beside')}
      secondary={
        <Action
          icon={IconDownload}
          label={t('audit.export')}
          href={addressOf('/api/audit/entries.csv', { ...search })}
        />
      }
      primary={<Verify />}
    >
      <Filters search={search} set={set} />
      {list.error ? (
        <Problem error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <DataTable
          label={t('audit.place')}
          columns={columns}
          rows={rows}
          rowId={(entry) => entry.seq}
          phoneRow={(entry) => ({
            subject: entry.who?.name ?? t('audit.host'),
            figure: <Instant entry={entry} />,
            qualifier: <Said entry={entry} />,
          })}
          onNeedRows={() => {
            if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
          }}
          isOpenEnded={list.hasNextPage}
          isSortedByServer
          isLoading={list.isPending}
          isBleeding
          empty={<EmptyState>{t('audit.none')}</EmptyState>}
        />
      )}
    </Page>
  );
}

function Filters({ search, set }: { search: AuditSearch; set: (change: Partial<AuditSearch>) => void }): ReactNode {
  const { t } = useTranslation();
  const people = useQuery(peopleQuery).data?.people ?? [];
  return (
    <>
      <ChipRow>
        <Chip
          label={t('audit.kind')}
          value={search.kind ?? ''}
          active={search.kind !== undefined}
          options={[
            { value: '', label: t('audit.all') },
            ...kinds.map((kind) => ({ value: kind, label: t(`audit.kind-${kind}`) })),
          ]}
          onChange={(kind) => set({ kind: kind === '' ? undefined : kind })}
        />
        <Chip
          label={t('audit.who')}
          value={String(search.person ?? '')}
          active={search.person !== undefined}
          options={[
            { value: '', label: t('audit.everybody') },
            ...people.map((person) => ({ value: String(person.id), label: person.name })),
          ]}
          onChange={(person) => set({ person: person === '' ? undefined : Number(person) })}
        />
      </ChipRow>
      <div className={classes.filters}>
        <TextField
          label={t('audit.record')}
          hint={t('audit.record-hint')}
          width={24}
          value={search.record ?? ''}
          onChange={(record) => set({ record })}
        />
        <TextField
          label={t('audit.from')}
          type="date"
          width={12}
          value={search.from ?? ''}
          onChange={(from) => set({ from })}
        />
        <TextField
          label={t('audit.to')}
          type="date"
          width={12}
          value={search.to ?? ''}
          onChange={(to) => set({ to })}
        />
      </div>
    </>
  );
}

interface Verdict {
  readonly ok: boolean;
  readonly entries: number;
  readonly firstWrong: number | null;
}

/** Recomputes the whole chain and says what it found. */
function Verify(): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const verify = useMutation({ mutationFn: () => api.get<Verdict>('/api/audit/verification') });
  const found = verify.data;
  return (
    <span className={classes.verify}>
      <span role="status" className="k-small">
        {verify.error
          ? t('audit.verify-failed')
          : found
            ? found.ok
              ? t('audit.whole', { entries: format.number(found.entries) })
              : t('audit.broken', { entry: format.number(found.firstWrong ?? 0) })
            : null}
      </span>
      <Action
        kind="primary"
        icon={IconShieldCheck}
        label={t('audit.verify')}
        busy={verify.isPending}
        onClick={() => verify.mutate()}
      />
    </span>
  );
}

function Instant({ entry }: { readonly entry: AuditEntry }): ReactNode {
  const format = useFormat();
  const { company } = useSession();
  return <span className="k-small k-ink2">{format.instant(entry.at, company.timeZone)}</span>;
}

function Said({ entry }: { readonly entry: AuditEntry }): ReactNode {
  const { t } = useTranslation();
  const told = useAuditWords();
  return (
    <>
      {entry.isHidden
        ? t(`audit.hidden-${entry.kind}`)
        : told(entry.action, entry.subjectName === null ? entry.subject : `:${entry.subjectName}`)}
    </>
  );
}

function useColumns(): readonly Column<AuditEntry>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: 'who',
        header: t('audit.who'),
        width: 170,
        isSubject: true,
        isSticky: true,
        cell: (entry) => entry.who?.name ?? t('audit.host'),
      },
      {
        id: 'for',
        header: t('audit.for'),
        width: 150,
        cell: (entry) => entry.for?.name ?? (entry.byHost && entry.who ? t('audit.by-host') : '–'),
      },
      { id: 'what', header: t('audit.what'), width: 300, grow: 2, cell: (entry) => <Said entry={entry} /> },
      {
        id: 'changes',
        header: t('audit.changes'),
        width: 280,
        grow: 2,
        cell: (entry) => (
          <span className="k-small">
            {entry.changes
              .map(({ field, before, after }) =>
                before === null ? `${field}: ${after ?? '–'}` : `${field}: ${before} > ${after ?? '–'}`,
              )
              .join(' · ')}
          </span>
        ),
      },
      { id: 'kind', header: t('audit.kind'), width: 110, cell: (entry) => t(`audit.kind-${entry.kind}`) },
      { id: 'when', header: t('audit.when'), width: 150, align: 'right', cell: (entry) => <Instant entry={entry} /> },
    ],
    [t],
  );
}
