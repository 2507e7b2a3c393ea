import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MadeKey, NewKey } from '#slices/team/contract.ts';
import { MakingDialog, MakingForm, ShownOnce } from '#slices/team/web/shown-once.tsx';
import { api } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { ChoiceField, Segments, TextField } from '#platform/web/ui/field.tsx';
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
    <MakingDialog title={t('keys.add')} opened={opened} onClose={onClose}>
      <NewKeyForm onClose={onClose} onMade={onMade} />
    </MakingDialog>
  );
}

const lengths = ['7', '30', '90'] as const;

function NewKeyForm({ onClose, onMade }: Omit<NewKeyDialogProps, 'opened'>): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { company } = useSession();
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
  if (make.data) {
    const { key, secret } = make.data;
    const words = t('keys.made', { name: key.name, until: format.instant(key.endsAt, company.timeZone) });
    return <ShownOnce words={words} secret={secret} copy={t('keys.copy')} onClose={onClose} />;
  }
  const onSubmit = (): void => {
    setTold(true);
    if (!lacksName) make.mutate({ name: name.trim(), writes: scope === 'write', abilities: null, days: Number(days) });
  };
  return (
    <MakingForm verb={t('keys.add')} error={make.error} isBusy={make.isPending} onSubmit={onSubmit} onClose={onClose}>
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
    </MakingForm>
  );
}
