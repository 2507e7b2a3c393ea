import { useTranslation } from 'react-i18next';
import { Unknown } from '#platform/web/ui/figures.tsx';
import type { Column } from '#platform/web/ui/table/column.ts';

/** What the tables of judged and decided accounts have of each. */
interface NamedRow {
  readonly name: string;
  readonly town: string | null;
  readonly owner: string | null;
}

/** The first and the last column of those tables: the account with its town, and who owns it. */
export function useAccountColumns<Row extends NamedRow>(): Readonly<Record<'name' | 'owner', Column<Row>>> {
  const { t } = useTranslation();
  return {
    name: {
      id: 'name',
      header: t('key-accounts.account'),
      width: 216,
      grow: 1,
      isSticky: true,
      isSubject: true,
      cell: ({ name, town }) => (
        <>
          {name} <span className="k-small k-ink3">{town}</span>
        </>
      ),
      sortBy: ({ name }) => name,
    },
    owner: {
      id: 'owner',
      header: t('key-accounts.owner'),
      width: 140,
      cell: ({ owner }) => owner ?? <Unknown />,
      sortBy: ({ owner }) => owner,
    },
  };
}
