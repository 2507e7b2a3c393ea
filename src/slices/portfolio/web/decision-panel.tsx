import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Day, Money, Percent, Unknown } from '#platform/web/ui/figures.tsx';
import { FactList, Section } from '#platform/web/ui/section.tsx';
import { Loading, Problem, Skeleton } from '#platform/web/ui/states.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { AccountDecision, Decision, NewDecision } from '#slices/portfolio/decision-contract.ts';
import { DecisionForm } from '#slices/portfolio/web/decision-form.tsx';
import classes from '#slices/portfolio/web/judgement.module.css';
import { decisionQuery, scenariosQuery } from '#slices/portfolio/web/judgement.ts';
import { TierPill } from '#slices/portfolio/web/tier-pill.tsx';

/** Where an account stands, what speaks for it, what can be decided, and everything that was decided. */
export function DecisionPanel({ code }: { readonly code: string }): ReactNode {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(decisionQuery(code));
  if (error) return <Problem error={error} title={t('decision.failed')} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <Loading label={t('decision.loading')}>
        <Skeleton height="9rem" />
      </Loading>
    );
  }
  return (
    <>
      <Section
        title={t('decision.title')}
        beside={<TierPill tier={data.tier} since={data.since} isProposed={data.proposal.length > 0} />}
      >
        <div className={classes.stack}>
          <Proposal decision={data} />
          <Grounds decision={data} />
          {/* Another question, another form. */}
          <Acts key={data.version} decision={data} code={code} />
        </div>
      </Section>
      <Section title={t('decision.history')}>
        {data.history.length === 0 ? (
          <p className="k-ink3">{t('decision.none-yet')}</p>
        ) : (
          <ol className={classes.history}>
            {data.history.map((one) => (
              <Past key={`${one.at} ${one.act}`} decision={one} />
            ))}
          </ol>
        )}
      </Section>
    </>
  );
}

/** Why the policy proposes it, in sentences. */
function Proposal({ decision }: { readonly decision: AccountDecision }): ReactNode {
  const { t } = useTranslation();
  if (decision.proposal.length === 0) return null;
  return (
    <p>
      <strong className="k-strong">{t('decision.proposed')}</strong>{' '}
      {decision.proposal.map((ground) => t(`decision.because-${ground}`)).join(' ')}
    </p>
  );
}

/** Figures, judgement and projections, which a decision rests on. */
function Grounds({ decision }: { readonly decision: AccountDecision }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { figures, judgement } = decision;
  const scenarios = useQuery(scenariosQuery(decision.account.id));
  const best = scenarios.data?.scenarios.toSorted((a, b) => Number(b.npv) - Number(a.npv))[0];
  return (
    <FactList
      form="head"
      facts={[
        {
          label: t('decision.place'),
          value: figures ? (
            t('decision.place-of', {
              rank: format.number(figures.rank),
              of: format.number(figures.of),
              class: figures.class,
            })
          ) : (
            <Unknown />
          ),
          note: figures ? format.period(figures.period.from, figures.period.to) : undefined,
        },
        {
          label: t('decision.net'),
          value: figures ? <Money amount={figures.net} currency={figures.currency} form="short" /> : <Unknown />,
          note: figures ? (
            <>
              {t(`decision.share-${figures.scope}`)} <Percent share={figures.share} />
            </>
          ) : undefined,
        },
        {
          label: t('decision.judgement'),
          value: judgement.score === null ? <Unknown /> : format.number(judgement.score, 0),
          note:
            judgement.score === null
              ? t('judgement.none')
              : t('judgement.coverage', { share: format.percent(judgement.coverage, 0) }),
        },
        {
          label: t('decision.npv'),
          value: best ? (
            <Money amount={best.npv} currency={scenarios.data?.currency ?? ''} form="short" />
          ) : (
            <Unknown />
          ),
          note: best?.name,
        },
      ]}
    />
  );
}

/** What can be decided now; who may not is told who does. */
function Acts({ decision, code }: { readonly decision: AccountDecision; readonly code: string }): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  const [act, setAct] = useState<NewDecision['act'] | null>(null);
  if (act !== null) return <DecisionForm act={act} decision={decision} code={code} onClose={() => setAct(null)} />;
  if (decision.abilities.length === 0) {
    return (
      <p className="k-ink3">
        {t(can('portfolio.nominate') && decision.tier === 'nominated' ? 'decision.waits' : 'decision.not-yours')}
      </p>
    );
  }
  return (
    <div className={classes.line}>
      {decision.abilities.map((one, place) => (
        <Action
          key={one}
          kind={place === 0 && one !== 'retire' ? 'primary' : 'secondary'}
          label={t(`decision.act-${one}`)}
          onClick={() => setAct(one)}
        />
      ))}
    </div>
  );
}

/** A decision that was taken: what, from when, by whom, why, and with what the account went. */
function Past({ decision }: { readonly decision: Decision }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { company } = useSession();
  const { act, on, by, at, reason, handOver } = decision;
  return (
    <li>
      <span className={classes.line}>
        <strong className="k-strong">{t(`decision.done-${act}`)}</strong>
        <Day day={on} />
        <span className="k-ink3">{by ?? t('decision.by-host')}</span>
      </span>
      <span>{reason}</span>
      {handOver ? (
        <span className="k-ink2">
          {handOver.to === null ? t('decision.handed-over') : t('decision.handed-over-to', { name: handOver.to })}
          {handOver.note === null ? '' : ` ${handOver.note}`}
        </span>
      ) : null}
      {at.slice(0, 10) === on ? null : (
        <span className="k-small k-ink3">{t('decision.recorded', { when: format.instant(at, company.timeZone) })}</span>
      )}
    </li>
  );
}
