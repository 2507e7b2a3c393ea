import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons, Dialog } from '#platform/web/ui/dialog.tsx';
import { ChoiceField, TextField } from '#platform/web/ui/field.tsx';
import { Loading, Problem, Skeleton } from '#platform/web/ui/states.tsx';
import type { Account } from '#slices/accounts/contract.ts';
import { ownersAmong, peopleQuery } from '#slices/accounts/web/accounts.ts';
import classes from '#slices/accounts/web/accounts.module.css';
import { useOrderAssignment } from '#slices/accounts/web/orders.ts';
import type { Person } from '#slices/team/contract.ts';

interface OwnerDialogProps {
  /** Whose owner is changed; none while the dialog is closed. */
  readonly accounts: readonly Account[];
  readonly onClose: () => void;
  /** It is done. */
  readonly onDone?: () => void;
}

/** Gives accounts to another owner, by an order with its day and reason; the toast takes it back. */
export function OwnerDialog({ accounts, onClose, onDone = onClose }: OwnerDialogProps): ReactNode {
  const { t } = useTranslation();
  const isOpen = accounts.length > 0;
  const people = useQuery({ ...peopleQuery, enabled: isOpen });
  return (
    <Dialog
      title={
        accounts.length === 1
          ? t('owner.title', { account: accounts[0]?.name ?? '' })
          : t('accounts.bulk-owner-title', { count: accounts.length })
      }
      opened={isOpen}
      onClose={onClose}
    >
      {!isOpen ? null : people.data ? (
        <OwnerForm accounts={accounts} people={people.data.people} onClose={onClose} onDone={onDone} />
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

interface OwnerFormProps extends Required<OwnerDialogProps> {
  readonly people: readonly Person[];
}

function OwnerForm({ accounts, people, onClose, onDone }: OwnerFormProps): ReactNode {
  const { t } = useTranslation();
  const { today } = useSession();
  const order = useOrderAssignment();
  const [owner, setOwner] = useState('');
  const [from, setFrom] = useState(today);
  const [reason, setReason] = useState('');
  const [proposer, setProposer] = useState('');
  const [isTold, setTold] = useState(false);
  const namesOf = (some: readonly Person[]) => some.map(({ email, name }) => ({ value: email, label: name }));
  const isDay = from >= today;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTold(true);
        if (owner === '' || reason.trim() === '' || !isDay || order.isPending) return;
        order.mutate(
          {
            owner,
            reason: reason.trim(),
            from: from === today ? null : from,
            proposedBy: proposer === '' ? null : proposer,
            accounts: accounts.map(({ code }) => code),
          },
          { onSuccess: onDone },
        );
      }}
    >
      <ChoiceField
        label={t('owner.label')}
        hint={t('owner.hint')}
        error={isTold && owner === '' ? t('owner.missing') : undefined}
        value={owner}
        options={[{ value: '', label: t('owner.choose') }, ...namesOf(ownersAmong(people))]}
        onChange={setOwner}
      />
      <TextField
        label={t('order.from')}
        hint={t('order.from-hint')}
        type="date"
        width={12}
        value={from}
        onChange={setFrom}
        error={isTold && !isDay ? t('order.from-wrong') : undefined}
      />
      <TextField
        label={t('order.reason')}
        hint={t('order.reason-hint')}
        maxLength={2000}
        value={reason}
        onChange={setReason}
        error={isTold && reason.trim() === '' ? t('order.reason-missing') : undefined}
      />
      <ChoiceField
        label={t('order.proposed-by')}
        value={proposer}
        options={[
          { value: '', label: t('order.proposed-by-me') },
          ...namesOf(people.filter(({ isDisabled, roles }) => !isDisabled && roles.length > 0)),
        ]}
        onChange={setProposer}
      />
      {order.error ? <Problem error={order.error} /> : null}
      <Buttons>
        <Action type="submit" kind="primary" label={t('order.give')} busy={order.isPending} />
        <Action kind="quiet" label={t('owner.cancel')} onClick={onClose} />
      </Buttons>
    </form>
  );
}
