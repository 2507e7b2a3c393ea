import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons, Dialog } from '#platform/web/ui/dialog.tsx';
import { ChoiceField, TextField } from '#platform/web/ui/field.tsx';
import { Problem } from '#platform/web/ui/states.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import { effectOfCard } from '#slices/portfolio/domain/score-card.ts';
import type { MatrixReply, ScoreCardChange } from '#slices/portfolio/judgement-contract.ts';
import { useCriterionName } from '#slices/portfolio/web/criterion-name.ts';
import classes from '#slices/portfolio/web/judgement.module.css';
import { useSetCard } from '#slices/portfolio/web/judgement.ts';

interface CardDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly reply: MatrixReply;
}

/** What accounts are judged by and how much it weighs, with the effect before it is saved. */
export function CardDialog({ opened, onClose, reply }: CardDialogProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Dialog title={t('card.title')} opened={opened} onClose={onClose}>
      {opened ? <CardForm key={reply.card.version} reply={reply} onClose={onClose} /> : null}
    </Dialog>
  );
}

type Criterion = ScoreCardChange['criteria'][number];

/** A criterion as it is typed; weight 0 leaves it out. */
interface TypedCriterion extends Omit<Criterion, 'weight'> {
  readonly place: string;
  readonly label: string;
  readonly weight: string;
}

const wholeIn = (text: string, most: number): number | null =>
  /^\d{1,3}$/.test(text.trim()) && Number(text) <= most ? Number(text) : null;
const edgeIn = (text: string): number | null => {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && value >= 1 && value <= 10 ? value : null;
};

function CardForm({ reply, onClose }: Omit<CardDialogProps, 'opened'>): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { company } = useSession();
  const { card, accounts } = reply;
  const nameOf = useCriterionName();
  const save = useSetCard();
  const [criteria, setCriteria] = useState<readonly TypedCriterion[]>(() => [
    ...card.criteria.map((one) => ({
      ...one,
      name: null,
      place: String(one.id),
      label: nameOf(one),
      weight: String(one.weight),
    })),
    ...card.leftOut.map((one) => ({
      id: one.id,
      name: null,
      axis: 'attractiveness' as const,
      part: 'value' as const,
      place: String(one.id),
      label: nameOf(one),
      weight: '0',
    })),
  ]);
  const [newName, setNewName] = useState('');
  const [attractive, setAttractive] = useState(format.number(card.attractivenessEdge, 1));
  const [strong, setStrong] = useState(format.number(card.strengthEdge, 1));
  const [proposed, setProposed] = useState(String(card.proposedFrom));
  const weights = criteria.map(({ weight }) => wholeIn(weight, 100));
  const sum = weights.reduce<number>((total, weight) => total + (weight ?? 0), 0);
  const attractivenessEdge = edgeIn(attractive);
  const strengthEdge = edgeIn(strong);
  const proposedFrom = wholeIn(proposed, 100);
  const isReadable =
    sum === 100 &&
    !weights.includes(null) &&
    attractivenessEdge !== null &&
    strengthEdge !== null &&
    (proposedFrom ?? 0) > 0;
  const change: ScoreCardChange | null = isReadable
    ? {
        criteria: criteria.flatMap(({ id, name, axis, part }, index) =>
          (weights[index] ?? 0) > 0 ? [{ id, name, axis, part, weight: weights[index] ?? 0 }] : [],
        ),
        attractivenessEdge,
        strengthEdge,
        proposedFrom: proposedFrom ?? 1,
      }
    : null;
  const setOne = (place: string, part: Partial<TypedCriterion>): void =>
    setCriteria((was) => was.map((one) => (one.place === place ? { ...one, ...part } : one)));
  const effect =
    change &&
    effectOfCard(
      accounts.map(({ scores }) => new Map(scores.map(({ criterion, value }) => [criterion, value]))),
      card,
      // A criterion that is new has no scores yet, so its number matters to nobody.
      { ...change, criteria: change.criteria.map((one, index) => ({ ...one, id: one.id ?? -1 - index })) },
    );
  return (
    <form
      className={classes.stack}
      onSubmit={(event) => {
        event.preventDefault();
        if (change) save.mutate({ change, before: card }, { onSuccess: onClose });
      }}
    >
      <p className="k-ink2">{t('card.explanation')}</p>
      {criteria.map((one) => (
        <div key={one.place} className={classes.weights}>
          <ChoiceField
            label={one.label}
            value={one.axis}
            options={[
              { value: 'attractiveness', label: t('card.axis-attractiveness') },
              { value: 'strength', label: t('card.axis-strength') },
            ]}
            onChange={(axis) => setOne(one.place, { axis })}
          />
          <TextField
            label={t('card.weight')}
            error={wholeIn(one.weight, 100) === null ? t('card.weight-wrong') : undefined}
            value={one.weight}
            onChange={(weight) => setOne(one.place, { weight })}
          />
          <ChoiceField
            label={t('card.part')}
            value={one.part}
            options={(['growth', 'harmony', 'value'] as const).map((value) => ({
              value,
              label: t(`card.part-${value}`),
            }))}
            onChange={(part) => setOne(one.place, { part })}
          />
        </div>
      ))}
      <div className={classes.fields}>
        <TextField label={t('card.own')} isOptional value={newName} onChange={setNewName} maxLength={80} width={24} />
        <Action
          label={t('card.add')}
          reason={newName.trim() === '' ? t('card.add-name') : criteria.length >= 12 ? t('card.full') : undefined}
          onClick={() => {
            const name = newName.trim();
            setCriteria((was) => [
              ...was,
              {
                id: null,
                name,
                label: name,
                place: `new-${String(was.length)}`,
                axis: 'attractiveness',
                part: 'value',
                weight: '0',
              },
            ]);
            setNewName('');
          }}
        />
      </div>
      <div className={classes.fields}>
        <TextField
          label={t('card.attractive-from')}
          error={attractivenessEdge === null ? t('card.edge-wrong') : undefined}
          value={attractive}
          onChange={setAttractive}
          width={6}
        />
        <TextField
          label={t('card.strong-from')}
          error={strengthEdge === null ? t('card.edge-wrong') : undefined}
          value={strong}
          onChange={setStrong}
          width={6}
        />
        <TextField
          label={t('card.proposed-from')}
          error={(proposedFrom ?? 0) > 0 ? undefined : t('card.proposed-wrong')}
          value={proposed}
          onChange={setProposed}
          width={6}
        />
      </div>
      <p role="status">
        <strong className={sum === 100 ? 'k-strong' : 'k-strong k-bad'}>{t('card.sum', { sum })}</strong>{' '}
        {effect
          ? t('card.effect', { count: effect.moved, before: effect.proposedBefore, after: effect.proposedAfter })
          : t('card.no-effect-yet')}
      </p>
      {save.error ? <Problem error={save.error} /> : null}
      <Buttons>
        <Action
          type="submit"
          kind="primary"
          label={t('card.save')}
          busy={save.isPending}
          reason={change ? undefined : t('card.no-effect-yet')}
        />
        <Action kind="quiet" label={t('decision.cancel')} onClick={onClose} />
      </Buttons>
      {card.changedBy === null || card.changedAt === null ? null : (
        <p className="k-small k-ink3">
          {t('card.changed', { name: card.changedBy, when: format.instant(card.changedAt, company.timeZone) })}
        </p>
      )}
    </form>
  );
}
