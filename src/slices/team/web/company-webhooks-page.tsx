import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompanyWebhook, CompanyWebhooksReply } from '#platform/webhooks/contract.ts';
import { WebhookState } from '#slices/team/web/webhooks-page.tsx';
import classes from '#slices/team/web/team.module.css';
import { webhooksQuery } from '#slices/team/web/webhooks.ts';
import { api } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Page } from '#platform/web/ui/page.tsx';
import { EmptyState, Problem, useSentence } from '#platform/web/ui/states.tsx';
import type { Column } from '#platform/web/ui/table/column.ts';
import { DataTable } from '#platform/web/ui/table/data-table.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';
import { useFormat } from '#platform/web/use-format.ts';

const allQuery = {
  queryKey: ['company-webhooks'],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.get<CompanyWebhooksReply>('/api/company-webhooks', { signal }),
};
const none: readonly CompanyWebhook[] = [];

/** All webhooks of the company, for those who manage people: whose, where they lead, whether they arrive; one can be switched off. */
export function CompanyWebhooksPage(): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  const crumbs = [{ label: t('nav.settings'), link: { to: '/settings' } }] as const;
  return (
    <Page place={t('company-webhooks.place')} crumbs={crumbs}>
      {can('people.manage') ? <All /> : <EmptyState>{t('company-webhooks.locked')}</EmptyState>}
    </Page>
  );
}

function All(): ReactNode {
  const { t } = useTranslation();
  const query = useQuery(allQuery);
  const turnOff = useTurnOff();
  const columns = useColumns(turnOff);
  return (
    <>
      <div className={classes.lead}>
        <p className="k-text k-ink2">{t('company-webhooks.explanation')}</p>
      </div>
      {query.isError ? (
        <Problem error={query.error} title={t('webhooks.failed')} onRetry={() => void query.refetch()} />
      ) : (
        <DataTable
          label={t('company-webhooks.place')}
          columns={columns}
          rows={query.data?.webhooks ?? none}
          rowId={({ id }) => id}
          phoneRow={(one) => ({
            subject: one.name,
            qualifier: `${one.owner.name} · ${one.host}`,
            state: <WebhookState webhook={one} />,
            action: <TurnOff webhook={one} onTurnOff={turnOff} isIcon />,
          })}
          isLoading={query.isPending}
          isBleeding
          empty={<EmptyState>{t('company-webhooks.none')}</EmptyState>}
        />
      )}
    </>
  );
}

type OnTurnOff = (webhook: CompanyWebhook) => void;

function useTurnOff(): OnTurnOff {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sentence = useSentence();
  return useMutation({
    mutationFn: ({ id }: CompanyWebhook) => api.post<undefined>(`/api/company-webhooks/${String(id)}/off`),
    onSuccess: (_nothing, { name }) => showToast({ message: t('company-webhooks.turned-off', { name }) }),
    onError: (error) => showToast({ message: sentence(error), tone: 'bad' }),
    onSettled: async () => {
      await client.invalidateQueries(allQuery);
      // One of them may be her own.
      await client.invalidateQueries(webhooksQuery);
    },
  }).mutate;
}

interface TurnOffProps {
  readonly webhook: CompanyWebhook;
  readonly onTurnOff: OnTurnOff;
  readonly isIcon?: boolean;
}

function TurnOff({ webhook, onTurnOff, isIcon = false }: TurnOffProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Action
      kind="quiet"
      small
      icon={IconPlugConnectedX}
      iconOnly={isIcon}
      label={isIcon ? t('company-webhooks.turn-off-named', { name: webhook.name }) : t('webhooks.turn-off')}
      reason={webhook.state === 'on' ? undefined : t('company-webhooks.is-off')}
      onClick={() => onTurnOff(webhook)}
    />
  );
}

function useColumns(onTurnOff: OnTurnOff): readonly Column<CompanyWebhook>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const { company } = useSession();
  return useMemo(() => {
    const failure = ({ at, outcome, status }: CompanyWebhook['failures'][number]): string =>
      t('company-webhooks.failure', {
        at: format.instant(at, company.timeZone),
        what: status === null ? t(`webhooks.outcome-${outcome}`) : String(status),
      });
    return [
      {
        id: 'name',
        header: t('webhooks.name'),
        width: 180,
        grow: 1,
        isSubject: true,
        isSticky: true,
        cell: ({ name }) => name,
      },
      { id: 'owner', header: t('company-webhooks.owner'), width: 140, cell: ({ owner }) => owner.name },
      { id: 'host', header: t('company-webhooks.host'), width: 150, grow: 1, cell: ({ host }) => host },
      { id: 'state', header: t('webhooks.state'), width: 200, cell: (one) => <WebhookState webhook={one} /> },
      {
        id: 'waiting',
        header: t('webhooks.waiting'),
        width: 90,
        align: 'right',
        cell: ({ waiting }) => (waiting === 0 ? null : format.number(waiting)),
      },
      {
        id: 'failures',
        header: t('company-webhooks.failures'),
        width: 260,
        grow: 1,
        cell: ({ failures }) => (failures.length === 0 ? null : failures.map(failure).join(' · ')),
      },
      {
        id: 'off',
        header: t('webhooks.turn-off'),
        width: 140,
        align: 'right',
        cell: (one) => <TurnOff webhook={one} onTurnOff={onTurnOff} />,
      },
    ];
  }, [t, format, company, onTurnOff]);
}
