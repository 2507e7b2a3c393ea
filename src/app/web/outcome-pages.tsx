import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '#app/web/outcome-pages.module.css';
import { ApiProblem } from '#platform/web/api.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Page } from '#platform/web/ui/page.tsx';
import { EmptyState, Loading, Problem, Skeleton } from '#platform/web/ui/states.tsx';

/** An address that leads nowhere, or to something that this person may not know of: both look the same. */
export function NotFoundPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <Page place={t('app.not-found')}>
      <EmptyState action={<Action label={t('app.home')} link={{ to: '/' }} />}>{t('app.not-found-text')}</EmptyState>
    </Page>
  );
}

/** A page that could not be shown at all. */
export function ErrorPage({ error }: ErrorComponentProps): ReactNode {
  const { t } = useTranslation();
  const router = useRouter();
  return (
    <Page place={t('app.error')}>
      <Problem
        error={error}
        onRetry={() => {
          // What the server refused can be asked again; code that did not come is only fetched by a new page.
          if (error instanceof ApiProblem) void router.invalidate();
          else location.reload();
        }}
      />
    </Page>
  );
}

/** While the code of a page comes: its outline in grey. */
export function PendingPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <main id="main" className={classes.pending}>
      <Loading label={t('app.loading')}>
        <Skeleton width="min(24rem, 60%)" height="1.5rem" />
        <Skeleton width="100%" height="12rem" />
      </Loading>
    </main>
  );
}
