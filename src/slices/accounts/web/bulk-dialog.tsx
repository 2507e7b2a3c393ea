import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons, Dialog } from '#platform/web/ui/dialog.tsx';
import { ChoiceField, TextField } from '#platform/web/ui/field.tsx';
import { Problem } from '#platform/web/ui/states.tsx';
import type { ListedAccount } from '#slices/accounts/contract.ts';
import { ownersAmong, peopleQuery } from '#slices/accounts/web/accounts.ts';
import classes from '#slices/accounts/web/accounts.module.css';
import { useBulkChange, type BulkChange } from '#slices/accounts/web/bulk.ts';

interface BulkDialogProps {
  /** What is changed; null while the dialog is closed. */
  readonly what: BulkChange['what'] | null;
  readonly accounts: readonly ListedAccount[];
  readonly onClose: () => void;
  /** It is done: nothing is picked any more. */
  readonly onDone: () => void;
}

/** Gives all picked accounts one owner, or puts them into one group. */
export function BulkDialog({ what, accounts, onClose, onDone }: BulkDialogProps): ReactNode {
  const { t } = useTranslation();
  const title = what === 'group' ? 'accounts.bulk-group-title' : 'accounts.bulk-owner-title';
  return (
    <Dialog title={t(title, { count: accounts.length })} opened={what !== null} onClose={onClose}>
      {what === null ? null : <BulkForm what={what} accounts={accounts} onClose={onClose} onDone={onDone} />}
    </Dialog>
  );
}

function BulkForm({
  what,
  accounts,
  onClose,
  onDone,
}: BulkDialogProps & { readonly what: BulkChange['what'] }): ReactNode {
  const { t } = useTranslation();
  const people = useQuery({ ...peopleQuery, enabled: what === 'owner' });
  const bulk = useBulkChange();
  const [text, setText] = useState('');
  const [isTold, setTold] = useState(false);
  const error = isTold && what === 'owner' && text === '' ? t('owner.missing') : undefined;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTold(true);
        const name = text.trim();
        if (what === 'owner' && name === '') return;
        const change: BulkChange = what === 'owner' ? { what, to: name } : { what, to: name === '' ? null : name };
        bulk.mutate({ accounts, change }, { onSuccess: onDone });
      }}
    >
      {what === 'owner' ? (
        <ChoiceField
          label={t('owner.label')}
          hint={t('owner.hint')}
          error={error}
          value={text}
          options={[
            { value: '', label: t('owner.choose') },
            ...ownersAmong(people.data?.people ?? []).map(({ email, name }) => ({ value: email, label: name })),
          ]}
          onChange={setText}
        />
      ) : (
        <TextField
          label={t('accounts.group')}
          hint={t('accounts.bulk-group-hint')}
          value={text}
          onChange={setText}
          maxLength={200}
        />
      )}
      {bulk.error ? <Problem error={bulk.error} /> : null}
      <Buttons>
        <Action
          type="submit"
          kind="primary"
          label={t('accounts.bulk-do', { count: accounts.length })}
          busy={bulk.isPending}
        />
        <Action kind="quiet" label={t('owner.cancel')} onClick={onClose} />
      </Buttons>
    </form>
  );
}
