import { IconHistory, IconLock, IconPencil, IconShieldLock, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Day } from '#platform/web/ui/figures.tsx';
import { Loading, Problem } from '#platform/web/ui/states.tsx';
import type { Fact } from '#slices/dossier/contract.ts';
import { ageInMonths } from '#slices/dossier/web/age.ts';
import classes from '#slices/dossier/web/dossier.module.css';
import { FactForm } from '#slices/dossier/web/fact-form.tsx';
import { formerQuery, useFactChanges } from '#slices/dossier/web/facts.ts';

interface FactLineProps {
  readonly accountId: number;
  readonly fact: Fact;
}

/** One fact: its value, and under it source, day and class; past its shelf life in amber. */
export function FactLine({ accountId, fact }: FactLineProps): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  const { edit, remove } = useFactChanges(accountId);
  const [doing, setDoing] = useState<'nothing' | 'editing' | 'former'>('nothing');
  if (doing === 'editing') {
    return (
      <li className={classes.fact}>
        <FactForm
          topic={fact.topic}
          fact={fact}
          busy={edit.isPending}
          error={edit.error}
          onClose={() => setDoing('nothing')}
          onSave={({ value, class: factClass, source, knownOn, askAgainOn }) =>
            edit.mutate(
              { fact, to: { value, class: factClass, source, knownOn, askAgainOn } },
              { onSuccess: () => setDoing('nothing') },
            )
          }
        />
      </li>
    );
  }
  return (
    <li className={classes.fact}>
      <div className={classes.value}>
        {fact.figure === null ? null : (
          <span className="k-ink2">
            {t(`figure-kind.${fact.figure}`)} {fact.year}:{' '}
          </span>
        )}
        {fact.value}
      </div>
      <SourceLine fact={fact} />
      <div className={classes.tools}>
        {can('dossier.write') ? (
          <>
            <Action
              small
              kind="quiet"
              icon={IconPencil}
              iconOnly
              label={t('facts.edit', { value: fact.value.slice(0, 40) })}
              onClick={() => setDoing('editing')}
            />
            <Action
              small
              kind="quiet"
              icon={IconTrash}
              iconOnly
              label={t('facts.remove', { value: fact.value.slice(0, 40) })}
              onClick={() => remove.mutate(fact)}
            />
          </>
        ) : null}
        {fact.version > 1 ? (
          <Action
            small
            kind="quiet"
            icon={IconHistory}
            iconOnly
            label={t('facts.former')}
            aria-expanded={doing === 'former'}
            onClick={() => setDoing(doing === 'former' ? 'nothing' : 'former')}
          />
        ) : null}
      </div>
      {doing === 'former' ? <FormerValues factId={fact.id} /> : null}
    </li>
  );
}

function SourceLine({ fact }: { readonly fact: Fact }): ReactNode {
  const { t } = useTranslation();
  const { today } = useSession();
  const months = ageInMonths(fact.knownOn, today);
  const ClassIcon = fact.class === 'confidential' ? IconLock : fact.class === 'personal' ? IconShieldLock : null;
  return (
    <div className={classes.source}>
      {ClassIcon ? <ClassIcon aria-hidden /> : null}
      <span>
        {fact.source} · <Day day={fact.knownOn} /> · {t(`fact-class.${fact.class}`)}
        {fact.author ? ` · ${t('facts.by', { name: fact.author.name })}` : ''}
      </span>
      {fact.staleOn <= today ? (
        <span className="k-warn">{months > 0 ? t('facts.stale', { count: months }) : t('facts.ask-again')}</span>
      ) : null}
    </div>
  );
}

function FormerValues({ factId }: { readonly factId: number }): ReactNode {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(formerQuery(factId));
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label={t('facts.loading')} />;
  return (
    <ol className={classes.former} aria-label={t('facts.former')}>
      {data.former.map((one) => (
        <li key={one.version}>
          <span>{one.value}</span>
          <span className="k-small k-ink3">
            {one.source} · <Day day={one.knownOn} />
            {one.replacedBy ? ` · ${t('facts.replaced-by', { name: one.replacedBy.name })}` : ''}
          </span>
        </li>
      ))}
    </ol>
  );
}
