import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons } from '#platform/web/ui/dialog.tsx';
import { ChoiceField, TextField } from '#platform/web/ui/field.tsx';
import { Problem } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';
import type { AccountDecision, NewDecision } from '#slices/portfolio/decision-contract.ts';
import { handsOver } from '#slices/portfolio/domain/tiers.ts';
import classes from '#slices/portfolio/web/judgement.module.css';
import { colleaguesQuery, useDecide } from '#slices/portfolio/web/judgement.ts';

interface DecisionFormProps {
  readonly act: NewDecision['act'];
  readonly decision: AccountDecision;
  readonly code: string;
  readonly onClose: () => void;
}

/** One decision with its reason and day, and, when the account goes, its hand-over. It cannot be taken back. */
export function DecisionForm({ act, decision, code, onClose }: DecisionFormProps): ReactNode {
  const { t } = useTranslation();
  const { today } = useSession();
  const decide = useDecide(code);
  const [reason, setReason] = useState('');
  const [on, setOn] = useState(today);
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const [isTold, setTold] = useState(false);
  const isGoing = handsOver(act);
  const people = useQuery({ ...colleaguesQuery, enabled: isGoing });
  const lacksReason = reason.trim() === '';
  const lacksNote = isGoing && to !== '' && note.trim() === '';
  return (
    <form
      className={classes.stack}
      onSubmit={(event) => {
        event.preventDefault();
        setTold(true);
        if (lacksReason || lacksNote) return;
        const handOver = isGoing && note.trim() !== '' ? { handOver: { to: to === '' ? null : to, note } } : {};
        decide.mutate(
          { decision: { act, reason, on, ...handOver }, version: decision.version },
          {
            onSuccess: () => {
              showToast({ message: t(`decision.said-${act}`, { name: decision.account.name }) });
              onClose();
            },
          },
        );
      }}
    >
      <p className="k-ink2">{t(`decision.means-${act}`)}</p>
      <TextField
        label={t('decision.reason')}
        hint={t('decision.reason-hint')}
        error={isTold && lacksReason ? t('decision.reason-missing') : undefined}
        value={reason}
        onChange={setReason}
        maxLength={2000}
      />
      <TextField
        label={t('decision.on')}
        type="date"
        value={on}
        onChange={setOn}
        width={14}
        hint={t('decision.on-hint')}
      />
      {isGoing ? (
        <>
          <ChoiceField
            label={t('decision.hand-over-to')}
            isOptional
            value={to}
            options={[
              { value: '', label: t('decision.hand-over-nobody') },
              ...(people.data?.people ?? []).map(({ email, name }) => ({ value: email, label: name })),
            ]}
            onChange={setTo}
            width={32}
          />
          <TextField
            label={t('decision.hand-over')}
            isOptional
            hint={t('decision.hand-over-hint')}
            error={isTold && lacksNote ? t('decision.hand-over-missing') : undefined}
            value={note}
            onChange={setNote}
            maxLength={4000}
          />
        </>
      ) : null}
      {decide.error ? <Problem error={decide.error} /> : null}
      <Buttons>
        <Action type="submit" kind="primary" label={t(`decision.act-${act}`)} busy={decide.isPending} />
        <Action kind="quiet" label={t('decision.cancel')} onClick={onClose} />
      </Buttons>
    </form>
  );
}
