import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Unknown } from '#platform/web/ui/figures.tsx';
import { Section } from '#platform/web/ui/section.tsx';
import type { Column } from '#platform/web/ui/table/column.ts';
import { DataTable } from '#platform/web/ui/table/data-table.tsx';
import type { Fact } from '#slices/dossier/contract.ts';
import { figureKinds } from '#slices/dossier/domain/topics.ts';
import { figuresByYear, type YearOfFigures } from '#slices/dossier/domain/years.ts';

/** Financial figures as a table; each with its source stands among the facts below. */
export function FiguresByYear({ facts }: { readonly facts: readonly Fact[] }): ReactNode {
  const { t } = useTranslation();
  const rows = useMemo(() => figuresByYear(facts), [facts]);
  const columns = useMemo<readonly Column<YearOfFigures>[]>(
    () => [
      { id: 'year', header: t('facts.year'), width: 80, isSticky: true, isSubject: true, cell: ({ year }) => year },
      ...figureKinds.map((kind) => ({
        id: kind,
        header: t(`figure-kind.${kind}`),
        width: 140,
        grow: 1,
        align: 'right' as const,
        cell: ({ values }: YearOfFigures) => values[kind] ?? <Unknown />,
      })),
    ],
    [t],
  );
  if (rows.length === 0) return null;
  return (
    <Section title={t('facts.by-year')} bare>
      <DataTable
        label={t('facts.by-year')}
        columns={columns}
        rows={rows}
        rowId={({ year }) => year}
        phoneRow={({ year, values }) => ({
          subject: String(year),
          figure: values.revenue ?? <Unknown />,
          qualifier: values.profit === undefined ? undefined : `${t('figure-kind.profit')}: ${values.profit}`,
        })}
      />
    </Section>
  );
}
