import { useMutation } from '@tanstack/react-query';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MadeKey, NewKey } from '#slices/team/contract.ts';
import classes from '#slices/team/web/team.module.css';
import { api } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons, Dialog } from '#platform/web/ui/dialog.tsx';
import { ChoiceField, Segments, TextField } from '#platform/web/ui/field.tsx';
import { Problem } from '#platform/web/ui/states.tsx';
import { useFormat } from '#platform/web/use-format.ts';

interface NewKeyDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onMade: () => void;
}

/** Makes an API key. It is shown here and nowhere again. */
export function NewKeyDialog({ opened, onClose, onMade }: NewKeyDialogProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Dialog title={t('keys.add')} opened={opened} onClose={onClose}>
      {opened ? <NewKeyForm onClose={onClose} onMade={onMade} /> : null}
    </Dialog>
  );
}

const lengths = ['7', '30', '90'] as const;

function NewKeyForm({ onClose, onMade }: Omit<NewKeyDialogProps, 'opened'>): ReactNode {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [scope, setScope] = useState<'read' | 'write'>('read');
  const [days, setDays] = useState<(typeof lengths)[number]>('90');
  const [isTold, setTold] = useState(false);
  const lacksName = name.trim() === '';
  const make = useMutation({
    mutationFn: (wanted: NewKey) => api.post<MadeKey>('/api/keys', wanted),
    onSuccess: onMade,
    gcTime: 0,
  });
  if (make.data) return <ShownOnce made={make.data} onClose={onClose} />;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    setTold(true);
    if (!lacksName && !make.isPending)
      make.mutate({ name: name.trim(), writes: scope === 'write', abilities: null, days: Number(days) });
  };
  return (
    <form onSubmit={onSubmit} noValidate style={{ display: 'contents' }}>
      <TextField
        label={t('keys.name')}
        hint={t('keys.name-hint')}
        value={name}
        onChange={setName}
        maxLength={100}
        error={isTold && lacksName ? t('keys.name-missing') : undefined}
      />
      <Segments
        label={t('keys.scope')}
        value={scope}
        options={[
          { value: 'read', label: t('keys.scope-read') },
          { value: 'write', label: t('keys.scope-write') },
        ]}
        onChange={setScope}
      />
      <ChoiceField
        label={t('keys.ends-after')}
        value={days}
        options={lengths.map((value) => ({ value, label: t('keys.days', { count: Number(value) }) }))}
        onChange={setDays}
      />
      {make.error === null ? null : <Problem error={make.error} />}
      <Buttons>
        <Action kind="primary" type="submit" label={t('keys.add')} busy={make.isPending} />
        <Action label={t('keys.cancel')} onClick={onClose} />
      </Buttons>
    </form>
  );
}

function ShownOnce({ made, onClose }: { readonly made: MadeKey; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { company } = useSession();
  const [isCopied, setCopied] = useState(false);
  return (
    <>
      <p className="k-text">
        {t('keys.made', { name: made.key.name, until: format.instant(made.key.endsAt, company.timeZone) })}
      </p>
      <output className={classes.link}>{made.secret}</output>
      <Buttons>
        {/* Browsers give the clipboard only to pages over TLS and on the machine itself. */}
        {window.isSecureContext ? (
          <Action
            kind="primary"
            icon={isCopied ? IconCheck : IconCopy}
            label={isCopied ? t('keys.copied') : t('keys.copy')}
            onClick={() => void navigator.clipboard.writeText(made.secret).then(() => setCopied(true))}
          />
        ) : null}
        <Action label={t('keys.done')} onClick={onClose} />
      </Buttons>
    </>
  );
}
