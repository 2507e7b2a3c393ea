import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons, Dialog } from '#platform/web/ui/dialog.tsx';
import { TextField } from '#platform/web/ui/field.tsx';
import { Day } from '#platform/web/ui/figures.tsx';
import { Section } from '#platform/web/ui/section.tsx';
import { Problem } from '#platform/web/ui/states.tsx';
import type { Grant } from '#slices/dossier/contract.ts';
import classes from '#slices/dossier/web/dossier.module.css';
import { grantsQuery, useGrantChanges } from '#slices/dossier/web/facts.ts';

/** Who may see the personal facts of this account, and who has asked to. */
export function Grants({ accountId }: { readonly accountId: number }): ReactNode {
  const { t } = useTranslation();
  const { today } = useSession();
  const { data } = useQuery(grantsQuery(accountId));
  const [isAsking, setAsking] = useState(false);
  const current = (data?.grants ?? []).filter(({ state, until }) => state !== 'declined' && until > today);
  return (
    <Section
      title={t('grants.title')}
      action={
        <Action
          small
          kind="quiet"
          icon={IconPlus}
          iconOnly
          label={t('grants.ask')}
          aria-haspopup="dialog"
          onClick={() => setAsking(true)}
        />
      }
    >
      {current.length === 0 ? <p className="k-small k-ink3">{t('grants.none')}</p> : null}
      <ul>
        {current.map((grant) => (
          <GrantLine key={grant.id} accountId={accountId} grant={grant} />
        ))}
      </ul>
      <Dialog title={t('grants.ask')} opened={isAsking} onClose={() => setAsking(false)}>
        <GrantForm accountId={accountId} onClose={() => setAsking(false)} />
      </Dialog>
    </Section>
  );
}

function GrantLine({ accountId, grant }: { readonly accountId: number; readonly grant: Grant }): ReactNode {
  const { t } = useTranslation();
  const { decide } = useGrantChanges(accountId);
  const [reason, setReason] = useState('');
  return (
    <li className={classes.grant}>
      <span>
        {grant.person?.name}{' '}
        <span className="k-small k-ink3">
          {t(`grant-state.${grant.state}`)} · {t('grants.until')} <Day day={grant.until} /> · {grant.reason}
        </span>
      </span>
      {grant.isYoursToDecide ? (
        <>
          <TextField label={t('grants.decision-reason')} value={reason} maxLength={300} onChange={setReason} />
          {decide.error ? <Problem error={decide.error} /> : null}
          <Buttons>
            <Action
              small
              kind="primary"
              label={t('grants.give')}
              busy={decide.isPending}
              onClick={() => decide.mutate({ grant, given: true, reason })}
            />
            <Action
              small
              label={t('grants.decline')}
              reason={reason.trim() === '' ? t('grants.decline-needs-reason') : undefined}
              onClick={() => decide.mutate({ grant, given: false, reason })}
            />
          </Buttons>
        </>
      ) : null}
    </li>
  );
}

function GrantForm({ accountId, onClose }: { readonly accountId: number; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { today } = useSession();
  const { ask } = useGrantChanges(accountId);
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const [isTold, setTold] = useState(false);
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTold(true);
        if (reason.trim() !== '' && until > today) ask.mutate({ reason, until }, { onSuccess: onClose });
      }}
    >
      <TextField
        label={t('grants.reason')}
        hint={t('grants.reason-hint')}
        error={isTold && reason.trim() === '' ? t('sealed.reason-missing') : undefined}
        value={reason}
        maxLength={300}
        onChange={setReason}
      />
      <TextField
        label={t('grants.until')}
        type="date"
        width={12}
        error={isTold && until <= today ? t('grants.until-missing') : undefined}
        value={until}
        onChange={setUntil}
      />
      {ask.error ? <Problem error={ask.error} /> : null}
      <Buttons>
        <Action type="submit" kind="primary" label={t('grants.ask')} busy={ask.isPending} />
        <Action kind="quiet" label={t('facts.cancel')} onClick={onClose} />
      </Buttons>
    </form>
  );
}
