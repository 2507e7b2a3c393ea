import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands, type Command } from '#platform/web/commands.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Section } from '#platform/web/ui/section.tsx';
import { EmptyState, Loading, Problem, Skeleton } from '#platform/web/ui/states.tsx';
import type { AccountReply } from '#slices/accounts/contract.ts';
import type { Fact, FactsReply } from '#slices/dossier/contract.ts';
import { topics, type TopicId } from '#slices/dossier/domain/topics.ts';
import { ageInMonths } from '#slices/dossier/web/age.ts';
import classes from '#slices/dossier/web/dossier.module.css';
import { FactForm } from '#slices/dossier/web/fact-form.tsx';
import { FactLine } from '#slices/dossier/web/fact-line.tsx';
import { factsQuery, useFactChanges } from '#slices/dossier/web/facts.ts';
import { FiguresByYear } from '#slices/dossier/web/figures-by-year.tsx';
import { Grants } from '#slices/dossier/web/grants.tsx';
import { SealedFacts } from '#slices/dossier/web/sealed-facts.tsx';

/** What is known of the account by topic, what is sealed, and what is missing or stale. */
export function FactsTab({ reply }: { readonly reply: AccountReply }): ReactNode {
  const { t } = useTranslation();
  const accountId = reply.account.id;
  const { data, error, refetch } = useQuery(factsQuery(accountId));
  if (data) return <Facts accountId={accountId} known={data} />;
  if (error) return <Problem error={error} title={t('facts.failed')} onRetry={() => void refetch()} />;
  return (
    <Loading label={t('facts.loading')}>
      <Skeleton width="60%" height="14rem" />
    </Loading>
  );
}

function Facts({ accountId, known }: { readonly accountId: number; readonly known: FactsReply }): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  const [writing, setWriting] = useState<TopicId | null>(null);
  const mayWrite = can('dossier.write');
  const commands = useMemo<readonly Command[]>(
    () =>
      mayWrite
        ? [
            {
              id: 'new-fact',
              label: t('facts.new'),
              keys: 'n f',
              icon: IconPlus,
              group: 'here',
              run: () => setWriting('observations'),
            },
          ]
        : [],
    [mayWrite, t],
  );
  useCommands(commands);
  // Personal facts are never among these: they are shown by asking only.
  const shown = topics.filter(
    ({ id }) => id === writing || known.facts.some(({ topic }) => topic === id) || (id === 'people' && mayWrite),
  );
  return (
    <div className={classes.columns}>
      <div>
        {known.facts.length === 0 && known.sealed.length === 0 && writing === null ? (
          <EmptyState
            action={
              mayWrite ? <Action kind="primary" label={t('facts.first')} onClick={() => setWriting('history')} /> : null
            }
          >
            {t('facts.none')}
          </EmptyState>
        ) : null}
        <FiguresByYear facts={known.facts} />
        {shown.map(({ id }) => (
          <TopicSection
            key={id}
            accountId={accountId}
            topic={id}
            facts={known.facts.filter(({ topic }) => topic === id)}
            isWriting={writing === id}
            onWrite={mayWrite ? (on) => setWriting(on ? id : null) : null}
          />
        ))}
      </div>
      <div>
        {can('dossier.confidential') ? (
          <>
            <SealedFacts accountId={accountId} sealed={known.sealed} />
            <Grants accountId={accountId} />
          </>
        ) : null}
        <ToAsk known={known} onAsk={mayWrite ? setWriting : null} />
      </div>
    </div>
  );
}

interface TopicSectionProps {
  readonly accountId: number;
  readonly topic: TopicId;
  readonly facts: readonly Fact[];
  readonly isWriting: boolean;
  readonly onWrite: ((on: boolean) => void) | null;
}

function TopicSection({ accountId, topic, facts, isWriting, onWrite }: TopicSectionProps): ReactNode {
  const { t } = useTranslation();
  const { add } = useFactChanges(accountId);
  const name = t(`topic.${topic}`);
  return (
    <Section
      title={name}
      action={
        onWrite === null ? undefined : (
          <Action
            small
            kind="quiet"
            icon={IconPlus}
            iconOnly
            label={t('facts.add-to', { topic: name })}
            onClick={() => onWrite(true)}
          />
        )
      }
    >
      {isWriting && onWrite ? (
        <FactForm
          topic={topic}
          busy={add.isPending}
          error={add.error}
          onClose={() => onWrite(false)}
          onSave={(draft) => add.mutate({ topic, ...draft }, { onSuccess: () => onWrite(false) })}
        />
      ) : null}
      <ul>
        {facts.map((fact) => (
          <FactLine key={fact.id} accountId={accountId} fact={fact} />
        ))}
      </ul>
    </Section>
  );
}

/** Questions: what nobody has asked yet, and what has been true for too long. */
function ToAsk(props: { readonly known: FactsReply; readonly onAsk: ((topic: TopicId) => void) | null }): ReactNode {
  const { known, onAsk } = props;
  const { t } = useTranslation();
  const { today } = useSession();
  const stale = known.facts.filter(({ staleOn }) => staleOn <= today);
  const questions = [
    ...known.missing.map((topic) => ({ key: topic, topic, text: t(`topic.${topic}`), state: t('facts.never-asked') })),
    ...stale.map(({ id, topic, value, knownOn }) => ({
      key: String(id),
      topic,
      text: `${t(`topic.${topic}`)}: ${value.length > 60 ? `${value.slice(0, 60)}…` : value}`,
      state: t('facts.months-old', { count: ageInMonths(knownOn, today) }),
    })),
  ];
  return (
    <Section title={t('facts.to-ask')} beside={questions.length}>
      {questions.length === 0 ? <p className="k-ink2">{t('facts.all-known')}</p> : null}
      <ul>
        {questions.map(({ key, topic, text, state }) => (
          <li key={key} className={classes.asked}>
            {onAsk === null ? (
              <span className={classes.ask}>
                <span>{text}</span>
                <span className="k-ink3">{state}</span>
              </span>
            ) : (
              <button type="button" className={classes.ask} onClick={() => onAsk(topic)}>
                <span>{text}</span>
                <span className="k-ink3">{state}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
