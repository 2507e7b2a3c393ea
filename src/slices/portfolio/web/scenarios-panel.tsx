import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FigureTable } from '#platform/web/chart/figure-table.tsx';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Money, Unknown } from '#platform/web/ui/figures.tsx';
import { Section } from '#platform/web/ui/section.tsx';
import { Loading, Problem, Skeleton } from '#platform/web/ui/states.tsx';
import { Why } from '#platform/web/ui/why.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { Scenario } from '#slices/portfolio/scenario-contract.ts';
import classes from '#slices/portfolio/web/judgement.module.css';
import { formerQuery, scenariosQuery, useRemoveScenario } from '#slices/portfolio/web/judgement.ts';
import { ScenarioForm } from '#slices/portfolio/web/scenario-form.tsx';

type Opened = { readonly scenario: Scenario | null } | null;

/** Projections of the joint growth, side by side, and the one that is being edited. */
export function ScenariosPanel({ id }: { readonly id: number }): ReactNode {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(scenariosQuery(id));
  const [opened, setOpened] = useState<Opened>(null);
  if (error) return <Problem error={error} title={t('scenario.failed')} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <Loading label={t('scenario.loading')}>
        <Skeleton height="6rem" />
      </Loading>
    );
  }
  const { scenarios, currency, abilities } = data;
  return (
    <Section
      title={t('scenario.title')}
      beside={t('scenario.beside')}
      action={
        abilities.edit && opened === null ? (
          <Action small label={t('scenario.add')} onClick={() => setOpened({ scenario: null })} />
        ) : undefined
      }
    >
      {scenarios.length === 0 && opened === null ? <p className="k-ink3">{t('scenario.none')}</p> : null}
      {scenarios.length === 0 ? null : (
        <div className={classes.scroll} role="region" aria-label={t('scenario.title')} tabIndex={0}>
          <Comparison
            id={id}
            scenarios={scenarios}
            currency={currency}
            onOpen={abilities.edit ? (scenario) => setOpened({ scenario }) : null}
          />
        </div>
      )}
      {opened === null ? null : (
        <ScenarioForm
          key={opened.scenario?.id ?? 'new'}
          id={id}
          currency={currency}
          before={scenarios.find((one) => one.id === opened.scenario?.id) ?? null}
          onClose={() => setOpened(null)}
        />
      )}
    </Section>
  );
}

interface ComparisonProps {
  readonly id: number;
  readonly scenarios: readonly Scenario[];
  readonly currency: string;
  readonly onOpen: ((scenario: Scenario) => void) | null;
}

function Comparison({ id, scenarios, currency, onOpen }: ComparisonProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { company } = useSession();
  const remove = useRemoveScenario(id);
  const sum = (scenario: Scenario): number =>
    scenario.years.reduce((total, year) => total + Number(year.investment), 0);
  return (
    <FigureTable
      caption={t('scenario.title')}
      columns={[
        { id: 'name', header: t('scenario.name') },
        { id: 'npv', header: t('scenario.npv'), align: 'right' },
        { id: 'investment', header: t('scenario.invested'), align: 'right' },
        { id: 'rate', header: t('scenario.rate'), align: 'right' },
        { id: 'years', header: t('scenario.years'), align: 'right' },
        { id: 'back', header: t('scenario.paid-back'), align: 'right' },
        { id: 'who', header: t('scenario.changed') },
        { id: 'acts', header: t('scenario.acts') },
      ]}
      rows={scenarios.map((scenario) => ({
        id: scenario.id,
        cells: [
          scenario.name,
          <strong key="npv" className="k-strong">
            <Money amount={scenario.npv} currency={currency} />
          </strong>,
          <Money key="investment" amount={sum(scenario)} currency={currency} />,
          format.percent(scenario.rate),
          format.number(scenario.years.length - 1),
          scenario.paidBackIn === null ? <Unknown key="back" /> : t('scenario.year', { year: scenario.paidBackIn }),
          `${scenario.changedBy ?? t('decision.by-host')}, ${format.instant(scenario.changedAt, company.timeZone)}`,
          <span key="acts" className={classes.line}>
            {onOpen ? (
              <Action small label={t('scenario.open', { name: scenario.name })} onClick={() => onOpen(scenario)} />
            ) : null}
            {onOpen ? (
              <Action
                small
                kind="quiet"
                label={t('scenario.remove')}
                busy={remove.isPending}
                onClick={() => remove.mutate(scenario)}
              />
            ) : null}
            {scenario.version > 1 ? <Former id={id} scenario={scenario} currency={currency} /> : null}
          </span>,
        ],
      }))}
    />
  );
}

/** What the projection said before it was changed. */
function Former({
  id,
  scenario,
  currency,
}: {
  readonly id: number;
  readonly scenario: Scenario;
  readonly currency: string;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <Why label={t('scenario.former')}>
      <FormerList id={id} scenarioId={scenario.id} currency={currency} />
    </Why>
  );
}

function FormerList({
  id,
  scenarioId,
  currency,
}: {
  readonly id: number;
  readonly scenarioId: number;
  readonly currency: string;
}): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { company } = useSession();
  const { data, error } = useQuery(formerQuery(id, scenarioId));
  if (error) return <Problem error={error} />;
  if (!data) return <Skeleton height="3rem" />;
  return data.former.map(({ version, name, npv, rate, changedBy, changedAt }) => (
    <p key={version}>
      <strong className="k-strong">{name}</strong>: <Money amount={npv} currency={currency} /> ({format.percent(rate)}){' '}
      <span className="k-small k-ink3">
        {changedBy ?? t('decision.by-host')}, {format.instant(changedAt, company.timeZone)}
      </span>
    </p>
  ));
}
