import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Download } from '#platform/web/ui/download.tsx';
import { Money } from '#platform/web/ui/figures.tsx';
import { Page } from '#platform/web/ui/page.tsx';
import { Section } from '#platform/web/ui/section.tsx';
import { EmptyState, Problem } from '#platform/web/ui/states.tsx';
import type { Column } from '#platform/web/ui/table/column.ts';
import { DataTable } from '#platform/web/ui/table/data-table.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { Import } from '#slices/sales/contract.ts';
import { useImports } from '#slices/sales/web/import-data.ts';
import { ImportState } from '#slices/sales/web/import-state.tsx';
import classes from '#slices/sales/web/import.module.css';
import { UploadForm } from '#slices/sales/web/upload-form.tsx';

const noImports: readonly Import[] = [];

/** Bringing sales lines in, and what was brought before (design, screen J). */
export function ImportPage(): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  const isAllowed = can('sales.import');
  const list = useImports(isAllowed);
  if (!isAllowed) {
    return (
      <Page place={t('import.place')}>
        <EmptyState>{t('import.locked')}</EmptyState>
      </Page>
    );
  }
  const imports = list.data?.imports ?? noImports;
  return (
    <Page
      place={t('import.place')}
      title={t('import.title')}
      beside={t('import.beside')}
      secondary={
        <>
          <Action label={t('unattributed.place')} link={{ to: '/import/unattributed' }} />
          <Download label={t('import.export-lines')} href="/api/sales/lines.csv" />
        </>
      }
    >
      <div className={classes.narrow}>
        <UploadForm sources={list.data?.sources ?? []} past={imports} />
      </div>
      {list.error ? (
        <Problem error={list.error} title={t('import.failed-list')} onRetry={() => void list.refetch()} />
      ) : (
        <PastImports imports={imports} isLoading={list.isPending} />
      )}
    </Page>
  );
}

function PastImports({
  imports,
  isLoading,
}: {
  readonly imports: readonly Import[];
  readonly isLoading: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const columns = useColumns();
  const format = useFormat();
  const { company } = useSession();
  return (
    <Section title={t('import.past')} bare>
      <DataTable
        label={t('import.past')}
        columns={columns}
        rows={imports}
        rowId={(one) => one.id}
        phoneRow={(one) => ({
          subject: one.fileName,
          figure: <ImportState state={one.state} />,
          qualifier: `${t(`import.kind-${one.kind}`)} · ${one.source} · ${format.instant(one.startedAt, company.timeZone)}`,
          state: one.result === null ? null : t('import.rows', { count: one.result.read }),
        })}
        rowLink={(one) => ({ to: '/import/$importId', params: { importId: String(one.id) } })}
        isLoading={isLoading}
        isBleeding
        empty={<EmptyState>{t('import.none')}</EmptyState>}
      />
    </Section>
  );
}

function useColumns(): readonly Column<Import>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const { company } = useSession();
  return useMemo(() => {
    const count = (id: 'read' | 'new' | 'unchanged' | 'changed' | 'rejected'): Column<Import> => ({
      id,
      header: t(`import.${id}`),
      width: 88,
      align: 'right',
      cell: ({ result }) =>
        result === null ? null : (
          <span className={id === 'rejected' && result.rejected > 0 ? 'k-warn' : undefined}>
            {format.columnNumber(result[id])}
          </span>
        ),
      sortBy: ({ result }) => result?.[id] ?? null,
      sortsDownFirst: true,
    });
    return [
      {
        id: 'file',
        header: t('import.file'),
        width: 232,
        grow: 1,
        isSticky: true,
        isSubject: true,
        cell: (one: Import) => (
          <span title={one.fileName}>
            {one.fileName}
            {one.kind === 'sales' ? null : <span className="k-small k-ink3"> {t(`import.kind-${one.kind}`)}</span>}
          </span>
        ),
        sortBy: (one: Import) => one.fileName,
      },
      {
        id: 'source',
        header: t('import.source'),
        width: 150,
        grow: 1,
        // A name may be longer than any column: the whole of it stands on the import's own page, and here under the pointer.
        cell: (one: Import) => <span title={one.source}>{one.source}</span>,
        sortBy: (one: Import) => one.source,
      },
      {
        id: 'state',
        header: t('import.state'),
        width: 124,
        cell: (one: Import) => <ImportState state={one.state} />,
      },
      count('read'),
      count('new'),
      count('unchanged'),
      count('changed'),
      count('rejected'),
      {
        id: 'net',
        header: t('import.net'),
        width: 120,
        align: 'right' as const,
        cell: (one: Import) =>
          one.result?.net === undefined ? null : (
            <Money amount={one.result.net} currency={one.currency} form="column" />
          ),
      },
      { id: 'by', header: t('import.by'), width: 112, cell: (one: Import) => one.startedBy },
      {
        id: 'when',
        header: t('import.when'),
        width: 144,
        align: 'right' as const,
        cell: (one: Import) => format.instant(one.startedAt, company.timeZone),
        sortBy: (one: Import) => one.startedAt,
        sortsDownFirst: true,
      },
    ];
  }, [t, format, company.timeZone]);
}
