import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons, Dialog } from '#platform/web/ui/dialog.tsx';
import { LongTextField } from '#platform/web/ui/field.tsx';
import { Problem } from '#platform/web/ui/states.tsx';
import type { Account } from '#slices/accounts/contract.ts';
import { AccountChoice } from '#slices/sales/web/account-choice.tsx';
import type { UnattributedDocument } from '#slices/sales/attribution-contract.ts';
import classes from '#slices/sales/web/import.module.css';
import { useAttribute } from '#slices/sales/web/unattributed-data.ts';

interface AttributeDialogProps {
  readonly documents: readonly UnattributedDocument[];
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Which account the picked documents belong to, and how that is known. */
export function AttributeDialog({ documents, opened, onClose, onDone }: AttributeDialogProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Dialog title={t('unattributed.give-title', { count: documents.length })} opened={opened} onClose={onClose}>
      {opened ? <AttributeForm documents={documents} onClose={onClose} onDone={onDone} /> : null}
    </Dialog>
  );
}

function AttributeForm({ documents, onClose, onDone }: Omit<AttributeDialogProps, 'opened'>): ReactNode {
  const { t } = useTranslation();
  const attribute = useAttribute();
  const [account, setAccount] = useState<Account | null>(null);
  const [reason, setReason] = useState('');
  const [isTold, setTold] = useState(false);
  const sources = [...new Set(documents.map(({ source }) => source))];
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTold(true);
        if (account === null || reason.trim() === '') return;
        const orders = sources.map((source) => ({
          account: account.code,
          reason: reason.trim(),
          source,
          documents: documents.filter((one) => one.source === source).map(({ number }) => number),
        }));
        attribute.mutate(orders, { onSuccess: onDone });
      }}
    >
      <AccountChoice
        label={t('unattributed.account')}
        error={isTold && account === null ? t('unattributed.account-missing') : undefined}
        value={account}
        onChange={setAccount}
      />
      <LongTextField
        label={t('unattributed.reason')}
        error={isTold && reason.trim() === '' ? t('unattributed.reason-missing') : undefined}
        value={reason}
        onChange={setReason}
        maxLength={500}
      />
      {attribute.error ? <Problem error={attribute.error} title={t('unattributed.failed')} /> : null}
      <Buttons>
        <Action
          type="submit"
          kind="primary"
          label={t('unattributed.give', { count: documents.length })}
          busy={attribute.isPending}
        />
        <Action kind="quiet" label={t('unattributed.cancel')} onClick={onClose} />
      </Buttons>
    </form>
  );
}
