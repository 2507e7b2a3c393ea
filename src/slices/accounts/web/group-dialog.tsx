import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons, Dialog } from '#platform/web/ui/dialog.tsx';
import { TextField } from '#platform/web/ui/field.tsx';
import { Problem } from '#platform/web/ui/states.tsx';
import type { ListedAccount } from '#slices/accounts/contract.ts';
import classes from '#slices/accounts/web/accounts.module.css';
import { useGroupChange } from '#slices/accounts/web/bulk.ts';

interface GroupDialogProps {
  readonly opened: boolean;
  readonly accounts: readonly ListedAccount[];
  readonly onClose: () => void;
  /** It is done: nothing is picked any more. */
  readonly onDone: () => void;
}

/** Puts all picked accounts into one group. */
export function GroupDialog({ opened, ...rest }: GroupDialogProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Dialog
      title={t('accounts.bulk-group-title', { count: rest.accounts.length })}
      opened={opened}
      onClose={rest.onClose}
    >
      {opened ? <GroupForm {...rest} /> : null}
    </Dialog>
  );
}

function GroupForm({ accounts, onClose, onDone }: Omit<GroupDialogProps, 'opened'>): ReactNode {
  const { t } = useTranslation();
  const bulk = useGroupChange();
  const [text, setText] = useState('');
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        const name = text.trim();
        bulk.mutate({ accounts, group: name === '' ? null : name }, { onSuccess: onDone });
      }}
    >
      <TextField
        label={t('accounts.group')}
        hint={t('accounts.bulk-group-hint')}
        value={text}
        onChange={setText}
        maxLength={200}
      />
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
