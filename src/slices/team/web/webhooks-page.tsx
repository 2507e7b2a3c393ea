import { useQuery, useQueryClient } from '@tanstack/react-query';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Webhook } from '#platform/webhooks/contract.ts';
import classes from '#slices/team/web/team.module.css';
import { NewWebhookDialog } from '#slices/team/web/webhook-dialog.tsx';
import { webhooksQuery } from '#slices/team/web/webhooks.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Page } from '#platform/web/ui/page.tsx';
import { EmptyState, Problem } from '#platform/web/ui/states.tsx';
import type { Column } from '#platform/web/ui/table/column.ts';
import { DataTable } from '#platform/web/ui/table/data-table.tsx';

const none: readonly Webhook[] = [];

/** A person's webhooks: which of her programs are told of what, and whether it arrives. */
export function WebhooksPage(): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const query = useQuery(webhooksQuery);
  const [isAdding, setAdding] = useState(false);
  const columns = useColumns();
  return (
    <Page
      place={t('webhooks.place')}
      crumbs={[{ label: t('nav.settings'), link: { to: '/settings' } }]}
      primary={<Action kind="primary" icon={IconPlus} label={t('webhooks.add')} onClick={() => setAdding(true)} />}
    >
      <div className={classes.lead}>
        <p className="k-text k-ink2">{t('webhooks.explanation')}</p>
      </div>
      {query.isError ? (
        <Problem error={query.error} title={t('webhooks.failed')} onRetry={() => void query.refetch()} />
      ) : (
        <DataTable
          label={t('webhooks.place')}
          columns={columns}
          rows={query.data?.webhooks ?? none}
          rowId={({ id }) => id}
          rowLink={({ id }) => ({ to: '/settings/webhooks/$webhookId', params: { webhookId: String(id) } })}
          phoneRow={(one) => ({
            subject: one.name,
            qualifier: new URL(one.url).host,
            state: <WebhookState webhook={one} />,
          })}
          isLoading={query.isPending}
          isBleeding
          empty={<EmptyState>{t('webhooks.none')}</EmptyState>}
        />
      )}
      <NewWebhookDialog
        opened={isAdding}
        types={query.data?.types ?? []}
        onClose={() => setAdding(false)}
        onDone={() => void client.invalidateQueries(webhooksQuery)}
      />
    </Page>
  );
}

/** Whether it is told, and whether it arrives. */
export function WebhookState({ webhook }: { readonly webhook: Pick<Webhook, 'state' | 'failingSince'> }): ReactNode {
  const { t } = useTranslation();
  const { state, failingSince } = webhook;
  if (state === 'on' && failingSince !== null) return <span className="k-warn">{t('webhooks.state-failing')}</span>;
  return (
    <span className={state === 'on' || state === 'off' ? undefined : 'k-bad'}>{t(`webhooks.state-${state}`)}</span>
  );
}

function useColumns(): readonly Column<Webhook>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('webhooks.name'),
        width: 220,
        grow: 1,
        isSubject: true,
        isSticky: true,
        cell: ({ name }) => name,
      },
      { id: 'to', header: t('webhooks.to'), width: 240, grow: 1, cell: ({ url }) => new URL(url).host },
      {
        id: 'types',
        header: t('webhooks.types'),
        width: 220,
        grow: 1,
        cell: ({ types }) => (types === null ? t('webhooks.types-all') : types.join(', ')),
      },
      { id: 'state', header: t('webhooks.state'), width: 220, cell: (one) => <WebhookState webhook={one} /> },
      {
        id: 'waiting',
        header: t('webhooks.waiting'),
        width: 100,
        align: 'right',
        cell: ({ waiting }) => (waiting === 0 ? null : String(waiting)),
      },
    ],
    [t],
  );
}
