import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Page } from '#platform/web/ui/page.tsx';
import { EmptyState, JobProgress, Loading, Problem, Skeleton } from '#platform/web/ui/states.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import { usePhone } from '#platform/web/viewport.ts';
import type { Import } from '#slices/sales/contract.ts';
import { ColumnsStep } from '#slices/sales/web/columns-step.tsx';
import { useImport } from '#slices/sales/web/import-data.ts';
import { useImportFlow, type ImportFlow } from '#slices/sales/web/import-flow.ts';
import { ImportSteps } from '#slices/sales/web/import-steps.tsx';
import { useImportWays } from '#slices/sales/web/import-ways.tsx';
import classes from '#slices/sales/web/import.module.css';
import { OutcomeStep } from '#slices/sales/web/outcome-step.tsx';
import { UndoDialog } from '#slices/sales/web/undo-dialog.tsx';

/** One import, from the columns to the result. It goes on when the page is closed, and can be found again in the list. */
export function ImportDetailPage(): ReactNode {
  const { importId } = useParams({ from: '/shell/import/$importId' });
  // What was begun with one import says nothing about the next.
  return <ImportCourse key={importId} importId={importId} />;
}

function ImportCourse({ importId }: { readonly importId: string }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { can, company } = useSession();
  const isAllowed = can('sales.import');
  const { data, error, refetch } = useImport(importId, isAllowed);
  const title = useTitle(data);
  const flow = useImportFlow(importId, data);
  const { primary, secondary } = useImportWays(data, flow);
  const crumbs = [{ label: t('import.place'), link: { to: '/import' } as const }];
  if (!isAllowed) {
    return (
      <Page place={t('import.place')}>
        <EmptyState>{t('import.locked')}</EmptyState>
      </Page>
    );
  }
  const isMissing = error instanceof ApiProblem && (error.status === 404 || error.status === 400);
  return (
    <Page
      place={data?.fileName ?? t(isMissing ? 'import.missing' : 'import.file')}
      title={title}
      crumbs={crumbs}
      primary={primary}
      secondary={secondary}
      beside={
        data
          ? [
              data.fileName,
              t(`import.kind-${data.kind}`),
              data.source,
              format.bytes(data.bytes),
              data.startedBy,
              format.instant(data.startedAt, company.timeZone),
            ].join(' · ')
          : null
      }
    >
      {data && flow ? (
        <Steps found={data} flow={flow} way={primary} />
      ) : isMissing ? (
        <EmptyState action={<Action label={t('import.to-list')} link={{ to: '/import' }} />}>
          {t('import.missing-text')}
        </EmptyState>
      ) : error ? (
        <Problem error={error} title={t('import.failed-one')} onRetry={() => void refetch()} />
      ) : (
        <Loading label={t('import.loading')}>
          <Skeleton height="18rem" />
        </Loading>
      )}
    </Page>
  );
}

/** The one thing to know about the import now. */
function useTitle(found: Import | undefined): string | undefined {
  const { t } = useTranslation();
  if (found === undefined) return undefined;
  const { state, result } = found;
  switch (state) {
    case 'uploaded':
      return t('import.title-uploaded');
    case 'running':
      return t('import.title-running');
    case 'tried':
      if (result === null) return t('import.title-uploaded');
      return result.rejected === 0
        ? t('import.title-tried-right')
        : t('import.title-tried', { count: result.rejected });
    case 'loaded':
      if (result === null || result.new + result.changed === 0) return t('import.title-unchanged');
      return t('import.title-loaded', { count: result.new + result.changed });
    case 'stopped':
      return t('import.title-stopped');
    case 'failed':
      return t('import.title-failed');
    case 'cancelled':
      return t('import.title-cancelled');
    case 'undone':
      return t('import.title-undone');
  }
}

interface StepsProps {
  readonly found: Import;
  readonly flow: ImportFlow;
  /** The likely way on, again at the end of what is long to scroll. */
  readonly way: ReactNode;
}

function Steps({ found, flow, way }: StepsProps): ReactNode {
  const { t } = useTranslation();
  const isPhone = usePhone();
  const { profile, result, state } = found;
  return (
    <>
      <ImportSteps step={flow.step} wasTried={found.wasTried} />
      <LoadedBefore found={found} />
      {found.problem && state === 'failed' ? <FileProblem found={found} /> : null}
      {state === 'cancelled' ? <p className={classes.note}>{t('import.cancelled-text')}</p> : null}
      {state === 'running' ? (
        <Running found={found} flow={flow} />
      ) : flow.step === 'columns' && profile ? (
        <>
          <ColumnsStep found={found} profile={profile} flow={flow} />
          {isPhone ? <div className={classes.thumb}>{way}</div> : null}
        </>
      ) : result ? (
        <>
          <Undone found={found} />
          <OutcomeStep found={found} result={result} error={flow.error} />
          <UndoDialog found={found} flow={flow} />
        </>
      ) : null}
    </>
  );
}

/** By whom and when it was taken back; what follows says what it had brought. */
function Undone({ found }: { readonly found: Import }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { company } = useSession();
  if (found.undone === null) return null;
  const facts = { who: found.undone.by, when: format.instant(found.undone.at, company.timeZone) };
  return <p className={classes.note}>{t('import.undone-text', facts)}</p>;
}

/** The same file from the same source was there before: said, not forbidden. */
function LoadedBefore({ found }: { readonly found: Import }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { company } = useSession();
  if (found.loadedBefore === null) return null;
  return (
    <p className={classes.note}>
      {t('import.loaded-before', { when: format.instant(found.loadedBefore, company.timeZone) })}
    </p>
  );
}

/** Why the file, or the run, failed as a whole. */
function FileProblem({ found }: { readonly found: Import }): ReactNode {
  const { t } = useTranslation();
  return (
    <div role="alert" className={classes.failed}>
      <p className="k-text">{found.problem?.detail}</p>
      {found.profile === null ? <Action label={t('import.send-another')} link={{ to: '/import' }} /> : null}
    </div>
  );
}

function Running({ found, flow }: { readonly found: Import; readonly flow: ImportFlow }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { progress } = found;
  return (
    <div className={classes.running}>
      <JobProgress
        label={t(`import.phase-${progress?.phase ?? 'reading'}`)}
        share={progress?.share ?? 0}
        figures={
          progress && progress.rows > 0
            ? t('import.rows-so-far', { count: progress.rows, figure: format.number(progress.rows) })
            : null
        }
        cancel={<Action small label={t('import.cancel')} busy={flow.isCancelling} onClick={flow.cancel} />}
      />
      <p className="k-small k-ink3">{t(flow.isDry === true ? 'import.running-dry' : 'import.running-text')}</p>
    </div>
  );
}
