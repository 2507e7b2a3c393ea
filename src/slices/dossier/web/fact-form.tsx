import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons } from '#platform/web/ui/dialog.tsx';
import { ChoiceField, LongTextField, TextField } from '#platform/web/ui/field.tsx';
import { Problem } from '#platform/web/ui/states.tsx';
import type { Fact } from '#slices/dossier/contract.ts';
import { factClasses, figureKinds, type TopicId } from '#slices/dossier/domain/topics.ts';
import classes from '#slices/dossier/web/dossier.module.css';

/** What the form gives back; year and figure only of a new financial figure. */
interface FactDraft {
  readonly value: string;
  readonly class: Fact['class'];
  readonly source: string;
  readonly knownOn: string;
  readonly askAgainOn: string | null;
  readonly year: number | null;
  readonly figure: Fact['figure'];
}

interface FactFormProps {
  readonly topic: TopicId;
  /** The fact as it is; without one a new one is written. */
  readonly fact?: Fact;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSave: (draft: FactDraft) => void;
  readonly onClose: () => void;
}

/** A fact is written where it stands: Enter saves, Esc leaves. */
export function FactForm({ topic, fact, busy, error, onSave, onClose }: FactFormProps): ReactNode {
  const { t } = useTranslation();
  const { today, can } = useSession();
  const isPersonal = topic === 'people';
  const isNewFigure = topic === 'figures' && fact === undefined;
  const [value, setValue] = useState(fact?.value ?? '');
  const [source, setSource] = useState(fact?.source ?? '');
  const [knownOn, setKnownOn] = useState(fact?.knownOn ?? today);
  const [askAgainOn, setAskAgainOn] = useState(fact?.askAgainOn ?? '');
  const [factClass, setClass] = useState<Fact['class']>(fact?.class ?? (isPersonal ? 'personal' : 'internal'));
  const [figure, setFigure] = useState<(typeof figureKinds)[number]>('revenue');
  const [year, setYear] = useState(String(Number(today.slice(0, 4)) - 1));
  const [isTold, setTold] = useState(false);
  const first = useRef<HTMLTextAreaElement>(null);
  useEffect(() => first.current?.focus(), []);
  const open = factClasses.filter((one) =>
    isPersonal ? one === 'personal' : one !== 'personal' && (one !== 'confidential' || can('dossier.confidential')),
  );
  const save = (): void => {
    setTold(true);
    if (value.trim() === '' || source.trim() === '' || knownOn === '') return;
    onSave({
      value,
      source,
      knownOn,
      class: factClass,
      askAgainOn: askAgainOn === '' ? null : askAgainOn,
      year: isNewFigure ? Number(year) : null,
      figure: isNewFigure ? figure : null,
    });
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onClose();
        } else if (event.key === 'Enter' && !event.shiftKey && event.target === first.current) {
          event.preventDefault();
          save();
        }
      }}
    >
      {isNewFigure ? (
        <div className={classes.pair}>
          <ChoiceField
            label={t('facts.figure')}
            value={figure}
            options={figureKinds.map((kind) => ({ value: kind, label: t(`figure-kind.${kind}`) }))}
            onChange={setFigure}
          />
          <TextField label={t('facts.year')} value={year} width={6} maxLength={4} onChange={setYear} />
        </div>
      ) : null}
      <LongTextField
        label={t('facts.value')}
        hint={t(`topic-asks.${topic}`)}
        error={isTold && value.trim() === '' ? t('facts.value-missing') : undefined}
        value={value}
        rows={topic === 'figures' ? 1 : 3}
        maxLength={4000}
        inputRef={first}
        onChange={setValue}
      />
      <div className={classes.pair}>
        <TextField
          label={t('facts.source')}
          hint={t('facts.source-hint')}
          error={isTold && source.trim() === '' ? t('facts.source-missing') : undefined}
          value={source}
          maxLength={300}
          onChange={setSource}
        />
        <ChoiceField
          label={t('facts.class')}
          value={factClass}
          options={open.map((one) => ({ value: one, label: t(`fact-class.${one}`) }))}
          onChange={setClass}
        />
        <TextField label={t('facts.known-on')} type="date" width={12} value={knownOn} onChange={setKnownOn} />
        <TextField
          label={t('facts.ask-again-on')}
          isOptional
          type="date"
          width={12}
          value={askAgainOn}
          onChange={setAskAgainOn}
        />
      </div>
      {error ? <Problem error={error} /> : null}
      <Buttons>
        <Action type="submit" kind="primary" label={t('facts.save')} busy={busy} />
        <Action kind="quiet" label={t('facts.cancel')} onClick={onClose} />
      </Buttons>
    </form>
  );
}
