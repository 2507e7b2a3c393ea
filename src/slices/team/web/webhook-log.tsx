import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { IconReload } from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeliveriesReply, Delivery, Webhook } from '#platform/webhooks/contract.ts';
import classes from '#slices/team/web/sign-in.module.css';
import { deliveriesKey } from '#slices/team/web/webhooks.ts';
import { api } from '#platform/web/api.ts';
import { useRowsSoFar } from '#platform/web/paged-rows.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Chip, ChipRow } from '#platform/web/ui/chip.tsx';
import { Dialog } from '#platform/web/ui/dialog.tsx';
import { Section } from '#platform/web/ui/section.tsx';
import { EmptyState, Problem, useSentence } from '#platform/web/ui/states.tsx';
import type { Column } from '#platform/web/ui/table/column.ts';
import { DataTable } from '#platform/web/ui/table/data-table.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';
import { useFormat } from '#platform/web/use-format.ts';

const states = ['waiting', 'delivered', 'failed', 'withheld'] as const;
const twoSeconds = 2000;

/** The messages of a webhook, newest first: what became of each, with a way to send it once more. */
export function WebhookLog({ webhook }: { readonly webhook: Webhook }): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sentence = useSentence();
  const [state, setState] = useState<Delivery['state'] | ''>('');
  const [shown, setShown] = useState<number | null>(null);
  const url = `/api/webhooks/${String(webhook.id)}`;
  const key = deliveriesKey(webhook.id);
  const list = useInfiniteQuery({
    queryKey: [...key, state],
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    queryFn: ({ pageParam, signal }) =>
      api.get<DeliveriesReply>(`${url}/deliveries`, {
        query: { state: state === '' ? undefined : state, cursor: pageParam },
        signal,
      }),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: (before) => before,
    // What waits may arrive at any moment.
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ deliveries }) => deliveries.some((one) => one.state === 'waiting')) ? twoSeconds : false,
  });
  const deliveries = useMemo(() => list.data?.pages.flatMap((page) => page.deliveries) ?? [], [list.data]);
  const rows = useRowsSoFar<Delivery>(deliveries, list.hasNextPage);
  const replay = useMutation({
    mutationFn: (id: number | null) =>
      api.post<unknown>(id === null ? `${url}/replay` : `${url}/deliveries/${String(id)}/replay`),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: key });
      showToast({ message: t('webhooks.replayed') });
    },
    onError: (error) => showToast({ message: sentence(error), tone: 'bad' }),
  });
  const { mutate } = replay;
  const reason = webhook.state === 'on' ? undefined : t('webhooks.trial-off');
  const columns = useColumns(setShown);
  return (
    <Section
      title={t('webhooks.log')}
      beside={t('webhooks.log-kept')}
      action={
        <Action
          small
          icon={IconReload}
          label={t('webhooks.replay-failed')}
          busy={replay.isPending}
          reason={reason}
          onClick={() => mutate(null)}
        />
      }
      bare
    >
      <ChipRow>
        <Chip
          label={t('webhooks.state')}
          value={state}
          active={state !== ''}
          options={[
            { value: '', label: t('webhooks.any-state') },
            ...states.map((value) => ({ value, label: t(`webhooks.delivery-${value}`) })),
          ]}
          onChange={setState}
        />
      </ChipRow>
      {list.error ? (
        <Problem error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <DataTable
          label={t('webhooks.log')}
          columns={columns}
          rows={rows}
          rowId={({ id }) => id}
          phoneRow={(one) => ({
            subject: one.type,
            figure: <State delivery={one} />,
            qualifier: <Made delivery={one} />,
            action: <Action kind="quiet" small label={t('webhooks.look')} onClick={() => setShown(one.id)} />,
          })}
          onNeedRows={() => {
            if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
          }}
          isOpenEnded={list.hasNextPage}
          isSortedByServer
          isLoading={list.isPending}
          isBleeding
          empty={<EmptyState>{t('webhooks.log-none')}</EmptyState>}
        />
      )}
      <Message
        delivery={deliveries.find(({ id }) => id === shown) ?? null}
        reason={reason}
        onReplay={mutate}
        onClose={() => setShown(null)}
      />
    </Section>
  );
}

const tones: Readonly<Record<Delivery['state'], string | undefined>> = {
  waiting: 'k-warn',
  delivered: undefined,
  failed: 'k-bad',
  withheld: 'k-ink2',
};

function State({ delivery }: { readonly delivery: Delivery }): ReactNode {
  const { t } = useTranslation();
  const isNew = delivery.state === 'waiting' && delivery.attempts.length === 0;
  return (
    <span className={isNew ? 'k-ink2' : tones[delivery.state]}>
      {t(isNew ? 'webhooks.delivery-new' : `webhooks.delivery-${delivery.state}`)}
    </span>
  );
}

function Made({ delivery }: { readonly delivery: Delivery }): ReactNode {
  const format = useFormat();
  const { company } = useSession();
  return <>{format.instant(delivery.at, company.timeZone)}</>;
}

function useOutcome(): (attempt: Delivery['attempts'][number]) => string {
  const { t } = useTranslation();
  return ({ outcome, status }) => (status === null ? t(`webhooks.outcome-${outcome}`) : String(status));
}

function useColumns(onLook: (id: number) => void): readonly Column<Delivery>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const { company } = useSession();
  const outcome = useOutcome();
  return useMemo(
    () => [
      { id: 'at', header: t('webhooks.at'), width: 170, isSticky: true, cell: (one) => <Made delivery={one} /> },
      { id: 'type', header: t('webhooks.type'), width: 200, grow: 1, isSubject: true, cell: ({ type }) => type },
      { id: 'state', header: t('webhooks.state'), width: 200, cell: (one) => <State delivery={one} /> },
      {
        id: 'tries',
        header: t('webhooks.tries'),
        width: 220,
        cell: ({ attempts }) => attempts.slice(-4).map(outcome).join(', '),
      },
      {
        id: 'next',
        header: t('webhooks.next'),
        width: 170,
        cell: ({ nextAt, attempts }) =>
          nextAt === null || attempts.length === 0 ? null : format.instant(nextAt, company.timeZone),
      },
      {
        id: 'look',
        header: t('webhooks.look'),
        width: 120,
        align: 'right',
        cell: ({ id }) => <Action kind="quiet" small label={t('webhooks.look')} onClick={() => onLook(id)} />,
      },
    ],
    [t, format, company, outcome, onLook],
  );
}

interface MessageProps {
  readonly delivery: Delivery | null;
  readonly reason: string | undefined;
  readonly onReplay: (id: number) => void;
  readonly onClose: () => void;
}

function Message({ delivery, reason, onReplay, onClose }: MessageProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { company } = useSession();
  const outcome = useOutcome();
  return (
    <Dialog title={delivery?.type ?? t('webhooks.look')} opened={delivery !== null} onClose={onClose}>
      {delivery === null ? null : (
        <>
          <p className="k-small k-ink2">{delivery.messageId}</p>
          {delivery.payload === null ? (
            <p className="k-text">{t('webhooks.withheld')}</p>
          ) : (
            <pre className={classes.secret} style={{ whiteSpace: 'pre-wrap' }}>
              {JSON.stringify(JSON.parse(delivery.payload), null, 2)}
            </pre>
          )}
          {delivery.attempts.length === 0 ? (
            <p className="k-text">{t('webhooks.not-tried')}</p>
          ) : (
            <ol aria-label={t('webhooks.tries')}>
              {delivery.attempts.map((attempt) => (
                <li key={attempt.at}>
                  {format.instant(attempt.at, company.timeZone)} · {outcome(attempt)} · {attempt.milliseconds} ms
                </li>
              ))}
            </ol>
          )}
          {delivery.state === 'withheld' ? null : (
            <div>
              <Action
                icon={IconReload}
                label={t('webhooks.replay')}
                reason={reason}
                onClick={() => {
                  onReplay(delivery.id);
                  onClose();
                }}
              />
            </div>
          )}
        </>
      )}
    </Dialog>
  );
}
