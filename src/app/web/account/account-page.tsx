import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { Suspense, useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '#app/web/account/account-page.module.css';
import { dossierTabs, firstTab } from '#app/web/account/dossier-tabs.ts';
import { Outline } from '#app/web/account/outline.tsx';
import { rememberAccount } from '#app/web/recent.ts';
import { ApiProblem } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Page, type Crumb } from '#platform/web/ui/page.tsx';
import { EmptyState, Loading, Problem } from '#platform/web/ui/states.tsx';
import { TabRow } from '#platform/web/ui/tabs.tsx';
import { AccountLine } from '#slices/accounts/web/account-facts.tsx';
import { accountQuery, type AccountReply } from '#slices/accounts/web/accounts.ts';
import { TierPill } from '#slices/portfolio/web/tier-pill.tsx';

/** The dossier of one account: who it is, and in tabs what is known of it. */
export function AccountPage(): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  if (can('accounts.read')) return <OneAccount />;
  return (
    <Page place={t('accounts.account')}>
      <EmptyState>{t('accounts.locked')}</EmptyState>
    </Page>
  );
}

function OneAccount(): ReactNode {
  const { t } = useTranslation();
  const { person, can } = useSession();
  const { accountId } = useParams({ from: '/shell/accounts/$accountId' });
  const { tab: part } = useParams({ strict: false });
  const { list } = useSearch({ from: '/shell/accounts/$accountId' });
  const { data, error, refetch } = useQuery(accountQuery(accountId));
  const account = data?.account;
  useEffect(() => {
    if (account) rememberAccount(person.id, { id: account.id, name: account.name, town: account.town });
  }, [account, person.id]);

  const crumb: Crumb =
    list === 'key' && can('portfolio.read')
      ? { label: t('key-accounts.place'), link: { to: '/key-accounts' } }
      : { label: t('accounts.place'), link: { to: '/accounts' } };
  const tab = dossierTabs.find(({ id }) => id === part);
  // An address that is no number leads nowhere, too; the server answers it with 400.
  const isMissing = error instanceof ApiProblem && (error.status === 404 || error.status === 400);
  return (
    <Page
      place={account?.name ?? t(isMissing ? 'accounts.missing' : 'accounts.account')}
      part={tab && t(tab.label)}
      crumbs={[crumb]}
    >
      {data ? (
        <Dossier key={accountId} reply={data} part={part ?? firstTab.id} />
      ) : isMissing ? (
        <EmptyState action={<Action label={t('accounts.to-all')} link={{ to: '/accounts' }} />}>
          {t('accounts.missing-text')}
        </EmptyState>
      ) : error ? (
        <Problem error={error} title={t('accounts.failed-one')} onRetry={() => void refetch()} />
      ) : (
        <Loading label={t('accounts.loading')}>
          <Outline />
        </Loading>
      )}
    </Page>
  );
}

function Dossier({ reply, part }: { readonly reply: AccountReply; readonly part: string }): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  const search = useSearch({ from: '/shell/accounts/$accountId' });
  const accountId = String(reply.account.id);
  const tabs = dossierTabs.filter(({ ability }) => can(ability));
  const current = tabs.find(({ id }) => id === part);
  const Part = current?.component;
  return (
    <>
      <div className={classes.line}>
        {reply.standing ? <TierPill tier={reply.standing.tier} since={reply.standing.since} /> : null}
        <AccountLine account={reply.account} />
      </div>
      <TabRow
        label={t('dossier.parts')}
        current={part}
        tabs={tabs.map(({ id, label, preload }) => ({
          id,
          label: t(label),
          link:
            id === firstTab.id
              ? { to: '/accounts/$accountId', params: { accountId }, search }
              : { to: '/accounts/$accountId/$tab', params: { accountId, tab: id }, search },
          onNear: () => preload?.(),
        }))}
      />
      {Part ? (
        <Suspense
          fallback={
            <Loading label={t('accounts.loading')}>
              <Outline />
            </Loading>
          }
        >
          <Part reply={reply} />
        </Suspense>
      ) : (
        <EmptyState
          action={
            <Action
              label={t('dossier.to-first')}
              link={{ to: '/accounts/$accountId', params: { accountId }, search }}
            />
          }
        >
          {t('dossier.no-such-part')}
        </EmptyState>
      )}
    </>
  );
}
