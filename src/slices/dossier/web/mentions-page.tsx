import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { api } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { AccountLink } from '#platform/web/ui/links.tsx';
import { Page } from '#platform/web/ui/page.tsx';
import { EmptyState, Loading, Problem, Skeleton, useSentence } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { Mention, MentionsRead, MentionsReply } from '#slices/dossier/contract.ts';
import { More } from '#slices/dossier/web/more.tsx';
import classes from '#slices/dossier/web/dossier.module.css';

const pageSize = 50;

/** Marks mentions as read, or as unread again; the toast takes it back. */
function useMarking() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sentence = useSentence();
  const mark = async (order: z.infer<typeof MentionsRead>): Promise<void> => {
    await api.post('/api/me/mentions/read', order);
    await Promise.all([
      client.invalidateQueries({ queryKey: ['mentions'] }),
      client.invalidateQueries({ queryKey: ['me'] }),
    ]);
  };
  return useMutation({
    mutationFn: ({ notes }: { readonly notes: readonly number[] }) => mark({ notes: [...notes], isRead: true }),
    onSuccess: (_nothing, { notes }) =>
      showToast({
        message: t('mentions.marked', { count: notes.length }),
        undo: () => {
          mark({ notes: [...notes], isRead: false }).catch((error: unknown) =>
            showToast({ message: sentence(error), tone: 'bad' }),
          );
        },
      }),
    onError: (error) => showToast({ message: sentence(error), tone: 'bad' }),
  });
}

/** Where colleagues have mentioned the person: what, on which account, and whether she has read it. */
export function MentionsPage(): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  const isAllowed = can('dossier.read');
  const marking = useMarking();
  const stream = useInfiniteQuery({
    queryKey: ['mentions'],
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    queryFn: ({ pageParam, signal }) =>
      api.get<MentionsReply>('/api/me/mentions', { query: { limit: pageSize, cursor: pageParam }, signal }),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    enabled: isAllowed,
    staleTime: 0,
  });
  const mentions = stream.data?.pages.flatMap((page) => page.mentions) ?? [];
  const unread = mentions.filter(({ isRead }) => !isRead).map(({ note }) => note);
  return (
    <Page
      place={t('mentions.place')}
      beside={t('mentions.unread', { count: stream.data?.pages[0]?.unread ?? 0 })}
      secondary={
        unread.length === 0 ? null : (
          <Action
            label={t('mentions.mark-all')}
            busy={marking.isPending}
            onClick={() => marking.mutate({ notes: unread })}
          />
        )
      }
    >
      {!isAllowed ? (
        <EmptyState>{t('mentions.locked')}</EmptyState>
      ) : stream.error ? (
        <Problem error={stream.error} title={t('mentions.failed')} onRetry={() => void stream.refetch()} />
      ) : stream.isPending ? (
        <Loading label={t('mentions.loading')}>
          <Skeleton width="60%" height="14rem" />
        </Loading>
      ) : mentions.length === 0 ? (
        <EmptyState>{t('mentions.none')}</EmptyState>
      ) : (
        <ul className={classes.mentions}>
          {mentions.map((mention) => (
            <MentionLine
              key={mention.note}
              mention={mention}
              isMarking={marking.isPending}
              onRead={() => marking.mutate({ notes: [mention.note] })}
            />
          ))}
        </ul>
      )}
      <More stream={stream} />
    </Page>
  );
}

interface MentionLineProps {
  readonly mention: Mention;
  readonly isMarking: boolean;
  readonly onRead: () => void;
}

function MentionLine({ mention, isMarking, onRead }: MentionLineProps): ReactNode {
  const { t } = useTranslation();
  const { company } = useSession();
  const format = useFormat();
  const { account, author, at, text, isRead } = mention;
  return (
    <li data-unread={!isRead || undefined}>
      <div>
        <AccountLink id={account.id} name={account.name} />{' '}
        <span className="k-small k-ink3">
          {[author?.name, format.instant(at, company.timeZone)].filter(Boolean).join(' · ')}
          {isRead ? null : ` · ${t('mentions.new')}`}
        </span>
        <p className={classes.mentionText}>{text}</p>
      </div>
      {isRead ? null : <Action small kind="quiet" label={t('mentions.mark')} busy={isMarking} onClick={onRead} />}
    </li>
  );
}
