import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRowsSoFar } from '#platform/web/paged-rows.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { ChipRow } from '#platform/web/ui/chip.tsx';
import { Money } from '#platform/web/ui/figures.tsx';
import { Page } from '#platform/web/ui/page.tsx';
import { SearchField } from '#platform/web/ui/search-field.tsx';
import { Section } from '#platform/web/ui/section.tsx';
import { EmptyState, Problem } from '#platform/web/ui/states.tsx';
import type { Column } from '#platform/web/ui/table/column.ts';
import { DataTable } from '#platform/web/ui/table/data-table.tsx';
import { SelectableTable } from '#platform/web/ui/table/selectable-table.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { Attribution, UnattributedDocument } from '#slices/sales/attribution-contract.ts';
import { AttributeDialog } from '#slices/sales/web/attribute-dialog.tsx';
import { useAttributions, useTakeBack, useUnattributed } from '#slices/sales/web/unattributed-data.ts';

const noAttributions: readonly Attribution[] = [];

/** Documents that name no account: whose they are can be said here, and taken back. */
export function UnattributedPage(): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  const format = useFormat();
  const isAllowed = can('sales.import');
  const [number, setNumber] = useState('');
  const [picked, setPicked] = useState<ReadonlySet<string | number>>(new Set());
  const [isGiving, setGiving] = useState(false);
  const list = useUnattributed(number === '' ? {} : { number }, isAllowed);
  const { documents, first, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const rows = useRowsSoFar<UnattributedDocument>(documents, hasNextPage);
  const columns = useColumns(first?.currency ?? '');
  const chosen = documents.filter(({ id }) => picked.has(id));
  const crumbs = [{ label: t('import.place'), link: { to: '/import' } as const }];
  if (!isAllowed) {
    return (
      <Page place={t('unattributed.place')}>
        <EmptyState>{t('import.locked')}</EmptyState>
      </Page>
    );
  }
  return (
    <Page
      place={t('unattributed.place')}
      title={t('unattributed.title')}
      crumbs={crumbs}
      beside={
        first === null ? null : (
          <>
            {t('unattributed.documents', {
              count: first.total.documents,
              figure: format.number(first.total.documents),
            })}
            {' · '}
            <Money amount={first.total.net} currency={first.currency} />
          </>
        )
      }
    >
      <ChipRow>
        <SearchField label={t('unattributed.search')} value={number} onSearch={setNumber} />
      </ChipRow>
      {list.error ? (
        <Problem error={list.error} title={t('unattributed.failed-list')} onRetry={() => void list.refetch()} />
      ) : (
        <SelectableTable
          label={t('unattributed.place')}
          columns={columns}
          rows={rows}
          rowId={idOf}
          nameOf={nameOf}
          phoneRow={(one) => ({
            subject: one.number,
            figure: <Money amount={one.net} currency={first?.currency ?? ''} form="short" />,
            qualifier: `${one.source} · ${format.day(one.day)}`,
          })}
          onNeedRows={() => {
            if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
          }}
          isOpenEnded={hasNextPage}
          isLoading={list.isPending}
          isBleeding
          empty={<EmptyState>{t('unattributed.none')}</EmptyState>}
          picked={picked}
          onPick={setPicked}
          actions={
            <Action
              small
              label={t('unattributed.give-picked')}
              aria-haspopup="dialog"
              onClick={() => setGiving(true)}
            />
          }
        />
      )}
      <Given />
      <AttributeDialog
        documents={chosen}
        opened={isGiving}
        onClose={() => setGiving(false)}
        onDone={() => {
          setGiving(false);
          setPicked(new Set());
        }}
      />
    </Page>
  );
}

const idOf = ({ id }: UnattributedDocument): number => id;
const nameOf = ({ number }: UnattributedDocument): string => number;

function useColumns(currency: string): readonly Column<UnattributedDocument>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: 'number',
        header: t('unattributed.number'),
        width: 200,
        grow: 1,
        isSticky: true,
        isSubject: true,
        cell: (one) => one.number,
      },
      { id: 'source', header: t('import.source'), width: 160, cell: (one) => one.source },
      { id: 'day', header: t('unattributed.day'), width: 120, align: 'right', cell: (one) => format.day(one.day) },
      {
        id: 'lines',
        header: t('import.month-lines'),
        width: 88,
        align: 'right',
        cell: (one) => format.columnNumber(one.lines),
      },
      {
        id: 'net',
        header: t('import.net'),
        width: 140,
        align: 'right',
        cell: (one) => <Money amount={one.net} currency={currency} form="column" />,
      },
    ],
    [t, format, currency],
  );
}

/** What was given by hand so far, with who, why, and the way back. */
function Given(): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { can, company } = useSession();
  const takeBack = useTakeBack();
  const { data } = useAttributions(can('sales.import'));
  const given = data?.attributions ?? noAttributions;
  const currency = data?.currency ?? '';
  const { mutate, isPending } = takeBack;
  const columns = useMemo<readonly Column<Attribution>[]>(
    () => [
      {
        id: 'account',
        header: t('unattributed.account'),
        width: 220,
        grow: 1,
        isSticky: true,
        isSubject: true,
        cell: ({ account }) => (
          <>
            {account.name} <span className="k-small k-ink3">{account.code}</span>
          </>
        ),
      },
      { id: 'reason', header: t('unattributed.reason'), width: 220, grow: 1, cell: ({ reason }) => reason },
      {
        id: 'documents',
        header: t('unattributed.place-documents'),
        width: 104,
        align: 'right',
        cell: ({ documents }) => format.columnNumber(documents),
      },
      {
        id: 'net',
        header: t('import.net'),
        width: 130,
        align: 'right',
        cell: ({ net }) => <Money amount={net} currency={currency} form="column" />,
      },
      { id: 'by', header: t('import.by'), width: 120, cell: ({ madeBy }) => madeBy },
      {
        id: 'when',
        header: t('import.when'),
        width: 144,
        align: 'right',
        cell: ({ madeAt }) => format.instant(madeAt, company.timeZone),
      },
      {
        id: 'undo',
        header: t('unattributed.way-back'),
        width: 128,
        align: 'right',
        cell: ({ id, undone }) =>
          undone === null ? (
            <Action
              small
              kind="quiet"
              label={t('unattributed.take-back')}
              busy={isPending}
              onClick={() => mutate(id)}
            />
          ) : (
            <span className="k-small k-ink3">{t('unattributed.taken-back', { who: undone.by })}</span>
          ),
      },
    ],
    [t, format, company.timeZone, currency, mutate, isPending],
  );
  if (given.length === 0) return null;
  return (
    <Section title={t('unattributed.given')} bare>
      <DataTable
        label={t('unattributed.given')}
        columns={columns}
        rows={given}
        rowId={(one) => one.id}
        phoneRow={(one) => ({
          subject: one.account.name,
          figure: <Money amount={one.net} currency={currency} form="short" />,
          qualifier: one.reason,
          state: one.undone === null ? null : t('unattributed.taken-back', { who: one.undone.by }),
          action:
            one.undone === null ? (
              <Action
                small
                kind="quiet"
                label={t('unattributed.take-back')}
                busy={isPending}
                onClick={() => mutate(one.id)}
              />
            ) : null,
        })}
        isBleeding
        empty={null}
      />
    </Section>
  );
}
