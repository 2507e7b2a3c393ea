import { IconLock, IconShieldLock } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons, Dialog } from '#platform/web/ui/dialog.tsx';
import { ChoiceField, TextField } from '#platform/web/ui/field.tsx';
import { Section } from '#platform/web/ui/section.tsx';
import { Problem } from '#platform/web/ui/states.tsx';
import type { FactsReply, LookReply } from '#slices/dossier/contract.ts';
import { purposes } from '#slices/dossier/domain/topics.ts';
import classes from '#slices/dossier/web/dossier.module.css';
import { FactLine } from '#slices/dossier/web/fact-line.tsx';
import { useLook } from '#slices/dossier/web/facts.ts';

type SealedClass = FactsReply['sealed'][number]['class'];

/** How long what was asked for stays on the screen. */
const shownFor = 10 * 60_000;

interface SealedFactsProps {
  readonly accountId: number;
  readonly sealed: FactsReply['sealed'];
}

/** What is there and not shown: how much, and a way to ask. What was asked for shows for ten minutes, or until one leaves. */
export function SealedFacts({ accountId, sealed }: SealedFactsProps): ReactNode {
  const { t } = useTranslation();
  const present = (['confidential', 'personal'] as const).filter((of) => sealed.some((one) => one.class === of));
  if (present.length === 0) return null;
  return (
    <Section title={t('sealed.title')}>
      {present.map((of) => (
        <SealedClassFacts key={of} accountId={accountId} of={of} sealed={sealed.filter((one) => one.class === of)} />
      ))}
    </Section>
  );
}

function SealedClassFacts(props: SealedFactsProps & { readonly of: SealedClass }): ReactNode {
  const { accountId, of, sealed } = props;
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const [shown, setShown] = useState<LookReply | null>(null);
  useEffect(() => {
    if (shown === null) return undefined;
    const timer = setTimeout(() => setShown(null), shownFor);
    return () => clearTimeout(timer);
  }, [shown]);
  const count = sealed.reduce((sum, one) => sum + one.facts, 0);
  const ClassIcon = of === 'personal' ? IconShieldLock : IconLock;
  return (
    <>
      <div className={classes.sealed}>
        <ClassIcon aria-hidden />
        <span>
          {t(`sealed.${of}`, { count })}
          {of === 'confidential' ? `: ${sealed.map(({ topic }) => t(`topic.${topic}`)).join(', ')}` : null}
        </span>
        {shown ? (
          <Action small label={t('sealed.hide')} onClick={() => setShown(null)} />
        ) : (
          <Action small label={t('sealed.ask')} aria-haspopup="dialog" onClick={() => setAsking(true)} />
        )}
      </div>
      {shown ? (
        <>
          <p role="status" className="k-small k-ink3">
            {t('sealed.recorded')}
            {shown.hidden > 0 ? ` ${t('sealed.hidden', { count: shown.hidden })}` : null}
          </p>
          <ul>
            {shown.facts.map((fact) => (
              <FactLine key={fact.id} accountId={accountId} fact={fact} />
            ))}
          </ul>
        </>
      ) : null}
      <Dialog title={t(`sealed.why-${of}`)} opened={isAsking} onClose={() => setAsking(false)}>
        <LookForm
          accountId={accountId}
          of={of}
          onShown={(reply) => {
            setShown(reply);
            setAsking(false);
          }}
          onClose={() => setAsking(false)}
        />
      </Dialog>
    </>
  );
}

interface LookFormProps {
  readonly accountId: number;
  readonly of: SealedClass;
  readonly onShown: (reply: LookReply) => void;
  readonly onClose: () => void;
}

function LookForm({ accountId, of, onShown, onClose }: LookFormProps): ReactNode {
  const { t } = useTranslation();
  const look = useLook(accountId);
  const [purpose, setPurpose] = useState<(typeof purposes)[number]>('meeting');
  const [reason, setReason] = useState('');
  const [isTold, setTold] = useState(false);
  const isMissing = purpose === 'other' && reason.trim() === '';
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTold(true);
        if (!isMissing) look.mutate({ class: of, purpose, reason }, { onSuccess: onShown });
      }}
    >
      <ChoiceField
        label={t('sealed.purpose')}
        value={purpose}
        options={purposes.map((one) => ({ value: one, label: t(`purpose.${one}`) }))}
        onChange={setPurpose}
      />
      <TextField
        label={t('sealed.reason')}
        isOptional={purpose !== 'other'}
        hint={t('sealed.reason-hint')}
        error={isTold && isMissing ? t('sealed.reason-missing') : undefined}
        value={reason}
        maxLength={300}
        onChange={setReason}
      />
      {look.error ? <Problem error={look.error} /> : null}
      <Buttons>
        <Action type="submit" kind="primary" label={t('sealed.show')} busy={look.isPending} />
        <Action kind="quiet" label={t('facts.cancel')} onClick={onClose} />
      </Buttons>
    </form>
  );
}
