import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AddedPerson, NewPerson, Person } from '#slices/team/contract.ts';
import { useMe } from '#slices/team/web/me.ts';
import { peopleQuery } from '#slices/team/web/people.ts';
import { api } from '#platform/web/api.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons, Dialog } from '#platform/web/ui/dialog.tsx';
import { ChoiceField, Segments, TextField } from '#platform/web/ui/field.tsx';
import { Problem } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';

/** In the order in which they are looked for: most people that are added own accounts. */
const roleChoices = ['kam', 'manager', 'director', 'support', 'finance', 'admin'] as const;

interface AddPersonDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly people: readonly Person[];
}

/** Four fields for a new colleague. */
export function AddPersonDialog(props: AddPersonDialogProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Dialog title={t('people.add')} opened={props.opened} onClose={props.onClose}>
      <AddPersonForm {...props} />
    </Dialog>
  );
}

function AddPersonForm({ onClose, people }: AddPersonDialogProps): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<NewPerson['role']>('kam');
  const [reportsTo, setReportsTo] = useState('');
  const [language, setLanguage] = useState(useMe().company.language);
  const [tried, setTried] = useState(false);
  const nameField = useRef<HTMLInputElement>(null);
  const emailField = useRef<HTMLInputElement>(null);
  const lacksName = name.trim() === '';
  // The server checks addresses properly; this only catches the field that was filled with something else.
  const lacksEmail = !/^\S+@\S+\.\S+$/.test(email.trim());
  const add = useMutation({
    mutationFn: (person: NewPerson) => api.post<AddedPerson>('/api/people', person),
    onSuccess: async ({ name: added, mail }) => {
      await client.invalidateQueries(peopleQuery);
      showToast({
        message: t(`people.mail-${mail}`, { name: added }),
        tone: mail === 'failed' || mail === 'no-server' ? 'bad' : 'plain',
      });
      onClose();
    },
  });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (lacksName) nameField.current?.focus();
    else if (lacksEmail) emailField.current?.focus();
    else if (!add.isPending) {
      add.mutate({
        name: name.trim(),
        email: email.trim(),
        role,
        language,
        reportsTo: reportsTo === '' ? null : reportsTo,
      });
    }
  };
  return (
    <form onSubmit={onSubmit} noValidate style={{ display: 'contents' }}>
      <TextField
        label={t('people.name')}
        value={name}
        onChange={setName}
        inputRef={nameField}
        maxLength={200}
        error={tried && lacksName ? t('people.name-missing') : undefined}
      />
      <TextField
        label={t('people.email')}
        type="email"
        value={email}
        onChange={setEmail}
        inputRef={emailField}
        maxLength={254}
        error={tried && lacksEmail ? t('people.email-missing') : undefined}
      />
      <ChoiceField
        label={t('people.role')}
        value={role}
        options={roleChoices.map((value) => ({ value, label: t(`role.${value}`) }))}
        onChange={setRole}
        hint={t(`people.role-${role}`)}
      />
      <ChoiceField
        label={t('people.reports-to')}
        isOptional
        value={reportsTo}
        options={[
          { value: '', label: t('people.reports-to-nobody') },
          ...people.map((person) => ({ value: person.email, label: person.name })),
        ]}
        onChange={setReportsTo}
      />
      <Segments
        label={t('people.language')}
        value={language}
        options={[
          { value: 'en', label: 'English' },
          { value: 'hu', label: 'Magyar' },
        ]}
        onChange={setLanguage}
      />
      {add.error === null ? null : <Problem error={add.error} />}
      <Buttons>
        <Action kind="primary" type="submit" label={t('people.add')} busy={add.isPending} />
        <Action label={t('people.cancel')} onClick={onClose} />
      </Buttons>
    </form>
  );
}
