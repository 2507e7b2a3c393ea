import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons, Dialog } from '#platform/web/ui/dialog.tsx';
import { LongTextField, TextField } from '#platform/web/ui/field.tsx';
import { FactList, Section } from '#platform/web/ui/section.tsx';
import { Problem } from '#platform/web/ui/states.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { Account, Prospect, StageChange } from '#slices/accounts/contract.ts';
import classes from '#slices/accounts/web/accounts.module.css';
import { useProspectChanges } from '#slices/accounts/web/prospects.ts';

interface ProspectSectionProps {
  readonly account: Account;
  readonly prospect: Prospect;
}

/** Why a company could become a client, and what can be done about it. Of one that has become one only the reason is left. */
export function ProspectSection({ account, prospect }: ProspectSectionProps): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  const format = useFormat();
  const { change } = useProspectChanges();
  const [asking, setAsking] = useState<'client' | 'dropped' | null>(null);
  const reason = can('accounts.prospect') ? undefined : t('prospect.not-yours');
  const day = format.day(prospect.addedOn);
  return (
    <Section title={t('prospect.section')}>
      <FactList
        form="stacked"
        facts={[
          { label: t('prospect.why'), value: prospect.reason },
          {
            label: t('prospect.from'),
            value: prospect.source,
            note: prospect.addedBy === null ? day : t('prospect.added-by', { day, name: prospect.addedBy }),
          },
          ...(prospect.droppedBecause === null
            ? []
            : [{ label: t('prospect.dropped-because'), value: prospect.droppedBecause }]),
        ]}
      />
      {account.stage === 'client' ? null : (
        <Buttons>
          {account.stage === 'prospect' ? (
            <>
              <Action
                kind="primary"
                label={t('prospect.convert')}
                reason={reason}
                aria-haspopup="dialog"
                onClick={() => setAsking('client')}
              />
              <Action
                label={t('prospect.drop')}
                reason={reason}
                aria-haspopup="dialog"
                onClick={() => setAsking('dropped')}
              />
            </>
          ) : (
            <Action
              label={t('prospect.return')}
              reason={reason}
              busy={change.isPending}
              onClick={() => change.mutate({ account, to: { stage: 'prospect' } })}
            />
          )}
        </Buttons>
      )}
      {change.error ? <Problem error={change.error} /> : null}
      <Dialog
        title={t(asking === 'dropped' ? 'prospect.drop-title' : 'prospect.convert-title', { name: account.name })}
        opened={asking !== null}
        onClose={() => setAsking(null)}
      >
        {asking === null ? null : <StageForm account={account} to={asking} onClose={() => setAsking(null)} />}
      </Dialog>
    </Section>
  );
}

interface StageFormProps {
  readonly account: Account;
  readonly to: 'client' | 'dropped';
  readonly onClose: () => void;
}

function StageForm({ account, to, onClose }: StageFormProps): ReactNode {
  const { t } = useTranslation();
  const { change } = useProspectChanges();
  const [text, setText] = useState('');
  const [isTold, setTold] = useState(false);
  const given = text.trim();
  const shared = {
    value: text,
    onChange: setText,
    error: isTold && given === '' ? t('prospect.missing') : undefined,
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTold(true);
        if (given === '') return;
        const next: StageChange = to === 'client' ? { stage: to, code: given } : { stage: to, reason: given };
        change.mutate({ account, to: next }, { onSuccess: onClose });
      }}
    >
      {to === 'client' ? (
        <TextField label={t('accounts.code')} hint={t('prospect.convert-hint')} maxLength={100} {...shared} />
      ) : (
        <LongTextField label={t('prospect.drop-reason')} hint={t('prospect.drop-hint')} maxLength={2000} {...shared} />
      )}
      {change.error ? <Problem error={change.error} /> : null}
      <Buttons>
        <Action
          type="submit"
          kind="primary"
          label={t(to === 'client' ? 'prospect.convert' : 'prospect.drop')}
          busy={change.isPending}
        />
        <Action kind="quiet" label={t('owner.cancel')} onClick={onClose} />
      </Buttons>
    </form>
  );
}
