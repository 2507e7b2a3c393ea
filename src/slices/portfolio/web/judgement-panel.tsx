import { useQuery } from '@tanstack/react-query';
import { Fragment, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { ChoiceField, TextField } from '#platform/web/ui/field.tsx';
import { Day, Delta, Money, Unknown } from '#platform/web/ui/figures.tsx';
import { FactList, Section } from '#platform/web/ui/section.tsx';
import { Loading, Problem, Skeleton } from '#platform/web/ui/states.tsx';
import { Why } from '#platform/web/ui/why.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { Judgement } from '#slices/portfolio/judgement-contract.ts';
import { useCriterionName } from '#slices/portfolio/web/criterion-name.ts';
import classes from '#slices/portfolio/web/judgement.module.css';
import { judgementQuery, useScore } from '#slices/portfolio/web/judgement.ts';

type Criterion = Judgement['criteria'][number];
const parts = ['growth', 'harmony', 'value'] as const;
const values = ['', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10'];

/** The score card of an account: each criterion with its score and evidence, and what the ledger says beside it. */
export function JudgementPanel({ id }: { readonly id: number }): ReactNode {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(judgementQuery(id));
  if (error) return <Problem error={error} title={t('judgement.failed')} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <Loading label={t('judgement.loading')}>
        <Skeleton height="16rem" />
      </Loading>
    );
  }
  return (
    <Section title={t('judgement.title')} beside={<Beside judgement={data} />}>
      <Facts facts={data.facts} />
      <Card key={data.version} judgement={data} id={id} />
    </Section>
  );
}

function Beside({ judgement }: { readonly judgement: Judgement }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  if (judgement.score === null) return t('judgement.none');
  const mean = (value: number | null): string => (value === null ? '–' : format.number(value, 1));
  return [
    t('judgement.of-hundred', { score: format.number(judgement.score, 0) }),
    t('judgement.means', { attractiveness: mean(judgement.attractiveness), strength: mean(judgement.strength) }),
    judgement.quadrant === null ? null : t(`matrix.${judgement.quadrant}`),
    judgement.coverage === 1 ? null : t('judgement.coverage', { share: format.percent(judgement.coverage, 0) }),
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

/** Trend, length and steadiness: given by the ledger, not judged. */
function Facts({ facts }: Pick<Judgement, 'facts'>): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { steadiness } = facts;
  return (
    <FactList
      form="head"
      facts={[
        {
          label: t('judgement.net'),
          value: <Money amount={facts.net} currency={facts.currency} form="short" />,
          note: facts.period ? format.period(facts.period.from, facts.period.to) : undefined,
        },
        { label: t('judgement.trend'), value: <Delta change={facts.change} />, note: t('judgement.on-a-year') },
        {
          label: t('judgement.length'),
          value: facts.years === null ? <Unknown /> : t('judgement.years', { count: facts.years }),
          note: facts.firstSale === null ? undefined : <Day day={facts.firstSale} />,
        },
        {
          label: t('judgement.steadiness'),
          value: steadiness ? t(`judgement.steady-${steadiness.class}`) : <Unknown />,
          note: steadiness ? (
            <Why label={t('judgement.why')}>
              <p>
                {t('judgement.steady-answer', {
                  variation: format.number(steadiness.variation, 2),
                  count: steadiness.quarters,
                })}
              </p>
            </Why>
          ) : (
            t('judgement.steady-unknown')
          ),
        },
      ]}
    />
  );
}

interface Typed {
  readonly value: string;
  readonly reason: string;
}

function Card({ judgement, id }: { readonly judgement: Judgement; readonly id: number }): ReactNode {
  const { t } = useTranslation();
  const save = useScore(id);
  const [typed, setTyped] = useState<ReadonlyMap<number, Typed>>(new Map());
  const [isTold, setTold] = useState(false);
  const mayScore = judgement.abilities.score;
  const typedOf = (criterion: Criterion): Typed =>
    typed.get(criterion.id) ?? { value: criterion.score ? String(criterion.score.value) : '', reason: '' };
  const changed = judgement.criteria.filter((criterion) => typed.has(criterion.id) && typedOf(criterion).value !== '');
  const isReady = changed.length > 0 && changed.every((criterion) => typedOf(criterion).reason.trim() !== '');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setTold(true);
        if (!isReady) return;
        const scores = changed.map((criterion) => ({
          criterion: criterion.id,
          value: Number(typedOf(criterion).value),
          reason: typedOf(criterion).reason,
        }));
        save.mutate({ change: { scores }, version: judgement.version });
      }}
    >
      {parts.map((part) => {
        const own = judgement.criteria.filter((criterion) => criterion.part === part);
        return own.length === 0 ? null : (
          <Fragment key={part}>
            <h3 className={classes.heading}>{t(`card.part-${part}`)}</h3>
            {own.map((criterion) => (
              <CriterionRow
                key={criterion.id}
                criterion={criterion}
                typed={typedOf(criterion)}
                isChanged={typed.has(criterion.id)}
                isTold={isTold}
                onType={mayScore ? (next) => setTyped((was) => new Map(was).set(criterion.id, next)) : null}
              />
            ))}
          </Fragment>
        );
      })}
      {save.error ? <Problem error={save.error} /> : null}
      {mayScore ? (
        <Action
          type="submit"
          kind="primary"
          label={t('judgement.save')}
          busy={save.isPending}
          reason={changed.length === 0 ? t('judgement.nothing-changed') : undefined}
        />
      ) : (
        <p className="k-ink3">{t('judgement.not-yours')}</p>
      )}
    </form>
  );
}

interface CriterionRowProps {
  readonly criterion: Criterion;
  readonly typed: Typed;
  readonly isChanged: boolean;
  readonly isTold: boolean;
  /** Null for those who only read. */
  readonly onType: ((next: Typed) => void) | null;
}

function CriterionRow({ criterion, typed, isChanged, isTold, onType }: CriterionRowProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useCriterionName();
  const name = nameOf(criterion);
  const { score, former } = criterion;
  return (
    <div className={classes.criterion}>
      <div>
        <strong className="k-strong">{name}</strong>
        <div className="k-small k-ink3">
          {t(`card.axis-${criterion.axis}`)} · {format.percent(criterion.weight / 100, 0)}
        </div>
      </div>
      {onType ? (
        <ChoiceField
          label={t('judgement.score')}
          value={typed.value}
          options={values.map((value) => ({ value, label: value === '' ? '–' : value }))}
          onChange={(value) => onType({ ...typed, value })}
        />
      ) : (
        <span className="k-figure">{score ? format.number(score.value) : <Unknown />}</span>
      )}
      <div>
        {onType && isChanged ? (
          <TextField
            label={t('judgement.reason', { name })}
            error={isTold && typed.reason.trim() === '' ? t('judgement.reason-missing') : undefined}
            value={typed.reason}
            onChange={(reason) => onType({ ...typed, reason })}
            maxLength={2000}
          />
        ) : null}
        {score ? <Evidence given={score} isNow /> : <span className="k-ink3">{t('judgement.not-scored')}</span>}
        {former.length === 0 ? null : (
          <Why label={t('judgement.former', { count: former.length })}>
            {former.map((given) => (
              <Evidence key={given.at} given={given} />
            ))}
          </Why>
        )}
      </div>
    </div>
  );
}

function Evidence({
  given,
  isNow = false,
}: {
  readonly given: NonNullable<Criterion['score']>;
  readonly isNow?: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { company } = useSession();
  return (
    <p>
      {isNow ? null : <strong className="k-strong">{format.number(given.value)} </strong>}
      {given.reason}{' '}
      <span className="k-small k-ink3">
        {given.by ?? t('decision.by-host')}, {format.instant(given.at, company.timeZone)}
      </span>
    </p>
  );
}
