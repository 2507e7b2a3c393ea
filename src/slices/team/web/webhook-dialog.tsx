import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MadeWebhook, NewWebhook, Webhook } from '#platform/webhooks/contract.ts';
import { MakingDialog, MakingForm, ShownOnce } from '#slices/team/web/shown-once.tsx';
import classes from '#slices/team/web/sign-in.module.css';
import { api } from '#platform/web/api.ts';
import { Segments, TextField } from '#platform/web/ui/field.tsx';

interface FormProps {
  /** The kinds of events that can be chosen. */
  readonly types: readonly string[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Makes a webhook. Its secret is shown here and nowhere again. */
export function NewWebhookDialog({ opened, ...props }: FormProps & { readonly opened: boolean }): ReactNode {
  const { t } = useTranslation();
  return (
    <MakingDialog title={t('webhooks.add')} opened={opened} onClose={props.onClose}>
      <NewWebhookForm {...props} />
    </MakingDialog>
  );
}

function NewWebhookForm({ types, onClose, onDone }: FormProps): ReactNode {
  const { t } = useTranslation();
  const make = useMutation({
    mutationFn: (wanted: NewWebhook) => api.post<MadeWebhook>('/api/webhooks', wanted),
    onSuccess: onDone,
    gcTime: 0,
  });
  if (make.data) return <SecretOnce made={make.data} onClose={onClose} />;
  return (
    <WebhookFields
      before={null}
      types={types}
      verb={t('webhooks.add')}
      error={make.error}
      isBusy={make.isPending}
      onSubmit={make.mutate}
      onClose={onClose}
    />
  );
}

/** Changes name, address and kinds of a webhook. */
export function ChangeWebhookDialog({
  webhook,
  opened,
  ...props
}: FormProps & { readonly webhook: Webhook; readonly opened: boolean }): ReactNode {
  const { t } = useTranslation();
  return (
    <MakingDialog title={t('webhooks.change')} opened={opened} onClose={props.onClose}>
      <ChangeWebhookForm webhook={webhook} {...props} />
    </MakingDialog>
  );
}

function ChangeWebhookForm({ webhook, types, onClose, onDone }: FormProps & { readonly webhook: Webhook }): ReactNode {
  const { t } = useTranslation();
  const save = useMutation({
    mutationFn: (wanted: NewWebhook) =>
      api.patch<Webhook>(`/api/webhooks/${String(webhook.id)}`, wanted, { version: webhook.version }),
    onSuccess: () => {
      onDone();
      onClose();
    },
  });
  return (
    <WebhookFields
      before={webhook}
      types={types}
      verb={t('webhooks.save')}
      error={save.error}
      isBusy={save.isPending}
      onSubmit={save.mutate}
      onClose={onClose}
    />
  );
}

interface WebhookFieldsProps {
  readonly before: Webhook | null;
  readonly types: readonly string[];
  readonly verb: string;
  readonly error: Error | null;
  readonly isBusy: boolean;
  readonly onSubmit: (wanted: NewWebhook) => void;
  readonly onClose: () => void;
}

function WebhookFields({ before, types, verb, error, isBusy, onSubmit, onClose }: WebhookFieldsProps): ReactNode {
  const { t } = useTranslation();
  const [name, setName] = useState(before?.name ?? '');
  const [url, setUrl] = useState(before?.url ?? 'https://');
  const [scope, setScope] = useState<'all' | 'some'>(before === null || before.types === null ? 'all' : 'some');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(before?.types ?? []));
  const [isTold, setTold] = useState(false);
  const lacksName = name.trim() === '';
  const lacksUrl = !URL.canParse(url.trim());
  const lacksTypes = scope === 'some' && chosen.size === 0;
  const submit = (): void => {
    setTold(true);
    if (lacksName || lacksUrl || lacksTypes) return;
    onSubmit({ name: name.trim(), url: url.trim(), types: scope === 'all' ? null : [...chosen] });
  };
  const toggle = (type: string): void =>
    setChosen((now) => new Set(now.has(type) ? [...now].filter((one) => one !== type) : [...now, type]));
  return (
    <MakingForm verb={verb} error={error} isBusy={isBusy} onSubmit={submit} onClose={onClose}>
      <TextField
        label={t('webhooks.name')}
        hint={t('webhooks.name-hint')}
        value={name}
        onChange={setName}
        maxLength={100}
        error={isTold && lacksName ? t('webhooks.name-missing') : undefined}
      />
      <TextField
        label={t('webhooks.address')}
        hint={t('webhooks.address-hint')}
        value={url}
        onChange={setUrl}
        maxLength={2000}
        error={isTold && lacksUrl ? t('webhooks.address-missing') : undefined}
      />
      <Segments
        label={t('webhooks.types')}
        value={scope}
        options={[
          { value: 'all', label: t('webhooks.types-all') },
          { value: 'some', label: t('webhooks.types-some') },
        ]}
        onChange={setScope}
      />
      {scope === 'all' ? null : (
        <fieldset className={classes.choices} aria-label={t('webhooks.types')}>
          {types.map((type) => (
            <label key={type}>
              <input type="checkbox" checked={chosen.has(type)} onChange={() => toggle(type)} />
              {type}
            </label>
          ))}
        </fieldset>
      )}
      {isTold && lacksTypes ? (
        <p role="alert" className="k-small k-bad">
          {t('webhooks.types-missing')}
        </p>
      ) : null}
    </MakingForm>
  );
}

/** The secret of a webhook that was just made. */
export function SecretOnce({ made, onClose }: { readonly made: MadeWebhook; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const words = t('webhooks.made', { name: made.webhook.name });
  return <ShownOnce words={words} secret={made.secret} copy={t('webhooks.copy')} onClose={onClose} />;
}
