import { queryOptions, useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptMails } from '#slices/team/contract.ts';
import classes from '#slices/team/web/sign-in.module.css';
import { api } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { Page } from '#platform/web/ui/page.tsx';
import { EmptyState, Loading, Problem } from '#platform/web/ui/states.tsx';
import { useFormat } from '#platform/web/use-format.ts';

const mailsQuery = queryOptions({
  queryKey: ['kept-mails'],
  queryFn: ({ signal }) => api.get<KeptMails>('/api/kept-mails', { signal }),
  staleTime: 0,
});

/** Addresses of our own server can be followed; all else of a mail is text. */
function WithLinks({ text }: { readonly text: string }): ReactNode {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part, index) => (
      <Fragment key={index}>{part.startsWith(`${location.origin}/`) ? <a href={part}>{part}</a> : part}</Fragment>
    ));
}

/** Mails of a demo without a mail server: what people would find in their mailboxes. */
export function KeptMailsPage(): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { timeZone } = useSession().company;
  const query = useQuery(mailsQuery);
  const mails = query.data?.mails;
  return (
    <Page place={t('mails.title')} title={t('mails.title')} beside={t('mails.beside')} narrow>
      {query.isError ? <Problem error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Loading label={t('mails.title')} /> : null}
      {mails === null ? <EmptyState>{t('mails.nowhere')}</EmptyState> : null}
      {mails?.length === 0 ? <EmptyState>{t('mails.none')}</EmptyState> : null}
      {mails?.map((mail) => (
        <article key={mail.id} className={classes.mail} aria-label={mail.subject}>
          <h2 className="k-strong">{mail.subject}</h2>
          <p className="k-small k-ink2">
            {mail.to} · {format.instant(mail.sentAt, timeZone)}
          </p>
          <pre>
            <WithLinks text={mail.text} />
          </pre>
        </article>
      ))}
    </Page>
  );
}
