import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, offlineCode } from '#platform/web/api.ts';
import { Action } from '#platform/web/ui/action.tsx';
import classes from '#platform/web/ui/states.module.css';
import { useFormat } from '#platform/web/use-format.ts';

interface EmptyStateProps {
  /** What is not there, and what brings it. */
  readonly children: ReactNode;
  /** The one way on, as Action. */
  readonly action?: ReactNode;
}

/** A list or a page without anything in it: a sentence and a way on. */
export function EmptyState({ children, action }: EmptyStateProps): ReactNode {
  return (
    <div className={classes.empty}>
      <p className="k-text">{children}</p>
      {action}
    </div>
  );
}

/** The sentence of anything that was thrown: the server's own, else what we can say by ourselves. */
export function useSentence(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (!(error instanceof ApiProblem)) return navigator.onLine ? t('problem.broken') : t('problem.offline');
    if (error.code === offlineCode) return t('problem.offline');
    if (error.status === 429 && error.retryAfter !== null) return t('problem.wait', { count: error.retryAfter });
    return error.message === '' ? t('problem.broken') : error.message;
  };
}

interface ProblemProps {
  readonly error: unknown;
  /** What could not be done, as a sentence; without it only the reason stands there. */
  readonly title?: string;
  readonly onRetry?: () => void;
  /** Another way on than trying again. */
  readonly action?: ReactNode;
}

/** Something did not work: why, one way on, and the code under which the server's log has it. */
export function Problem({ error, title, onRetry, action }: ProblemProps): ReactNode {
  const { t } = useTranslation();
  const sentence = useSentence();
  const requestId = error instanceof ApiProblem ? error.requestId : null;
  return (
    <div role="alert" className={classes.problem}>
      {title === undefined ? null : <p className="k-strong">{title}</p>}
      <p className="k-text">{sentence(error)}</p>
      <div className={classes.ways}>
        {action ?? (onRetry ? <Action label={t('problem.retry')} onClick={onRetry} /> : null)}
        {requestId === null ? null : <span className="k-small k-ink3">{t('problem.request', { id: requestId })}</span>}
      </div>
    </div>
  );
}

interface SkeletonProps {
  readonly width?: string;
  readonly height?: string;
}

/** The place where something will stand. Give it the size of what comes. */
export function Skeleton({ width = '100%', height = '0.75rem' }: SkeletonProps): ReactNode {
  return <span aria-hidden className={classes.skeleton} style={{ width, height }} />;
}

/** Says that something loads, for those who do not see the skeleton. */
export function Loading({ label, children }: { readonly label: string; readonly children?: ReactNode }): ReactNode {
  return (
    <div aria-busy="true">
      <span role="status" className="k-unseen">
        {label}
      </span>
      {children}
    </div>
  );
}

interface JobProgressProps {
  readonly label: string;
  /** 0 to 1; null when it is not known yet. */
  readonly share: number | null;
  /** Figures behind the bar: "12,400 of 541,909 rows". */
  readonly figures?: ReactNode;
  /** As Action: stops the job and says what happens to what is done. */
  readonly cancel?: ReactNode;
}

const quarter = (share: number): number => Math.floor(share * 4) * 25;

/** A job that takes longer than ten seconds: a bar with figures, told aloud at every quarter. */
export function JobProgress({ label, share, figures, cancel }: JobProgressProps): ReactNode {
  const format = useFormat();
  const told = useRef(-1);
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    const reached = quarter(share ?? 0);
    if (reached === told.current) return;
    told.current = reached;
    setSpoken(`${label}: ${format.percent(reached / 100, 0)}`);
  }, [share, label, format]);
  return (
    <div className={classes.job}>
      <div className={classes.jobHead}>
        <span className="k-strong">{label}</span>
        {share === null ? null : <span className="k-ink2">{format.percent(share, 0)}</span>}
        <span className="k-small k-ink3">{figures}</span>
        {cancel === undefined ? null : <span className={classes.jobCancel}>{cancel}</span>}
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? undefined : Math.round(share * 100)}
        className={classes.track}
        data-unknown={share === null || undefined}
      >
        <span style={{ width: `${(share ?? 0) * 100}%` }} />
      </div>
      <span role="status" className="k-unseen">
        {spoken}
      </span>
    </div>
  );
}
