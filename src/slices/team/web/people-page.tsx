import { useQuery } from '@tanstack/react-query';
import { IconCalendarOff, IconLifebuoy, IconMail, IconPencil, IconUserPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '#slices/team/contract.ts';
import { AddPersonDialog } from '#slices/team/web/add-person-dialog.tsx';
import { peopleQuery } from '#slices/team/web/people.ts';
import { PersonDialog } from '#slices/team/web/person-dialog.tsx';
import { SignInHelpDialog } from '#slices/team/web/sign-in-help-dialog.tsx';
import classes from '#slices/team/web/team.module.css';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Page } from '#platform/web/ui/page.tsx';
import { Problem } from '#platform/web/ui/states.tsx';
import type { Column, PhoneRow } from '#platform/web/ui/table/column.ts';
import { DataTable } from '#platform/web/ui/table/data-table.tsx';
import { sortOf, sortText } from '#platform/web/ui/table/sort.ts';
import { useFormat } from '#platform/web/use-format.ts';

const nobody: readonly Person[] = [];
const columnIds = ['name', 'role', 'reportsTo', 'accounts', 'email'];

/** Who works here: role, line and accounts; whoever manages people adds them and makes their sign-in links. */
export function PeoplePage(): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const session = useSession();
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/people' });
  const query = useQuery(peopleQuery);
  const people = query.data?.people ?? nobody;
  const [isAdding, setAdding] = useState(false);
  const [shownId, setShownId] = useState<number | null>(null);
  const [helped, setHelped] = useState<Person | null>(null);
  const mayManage = session.can('people.manage');
  const sort = useMemo(() => sortOf(search.sort, columnIds), [search.sort]);

  const columns = useMemo<readonly Column<Person>[]>(
    () => [
      {
        id: 'name',
        header: t('people.name'),
        width: 190,
        grow: 2,
        isSubject: true,
        isSticky: true,
        cell: (person) => person.name,
        sortBy: (person) => person.name,
      },
      {
        id: 'role',
        header: t('people.role'),
        width: 150,
        grow: 1,
        cell: (person) =>
          [
            ...(person.roles.length === 0 ? [person.role] : person.roles).map((role) => t(`role.${role}`)),
            ...(person.isDisabled ? [t('people.is-disabled')] : []),
            ...(person.away === null ? [] : [t('people.is-away', { name: person.away.name })]),
          ].join(' · '),
        sortBy: (person) => t(`role.${person.role}`),
      },
      {
        id: 'reportsTo',
        header: t('people.reports-to'),
        width: 160,
        grow: 1,
        cell: (person) => person.reportsTo?.name ?? '–',
        sortBy: (person) => person.reportsTo?.name ?? null,
      },
      {
        id: 'accounts',
        header: t('people.accounts'),
        width: 90,
        align: 'right',
        cell: (person) => format.columnNumber(person.accounts),
        sortBy: (person) => person.accounts,
        sortsDownFirst: true,
      },
      {
        id: 'email',
        header: t('people.email'),
        width: 230,
        grow: 2,
        cell: (person) => (
          <a href={`mailto:${person.email}`} tabIndex={-1}>
            {person.email}
          </a>
        ),
        sortBy: (person) => person.email,
      },
      ...(mayManage
        ? [
            {
              id: 'help',
              header: t('people.sign-in'),
              width: 230,
              align: 'right',
              cell: (person) => (
                <span className={classes.actions}>
                  <Action kind="quiet" small label={t('people.edit')} onClick={() => setShownId(person.id)} />
                  <Action
                    kind="quiet"
                    small
                    icon={IconLifebuoy}
                    label={t('people.help')}
                    onClick={() => setHelped(person)}
                  />
                </span>
              ),
            } satisfies Column<Person>,
          ]
        : []),
    ],
    [t, format, mayManage],
  );

  const phoneRow = (person: Person): PhoneRow => ({
    subject: person.name,
    figure: t('people.account-count', { count: person.accounts }),
    qualifier: [t(`role.${person.role}`), person.reportsTo?.name].filter(Boolean).join(' · '),
    action: mayManage ? (
      <Action
        kind="quiet"
        small
        icon={IconPencil}
        iconOnly
        label={t('people.edit-of', { name: person.name })}
        onClick={() => setShownId(person.id)}
      />
    ) : undefined,
  });

  return (
    <Page
      place={t('nav.people')}
      title={query.data ? t('people.title', { count: people.length }) : undefined}
      beside={
        <>
          {t('people.beside')}{' '}
          <Action kind="quiet" small icon={IconCalendarOff} label={t('people.absences')} link={{ to: '/absences' }} />
        </>
      }
      primary={
        mayManage ? (
          <Action kind="primary" icon={IconUserPlus} label={t('people.add')} onClick={() => setAdding(true)} />
        ) : undefined
      }
      secondary={
        mayManage && session.company.isDemo ? (
          <Action icon={IconMail} label={t('people.mails')} link={{ to: '/mails' }} />
        ) : undefined
      }
    >
      {query.isError ? (
        <Problem error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <DataTable
          label={t('nav.people')}
          columns={columns}
          rows={people}
          rowId={(person) => person.id}
          phoneRow={phoneRow}
          sort={sort}
          onSort={(next) =>
            void navigate({ to: '.', search: next.length > 0 ? { sort: sortText(next) } : {}, replace: true })
          }
          isLoading={query.isPending}
          isBleeding
        />
      )}
      <AddPersonDialog opened={isAdding} onClose={() => setAdding(false)} people={people} />
      <PersonDialog
        person={people.find(({ id }) => id === shownId) ?? null}
        people={people}
        onClose={() => setShownId(null)}
      />
      <SignInHelpDialog person={helped} onClose={() => setHelped(null)} />
    </Page>
  );
}
