import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MadeWebhook, Webhook } from '#platform/webhooks/contract.ts';
import classes from '#slices/team/web/team.module.css';
import { ChangeWebhookDialog, SecretOnce } from '#slices/team/web/webhook-dialog.tsx';
import { WebhookLog } from '#slices/team/web/webhook-log.tsx';
import { WebhookState } from '#slices/team/web/webhooks-page.tsx';
import { deliveriesKey, webhooksQuery } from '#slices/team/web/webhooks.ts';
import { api } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Dialog } from '#platform/web/ui/dialog.tsx';
import { Page } from '#platform/web/ui/page.tsx';
import { EmptyState, Loading, Problem, useSentence } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';
import { useFormat } from '#platform/web/use-format.ts';

/** One webhook: where it leads, whether it arrives, and every message with its tries. */
export function WebhookPage(): ReactNode {
  const { t } = useTranslation();
  const { webhookId } = useParams({ from: '/shell/settings/webhooks/$webhookId' });
  const query = useQuery(webhooksQuery);
  const webhook = query.data?.webhooks.find(({ id }) => String(id) === webhookId);
  const crumbs = [
    { label: t('nav.settings'), link: { to: '/settings' } },
    { label: t('webhooks.place'), link: { to: '/settings/webhooks' } },
  ] as const;
  if (webhook) return <Shown webhook={webhook} types={query.data?.types ?? []} crumbs={crumbs} />;
  return (
    <Page place={t('webhooks.one')} crumbs={crumbs}>
      {query.error !== null ? (
        <Problem error={query.error} title={t('webhooks.failed')} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <Loading label={t('webhooks.one')} />
      ) : (
        <EmptyState>{t('webhooks.gone')}</EmptyState>
      )}
    </Page>
  );
}

interface ShownProps {
  readonly webhook: Webhook;
  readonly types: readonly string[];
  readonly crumbs: Parameters<typeof Page>[0]['crumbs'] & {};
}

function Shown({ webhook, types, crumbs }: ShownProps): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [isChanging, setChanging] = useState(false);
  const renew = () => {
    void client.invalidateQueries(webhooksQuery);
    void client.invalidateQueries({ queryKey: deliveriesKey(webhook.id) });
  };
  return (
    <Page
      place={webhook.name}
      crumbs={crumbs}
      title={webhook.name}
      beside={<WebhookState webhook={webhook} />}
      secondary={<Action label={t('webhooks.change')} onClick={() => setChanging(true)} />}
    >
      <div className={classes.fields}>
        <Facts webhook={webhook} />
        <Doings webhook={webhook} onDone={renew} />
      </div>
      <WebhookLog webhook={webhook} />
      <ChangeWebhookDialog
        webhook={webhook}
        types={types}
        opened={isChanging}
        onClose={() => setChanging(false)}
        onDone={renew}
      />
    </Page>
  );
}

function Facts({ webhook }: { readonly webhook: Webhook }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { company } = useSession();
  const instant = (at: string): string => format.instant(at, company.timeZone);
  const { url, types, state, offAt, failingSince, formerSecretUntil } = webhook;
  return (
    <>
      <p className="k-text" style={{ overflowWrap: 'anywhere' }}>
        {t('webhooks.leads-to', { url })}{' '}
        {types === null ? t('webhooks.told-all') : t('webhooks.told', { types: types.join(', ') })}
      </p>
      {state === 'failures' && offAt !== null ? (
        <p className="k-text k-bad">{t('webhooks.off-failures', { at: instant(offAt) })}</p>
      ) : null}
      {state === 'gone' && offAt !== null ? (
        <p className="k-text k-bad">{t('webhooks.off-gone', { at: instant(offAt) })}</p>
      ) : null}
      {state === 'on' && failingSince !== null ? (
        <p className="k-text k-warn">{t('webhooks.failing', { since: instant(failingSince) })}</p>
      ) : null}
      {formerSecretUntil === null ? null : (
        <p className="k-text k-ink2">{t('webhooks.former-secret', { until: instant(formerSecretUntil) })}</p>
      )}
    </>
  );
}

function Doings({ webhook, onDone }: { readonly webhook: Webhook; readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const sentence = useSentence();
  const navigate = useNavigate();
  const url = `/api/webhooks/${String(webhook.id)}`;
  const { version, name } = webhook;
  const isOn = webhook.state === 'on';
  const onError = (error: Error): void => showToast({ message: sentence(error), tone: 'bad' });
  const turn = useMutation({
    mutationFn: (on: boolean) => api.patch<Webhook>(url, { isOn: on }, { version }),
    onSuccess: (_webhook, on) => {
      onDone();
      showToast({ message: on ? t('webhooks.turned-on', { name }) : t('webhooks.turned-off', { name }) });
    },
    onError,
  });
  const trial = useMutation({
    mutationFn: () => api.post<undefined>(`${url}/trial`),
    onSuccess: () => {
      onDone();
      showToast({ message: t('webhooks.trial-sent') });
    },
    onError,
  });
  const secret = useMutation({
    mutationFn: () => api.post<MadeWebhook>(`${url}/secret`),
    onSuccess: onDone,
    onError,
    gcTime: 0,
  });
  const remove = useMutation({
    mutationFn: () => api.remove<undefined>(url, { version }),
    onSuccess: async () => {
      await navigate({ to: '/settings/webhooks' });
      onDone();
      showToast({ message: t('webhooks.removed', { name }) });
    },
    onError,
  });
  return (
    <div className={classes.row}>
      <Action
        label={t('webhooks.trial')}
        busy={trial.isPending}
        reason={isOn ? undefined : t('webhooks.trial-off')}
        onClick={() => trial.mutate()}
      />
      <Action
        label={isOn ? t('webhooks.turn-off') : t('webhooks.turn-on')}
        busy={turn.isPending}
        onClick={() => turn.mutate(!isOn)}
      />
      <Action label={t('webhooks.new-secret')} busy={secret.isPending} onClick={() => secret.mutate()} />
      <Action
        kind="danger"
        label={t('webhooks.remove')}
        busy={remove.isPending}
        reason={isOn ? t('webhooks.remove-on') : undefined}
        onClick={() => remove.mutate()}
      />
      <Dialog title={t('webhooks.new-secret')} opened={secret.data !== undefined} onClose={() => secret.reset()}>
        {secret.data ? <SecretOnce made={secret.data} onClose={() => secret.reset()} /> : null}
      </Dialog>
    </div>
  );
}
