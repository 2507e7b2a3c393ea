import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Substitution } from '#slices/team/contract.ts';
import { reportQuery } from '#slices/team/web/substitutions.ts';
import classes from '#slices/team/web/team.module.css';
import { useSession } from '#platform/web/session.ts';
import { Dialog } from '#platform/web/ui/dialog.tsx';
import { EmptyState, Loading, Problem, Skeleton } from '#platform/web/ui/states.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import { useAuditWords } from '#platform/web/audit-words.ts';

interface ReportDialogProps {
  /** Of which order; null while the dialog is closed. */
  readonly substitution: Substitution | null;
  readonly onClose: () => void;
}

/** What happened meanwhile: all that the one who stood in did for her who was away. */
export function ReportDialog({ substitution, onClose }: ReportDialogProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Dialog
      title={substitution ? t('absence.report-of', { by: substitution.by.name, for: substitution.for.name }) : ''}
      opened={substitution !== null}
      onClose={onClose}
    >
      {substitution === null ? null : <Report id={substitution.id} />}
    </Dialog>
  );
}

function Report({ id }: { readonly id: number }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { company } = useSession();
  const told = useAuditWords();
  const query = useQuery(reportQuery(id));
  if (query.error) return <Problem error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) {
    return (
      <Loading label={t('absence.loading')}>
        <Skeleton height="6rem" />
      </Loading>
    );
  }
  const { entries } = query.data;
  if (entries.length === 0) return <EmptyState>{t('absence.nothing-done')}</EmptyState>;
  return (
    <ol className={classes.waiting}>
      {entries.map((entry) => (
        <li key={entry.seq}>
          <span>{told(entry.action, entry.subject)}</span>
          <span className="k-small k-ink3">{format.instant(entry.at, company.timeZone)}</span>
        </li>
      ))}
    </ol>
  );
}
