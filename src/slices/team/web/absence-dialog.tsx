import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleQuery } from '#slices/team/web/people.ts';
import { useOrderSubstitution } from '#slices/team/web/substitutions.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons, Dialog } from '#platform/web/ui/dialog.tsx';
import { ChoiceField, Segments, TextField } from '#platform/web/ui/field.tsx';
import { Problem } from '#platform/web/ui/states.tsx';

interface AbsenceDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Orders that one stands in for another: who, for whom, from when until when, for what, why. */
export function AbsenceDialog({ opened, onClose }: AbsenceDialogProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Dialog title={t('absence.order')} opened={opened} onClose={onClose}>
      <AbsenceForm onClose={onClose} />
    </Dialog>
  );
}

type Classes = 'internal' | 'confidential' | 'personal';

function AbsenceForm({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { today } = useSession();
  const people = useQuery(peopleQuery).data?.people ?? [];
  const order = useOrderSubstitution();
  const [absent, setAbsent] = useState('');
  const [by, setBy] = useState('');
  const [from, setFrom] = useState(today);
  const [until, setUntil] = useState('');
  const [codes, setCodes] = useState('');
  const [classes, setClasses] = useState<Classes>('internal');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const missing = (value: string): string | undefined =>
    tried && value.trim() === '' ? t('absence.missing') : undefined;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if ([absent, by, from, until, reason].some((value) => value.trim() === '') || order.isPending) return;
    const named = codes.split(/[\s,;]+/).filter((code) => code !== '');
    order.mutate(
      {
        for: absent,
        by,
        from,
        until,
        accounts: named.length === 0 ? null : named,
        confidential: classes !== 'internal',
        personal: classes === 'personal',
        reason: reason.trim(),
      },
      { onSuccess: onClose },
    );
  };
  const options = people
    .filter(({ isDisabled, roles }) => !isDisabled && roles.length > 0)
    .map((person) => ({ value: person.email, label: person.name, roles: person.roles }));
  const choose = { value: '', label: t('absence.choose') };
  return (
    <form onSubmit={onSubmit} noValidate style={{ display: 'contents' }}>
      <ChoiceField
        label={t('absence.for')}
        value={absent}
        options={[choose, ...options]}
        onChange={setAbsent}
        error={missing(absent)}
      />
      <ChoiceField
        label={t('absence.by')}
        value={by}
        options={[
          choose,
          ...options.filter(
            ({ value, roles }) =>
              value !== absent && roles.some((role) => role === 'kam' || role === 'manager' || role === 'director'),
          ),
        ]}
        onChange={setBy}
        error={missing(by)}
      />
      <TextField
        label={t('absence.from')}
        type="date"
        width={12}
        value={from}
        onChange={setFrom}
        error={missing(from)}
      />
      <TextField
        label={t('absence.until')}
        hint={t('absence.until-hint')}
        type="date"
        width={12}
        value={until}
        onChange={setUntil}
        error={missing(until)}
      />
      <TextField
        label={t('absence.accounts')}
        hint={t('absence.accounts-hint')}
        isOptional
        value={codes}
        onChange={setCodes}
      />
      <Segments
        label={t('absence.classes')}
        hint={t('absence.classes-hint')}
        value={classes}
        options={[
          { value: 'internal', label: t('absence.class-internal') },
          { value: 'confidential', label: t('absence.class-confidential') },
          { value: 'personal', label: t('absence.class-personal') },
        ]}
        onChange={setClasses}
      />
      <TextField
        label={t('absence.reason')}
        hint={t('absence.reason-hint')}
        maxLength={500}
        value={reason}
        onChange={setReason}
        error={missing(reason)}
      />
      {order.error === null ? null : <Problem error={order.error} />}
      <Buttons>
        <Action kind="primary" type="submit" label={t('absence.order-it')} busy={order.isPending} />
        <Action label={t('people.cancel')} onClick={onClose} />
      </Buttons>
    </form>
  );
}
