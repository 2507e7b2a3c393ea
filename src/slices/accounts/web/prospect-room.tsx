import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons, Dialog } from '#platform/web/ui/dialog.tsx';
import { TextField } from '#platform/web/ui/field.tsx';
import { Problem } from '#platform/web/ui/states.tsx';
import type { ProspectPolicy } from '#slices/accounts/contract.ts';
import classes from '#slices/accounts/web/accounts.module.css';
import { prospectPolicyQuery, useProspectChanges } from '#slices/accounts/web/prospects.ts';

/** How many places for prospects are taken, of how many; who sets the policy changes it here. */
export function ProspectRoom(): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  const { data } = useQuery(prospectPolicyQuery);
  const [isOpen, setOpen] = useState(false);
  if (!data) return null;
  return (
    <p className="k-ink2">
      {t('prospect.room', { open: data.open, most: data.most })}
      {can('portfolio.policy') ? (
        <>
          {' '}
          <Action
            small
            kind="quiet"
            label={t('prospect.policy')}
            aria-haspopup="dialog"
            onClick={() => setOpen(true)}
          />
        </>
      ) : null}
      <Dialog title={t('prospect.policy-title')} opened={isOpen} onClose={() => setOpen(false)}>
        {isOpen ? <PolicyForm policy={data} onClose={() => setOpen(false)} /> : null}
      </Dialog>
    </p>
  );
}

const largest = 1000;

function PolicyForm({ policy, onClose }: { readonly policy: ProspectPolicy; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { setPolicy } = useProspectChanges();
  const [text, setText] = useState(String(policy.most));
  const [isTold, setTold] = useState(false);
  const isRight = /^\d{1,4}$/.test(text.trim()) && Number(text) <= largest;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTold(true);
        if (isRight) setPolicy.mutate({ most: Number(text), before: policy }, { onSuccess: onClose });
      }}
    >
      <TextField
        label={t('prospect.policy-title')}
        hint={t('prospect.policy-hint')}
        error={isTold && !isRight ? t('prospect.policy-wrong') : undefined}
        value={text}
        onChange={setText}
        width={5}
      />
      {setPolicy.error ? <Problem error={setPolicy.error} /> : null}
      <Buttons>
        <Action type="submit" kind="primary" label={t('prospect.policy-save')} busy={setPolicy.isPending} />
        <Action kind="quiet" label={t('owner.cancel')} onClick={onClose} />
      </Buttons>
    </form>
  );
}
