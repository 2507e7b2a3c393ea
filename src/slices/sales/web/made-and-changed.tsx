import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FigureTable } from '#platform/web/chart/figure-table.tsx';
import { Unknown } from '#platform/web/ui/figures.tsx';
import { Section } from '#platform/web/ui/section.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { ImportResult } from '#slices/sales/contract.ts';

interface MadeProps {
  readonly title: string;
  readonly named: ImportResult['accounts'];
  /** All of them; `named` holds the first. */
  readonly count: number;
}

/** Which accounts or products an import makes: a slip in a column shows here before it makes a thousand of them. */
export function Made({ title, named, count }: MadeProps): ReactNode {
  const { t } = useTranslation();
  const beside = useFirstOf(named?.length ?? 0, count);
  if (named === undefined || named.length === 0) return null;
  return (
    <Section title={title} beside={beside} bare>
      <FigureTable
        caption={title}
        columns={[
          { id: 'code', header: t('import.code') },
          { id: 'name', header: t('import.name') },
        ]}
        rows={named.map(({ code, name }) => ({ id: code, cells: [code, name ?? <Unknown key="name" />] }))}
      />
    </Section>
  );
}

interface ChangesProps {
  readonly changes: ImportResult['changes'];
  readonly count: number;
}

/** What becomes of customers or products that are here: field by field, before and after. */
export function Changes({ changes = [], count }: ChangesProps): ReactNode {
  const { t } = useTranslation();
  const beside = useFirstOf(changes.length, count);
  if (changes.length === 0) return null;
  const title = t('import.changes');
  const flag = (value: string | null): string => t(value === 'true' ? 'import.flag-true' : 'import.flag-false');
  return (
    <Section title={title} beside={beside} bare>
      <FigureTable
        caption={title}
        columns={[
          { id: 'code', header: t('import.code') },
          { id: 'field', header: t('import.our-field') },
          { id: 'before', header: t('import.before') },
          { id: 'after', header: t('import.after') },
        ]}
        rows={changes.flatMap(({ code, fields }) =>
          fields.map(({ field, before, after }) => ({
            id: `${code} ${field}`,
            cells: [
              code,
              t(`import.changed-${field}`),
              field === 'kindIsSet' ? flag(before) : (before ?? <Unknown key="before" />),
              field === 'kindIsSet' ? flag(after) : (after ?? <Unknown key="after" />),
            ],
          })),
        )}
      />
    </Section>
  );
}

function useFirstOf(shown: number, all: number): string {
  const { t } = useTranslation();
  const format = useFormat();
  return all > shown
    ? t('import.first-of', { shown: format.number(shown), all: format.number(all) })
    : format.number(all);
}
