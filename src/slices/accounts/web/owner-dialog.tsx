import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '#platform/web/api.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons, Dialog } from '#platform/web/ui/dialog.tsx';
import { ChoiceField } from '#platform/web/ui/field.tsx';
import { Loading, Problem, Skeleton } from '#platform/web/ui/states.tsx';
import type { Account } from '#slices/accounts/contract.ts';
import { accountQuery, ownersAmong, peopleQuery, useAssignOwner } from '#slices/accounts/web/accounts.ts';
import classes from '#slices/accounts/web/accounts.module.css';
import type { Person } from '#slices/team/contract.ts';

interface OwnerDialogProps {
  /** Whose owner is changed; null while the dialog is closed. */
  readonly account: Account | null;
  readonly onClose: () => void;
}

/** Gives an account to another owner. Saved at once; the toast takes it back. */
export function OwnerDialog({ account, onClose }: OwnerDialogProps): ReactNode {
  const { t } = useTranslation();
  const people = useQuery({ ...peopleQuery, enabled: account !== null });
  return (
    <Dialog
      title={account ? t('owner.title', { account: account.name }) : ''}
      opened={account !== null}
      onClose={onClose}
    >
      {account === null ? null : people.data ? (
        <OwnerForm account={account} people={people.data.people} onClose={onClose} />
      ) : people.error ? (
        <Problem error={people.error} onRetry={() => void people.refetch()} />
      ) : (
        <Loading label={t('owner.loading')}>
          <Skeleton height="3rem" />
        </Loading>
      )}
    </Dialog>
  );
}

interface OwnerFormProps {
  readonly account: Account;
  readonly people: readonly Person[];
  readonly onClose: () => void;
}

function OwnerForm({ account: opened, people, onClose }: OwnerFormProps): ReactNode {
  const { t } = useTranslation();
  const assign = useAssignOwner();
  // Somebody else was faster: what is there now is shown, the choice made here stays, and saving again is upon it.
  const isOvertaken = assign.error instanceof ApiProblem && assign.error.status === 412;
  const now = useQuery({ ...accountQuery(String(opened.id)), enabled: isOvertaken, staleTime: 0 });
  const account = isOvertaken && now.data ? now.data.account : opened;
  const owners = ownersAmong(people);
  const before = people.find(({ id }) => id === account.owner?.id)?.email ?? null;
  const [email, setEmail] = useState(before ?? '');
  const [isTold, setTold] = useState(false);
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTold(true);
        if (email === '') return;
        if (email === before) onClose();
        else assign.mutate({ account, email, before }, { onSuccess: onClose });
      }}
    >
      <ChoiceField
        label={t('owner.label')}
        hint={t('owner.hint')}
        error={isTold && email === '' ? t('owner.missing') : undefined}
        value={email}
        options={[
          ...(before === null ? [{ value: '', label: t('owner.choose') }] : []),
          ...owners.map((person) => ({ value: person.email, label: person.name })),
        ]}
        onChange={setEmail}
      />
      {assign.error ? <Problem error={assign.error} /> : null}
      {isOvertaken && now.data ? (
        <p role="status">{t('owner.now', { owner: account.owner?.name ?? t('owner.nobody') })}</p>
      ) : null}
      <Buttons>
        <Action type="submit" kind="primary" label={t('owner.save')} busy={assign.isPending} />
        <Action kind="quiet" label={t('owner.cancel')} onClick={onClose} />
      </Buttons>
    </form>
  );
}
