import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EndedSessions, ListedSession } from '#slices/team/contract.ts';
import { mySignInQuery } from '#slices/team/web/my-sign-in.ts';
import classes from '#slices/team/web/sign-in.module.css';
import { api } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Section } from '#platform/web/ui/section.tsx';
import { Problem, Skeleton, useSentence } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { z } from 'zod';

const phones: readonly (string | null)[] = ['iPhone', 'Android', 'iPad'];

/** The browsers in which one is signed in, each with a way to end it there. */
export function SessionsPanel(): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sentence = useSentence();
  const query = useQuery(mySignInQuery);
  const others = query.data?.sessions.filter((session) => !session.isThis).length ?? 0;
  const onSettled = () => client.invalidateQueries(mySignInQuery);
  const onError = (error: unknown): void => showToast({ message: sentence(error), tone: 'bad' });
  const endOne = useMutation({
    mutationFn: (id: string) => api.post<undefined>(`/api/me/sessions/${encodeURIComponent(id)}/end`),
    onSuccess: () => showToast({ message: t('sign-in-settings.ended', { count: 1 }) }),
    onError,
    onSettled,
  });
  const endOthers = useMutation({
    mutationFn: () => api.post<z.infer<typeof EndedSessions>>('/api/me/sessions/end-others'),
    onSuccess: ({ ended }) => showToast({ message: t('sign-in-settings.ended', { count: ended }) }),
    onError,
    onSettled,
  });
  return (
    <Section
      title={t('sign-in-settings.sessions')}
      action={
        others > 0 ? (
          <Action
            small
            label={t('sign-in-settings.end-others')}
            busy={endOthers.isPending}
            onClick={() => endOthers.mutate()}
          />
        ) : undefined
      }
      bare
    >
      {query.isError ? <Problem error={query.error} onRetry={() => void query.refetch()} /> : null}
      <ul className={classes.sessions} aria-busy={query.isPending || undefined}>
        {query.isPending ? (
          <li>
            <Skeleton width="60%" />
          </li>
        ) : null}
        {query.data?.sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            isEnding={endOne.isPending && endOne.variables === session.id}
            onEnd={() => endOne.mutate(session.id)}
          />
        ))}
      </ul>
    </Section>
  );
}

interface SessionRowProps {
  readonly session: ListedSession;
  readonly isEnding: boolean;
  readonly onEnd: () => void;
}

function SessionRow({ session, isEnding, onEnd }: SessionRowProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { timeZone } = useSession().company;
  const device = [session.browser, session.system].filter(Boolean).join(', ') || t('sign-in-settings.device-unknown');
  const DeviceIcon = phones.includes(session.system) ? IconDeviceMobile : IconDeviceDesktop;
  return (
    <li>
      <DeviceIcon aria-hidden />
      <div>
        <p className="k-strong">
          {device}
          {session.isThis ? <span className={classes.here}>{t('sign-in-settings.this')}</span> : null}
        </p>
        <p className="k-small k-ink2">
          {[
            session.address,
            t('sign-in-settings.since', { time: format.instant(session.since, timeZone) }),
            t('sign-in-settings.last-used', { time: format.instant(session.lastUsed, timeZone) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      {session.isThis ? null : (
        <Action kind="quiet" small label={t('sign-in-settings.end')} busy={isEnding} onClick={onEnd} />
      )}
    </li>
  );
}
