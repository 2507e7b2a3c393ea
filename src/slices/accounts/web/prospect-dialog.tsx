import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons, Dialog } from '#platform/web/ui/dialog.tsx';
import { LongTextField, TextField } from '#platform/web/ui/field.tsx';
import { Problem } from '#platform/web/ui/states.tsx';
import classes from '#slices/accounts/web/accounts.module.css';
import { useProspectChanges } from '#slices/accounts/web/prospects.ts';

interface ProspectDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** A company that does not buy yet and could become a client. */
export function ProspectDialog({ opened, onClose }: ProspectDialogProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Dialog title={t('prospect.title')} opened={opened} onClose={onClose}>
      {opened ? <ProspectForm onClose={onClose} /> : null}
    </Dialog>
  );
}

const asked = ['name', 'reason', 'source'] as const;
const more = ['town', 'country', 'segment'] as const;
const longest = { name: 300, town: 200, country: 100, segment: 100, reason: 2000, source: 300 } as const;
const empty = { name: '', town: '', country: '', segment: '', reason: '', source: '' };

function ProspectForm({ onClose }: Pick<ProspectDialogProps, 'onClose'>): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { add } = useProspectChanges();
  const [fields, setFields] = useState(empty);
  const [isTold, setTold] = useState(false);
  const set = (name: keyof typeof empty) => (value: string) => setFields((was) => ({ ...was, [name]: value }));
  const isMissing = (name: (typeof asked)[number]): boolean => fields[name].trim() === '';
  const error = (name: (typeof asked)[number]): string | undefined =>
    isTold && isMissing(name) ? t('prospect.missing') : undefined;
  const orNull = (name: (typeof more)[number]): string | null => fields[name].trim() || null;
  const text = (
    name: keyof typeof empty,
    props: { readonly error?: string | undefined; readonly isOptional?: boolean },
  ) => (
    <TextField
      key={name}
      label={t(`prospect.${name}`)}
      value={fields[name]}
      onChange={set(name)}
      maxLength={longest[name]}
      {...(name === 'source' ? { hint: t('prospect.source-hint') } : {})}
      {...props}
    />
  );
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTold(true);
        if (asked.some(isMissing)) return;
        add.mutate(
          {
            name: fields.name.trim(),
            town: orNull('town'),
            country: orNull('country'),
            segment: orNull('segment'),
            reason: fields.reason.trim(),
            source: fields.source.trim(),
          },
          {
            onSuccess: (made) => {
              onClose();
              void navigate({ to: '/accounts/$accountId', params: { accountId: String(made.id) } });
            },
          },
        );
      }}
    >
      {text('name', { error: error('name') })}
      {more.map((name) => text(name, { isOptional: true }))}
      <LongTextField
        label={t('prospect.reason')}
        value={fields.reason}
        onChange={set('reason')}
        maxLength={longest.reason}
        error={error('reason')}
      />
      {text('source', { error: error('source') })}
      {add.error ? <Problem error={add.error} /> : null}
      <Buttons>
        <Action type="submit" kind="primary" label={t('prospect.save')} busy={add.isPending} />
        <Action kind="quiet" label={t('owner.cancel')} onClick={onClose} />
      </Buttons>
    </form>
  );
}
