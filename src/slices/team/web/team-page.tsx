import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoleHeld, Substitution } from '#slices/team/contract.ts';
import { AbsenceDialog } from '#slices/team/web/absence-dialog.tsx';
import { ReportDialog } from '#slices/team/web/report-dialog.tsx';
import { requestsQuery, substitutionsQuery, useDecision, useEndSubstitution } from '#slices/team/web/substitutions.ts';
import classes from '#slices/team/web/team.module.css';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Page } from '#platform/web/ui/page.tsx';
import { Section } from '#platform/web/ui/section.tsx';
import { EmptyState, Problem } from '#platform/web/ui/states.tsx';
import type { Column } from '#platform/web/ui/table/column.ts';
import { DataTable } from '#platform/web/ui/table/data-table.tsx';
import { useFormat } from '#platform/web/use-format.ts';

const none: readonly Substitution[] = [];
const noRequests: readonly RoleHeld[] = [];

/** Who is away and who stands in; rights that wait for a second person. */
export function TeamPage(): ReactNode {
  const { t } = useTranslation();
  const { can, today } = useSession();
  const query = useQuery(substitutionsQuery);
  const [isOrdering, setOrdering] = useState(false);
  const [reported, setReported] = useState<Substitution | null>(null);
  const all = query.data?.substitutions ?? none;
  const away = all.filter(({ state }) => state === 'now').length;
  const columns = useColumns(setReported, today);
  return (
    <Page
      place={t('absence.place')}
      crumbs={[{ label: t('people.place'), link: { to: '/people' } }]}
      title={query.data ? (away === 0 ? t('absence.nobody-away') : t('absence.title', { count: away })) : undefined}
      primary={
        can('people.substitute') ? (
          <Action kind="primary" label={t('absence.order')} onClick={() => setOrdering(true)} />
        ) : undefined
      }
    >
      {can('people.manage') ? <Waiting /> : null}
      {query.isError ? (
        <Problem error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Section title={t('absence.list')} bare>
          <DataTable
            label={t('absence.list')}
            columns={columns}
            rows={all}
            rowId={(one) => one.id}
            phoneRow={(one) => ({
              subject: one.for.name,
              figure: t(`absence.state-${one.state}`),
              qualifier: t('absence.by-name', { name: one.by.name }),
            })}
            isLoading={query.isPending}
            empty={<EmptyState>{t('absence.none')}</EmptyState>}
          />
        </Section>
      )}
      <AbsenceDialog opened={isOrdering} onClose={() => setOrdering(false)} />
      <ReportDialog substitution={reported} onClose={() => setReported(null)} />
    </Page>
  );
}

function useColumns(report: (one: Substitution) => void, today: string): readonly Column<Substitution>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const end = useEndSubstitution();
  return [
    {
      id: 'for',
      header: t('absence.for'),
      width: 170,
      grow: 1,
      isSubject: true,
      isSticky: true,
      cell: (one) => one.for.name,
    },
    { id: 'by', header: t('absence.by'), width: 170, grow: 1, cell: (one) => one.by.name },
    { id: 'from', header: t('absence.from'), width: 110, cell: (one) => format.day(one.from, 'numeric') },
    { id: 'until', header: t('absence.until'), width: 110, cell: (one) => format.day(one.until, 'numeric') },
    {
      id: 'scope',
      header: t('absence.scope'),
      width: 190,
      grow: 1,
      cell: (one) =>
        [
          one.accounts === null ? t('absence.all') : t('people.account-count', { count: one.accounts }),
          ...(one.personal ? [t('absence.class-personal')] : one.confidential ? [t('absence.class-confidential')] : []),
        ].join(' · '),
    },
    { id: 'state', header: t('absence.state'), width: 110, cell: (one) => t(`absence.state-${one.state}`) },
    { id: 'reason', header: t('absence.reason'), width: 140, grow: 1, cell: (one) => one.reason ?? '–' },
    {
      id: 'do',
      header: t('absence.do'),
      width: 230,
      align: 'right',
      cell: (one) => (
        <span className={classes.actions}>
          {one.mayReport && one.state !== 'coming' && one.state !== 'withdrawn' ? (
            <Action kind="quiet" small label={t('absence.report')} onClick={() => report(one)} />
          ) : null}
          {one.mayChange ? (
            <Action
              kind="quiet"
              small
              label={t(one.state === 'coming' ? 'absence.withdraw' : 'absence.end')}
              onClick={() => end.mutate({ substitution: one, until: one.state === 'coming' ? one.from : today })}
            />
          ) : null}
        </span>
      ),
    },
  ];
}

/** Rights over the whole company and over people: asked by one, given by another. */
function Waiting(): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { today } = useSession();
  const query = useQuery(requestsQuery);
  const decide = useDecision();
  const requests = query.data?.requests ?? noRequests;
  if (requests.length === 0) return null;
  return (
    <Section title={t('rights.waiting')} beside={format.number(requests.length)}>
      <ul className={classes.waiting}>
        {requests.map((request) => (
          <li key={request.id}>
            <span>
              {t('rights.asked', {
                name: request.person.name,
                role: t(`role.${request.role}`),
                from: format.nearDay(request.from ?? today, today),
                by: request.askedBy ?? t('rights.host'),
              })}
              {request.reason === null ? null : <span className="k-ink2"> {request.reason}</span>}
            </span>
            <span className={classes.actions}>
              <Action
                kind="primary"
                small
                label={t('rights.give')}
                onClick={() => decide.mutate({ request, give: true })}
              />
              <Action small label={t('rights.decline')} onClick={() => decide.mutate({ request, give: false })} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
