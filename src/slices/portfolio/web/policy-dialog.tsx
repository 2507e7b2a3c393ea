import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { api, ApiProblem, type ApiQuery } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { labelDecimals } from '#platform/web/chart/axis.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons, Dialog } from '#platform/web/ui/dialog.tsx';
import { TextField } from '#platform/web/ui/field.tsx';
import { Loading, Problem, Skeleton, useSentence } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { KeyAccountsReply, Policy, PolicyReply as PolicyReplySchema } from '#slices/portfolio/contract.ts';
import classes from '#slices/portfolio/web/key-accounts.module.css';
import { effectOf, readPolicy, type PolicyFields } from '#slices/portfolio/web/policy-effect.ts';
import { rankingPath } from '#slices/portfolio/web/ranking.ts';

const policyPath = '/api/portfolio/policy';

type PolicyReply = z.infer<typeof PolicyReplySchema>;

interface PolicyDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** The view whose accounts the effect is shown on. */
  readonly query: ApiQuery;
}

/** Who counts as a key candidate: five figures, with what they would change before they are saved. */
export function PolicyDialog({ opened, onClose, query }: PolicyDialogProps): ReactNode {
  const { t } = useTranslation();
  const policy = useQuery({
    queryKey: ['portfolio', 'policy'],
    queryFn: ({ signal }) => api.get<PolicyReply>(policyPath, { signal }),
    enabled: opened,
  });
  return (
    <Dialog title={t('policy.title')} opened={opened} onClose={onClose}>
      {policy.data ? (
        <PolicyForm reply={policy.data} query={query} onClose={onClose} />
      ) : policy.error ? (
        <Problem error={policy.error} onRetry={() => void policy.refetch()} />
      ) : (
        <Loading label={t('policy.loading')}>
          <Skeleton height="12rem" />
        </Loading>
      )}
    </Dialog>
  );
}

const fieldNames = ['shareThreshold', 'firstAccounts', 'standOut', 'classA', 'classB'] as const;

interface PolicyFormProps extends Pick<PolicyDialogProps, 'query' | 'onClose'> {
  readonly reply: PolicyReply;
}

function PolicyForm({ reply, query, onClose }: PolicyFormProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { company } = useSession();
  const save = useSavePolicy();
  const figure = (value: number): string => format.number(value, labelDecimals(value));
  const saved: PolicyFields = {
    shareThreshold: figure(reply.policy.shareThreshold * 100),
    firstAccounts: figure(reply.policy.firstAccounts),
    standOut: figure(reply.policy.standOut),
    classA: figure(reply.policy.classA * 100),
    classB: figure(reply.policy.classB * 100),
  };
  const [fields, setFields] = useState(saved);
  const [openedVersion] = useState(reply.version);
  // Somebody else has saved meanwhile: what she saved stands beside what is typed here, to be taken field by field.
  const isOvertaken = reply.version !== openedVersion;
  const [isTold, setTold] = useState(false);
  const { policy, faults } = readPolicy(fields);
  return (
    <form
      className={classes.lines}
      onSubmit={(event) => {
        event.preventDefault();
        setTold(true);
        if (policy) save.mutate({ policy, before: reply }, { onSuccess: onClose });
      }}
    >
      <p className="k-ink2">{t('policy.explanation')}</p>
      <div className={classes.fields}>
        {fieldNames.map((name) => {
          const fault = faults[name];
          return (
            <TextField
              key={name}
              label={t(`policy.${name}`)}
              hint={
                isOvertaken && saved[name] !== fields[name] ? (
                  <>
                    {t('policy.saved-meanwhile', { figure: saved[name] })}{' '}
                    <Action
                      kind="quiet"
                      label={t('policy.take-saved')}
                      onClick={() => setFields((was) => ({ ...was, [name]: saved[name] }))}
                    />
                  </>
                ) : (
                  t(`policy.${name}-hint`)
                )
              }
              error={isTold && fault ? t(`policy.fault-${fault}`) : undefined}
              value={fields[name]}
              onChange={(value) => setFields((was) => ({ ...was, [name]: value }))}
              onBlur={() => setTold(true)}
              width={6}
            />
          );
        })}
      </div>
      <Effect query={query} before={reply.policy} policy={policy} />
      {save.error ? <Problem error={save.error} /> : null}
      <Buttons>
        <Action type="submit" kind="primary" label={t('policy.save')} busy={save.isPending} />
        <Action kind="quiet" label={t('policy.cancel')} onClick={onClose} />
      </Buttons>
      {reply.changedBy === null || reply.changedAt === null ? null : (
        <p className="k-small k-ink3">
          {t('policy.changed', { name: reply.changedBy, when: format.instant(reply.changedAt, company.timeZone) })}
        </p>
      )}
    </form>
  );
}

interface EffectProps {
  readonly query: ApiQuery;
  readonly before: Policy;
  readonly policy: Policy | null;
}

/** What the policy would do to the accounts of the view, counted here by the server's own rules. */
function Effect({ query, before, policy }: EffectProps): ReactNode {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['portfolio', 'policy-effect', query],
    queryFn: ({ signal }) =>
      api.get<KeyAccountsReply>(rankingPath, {
        query: { ...query, owner: undefined, limit: 100_000, trend: false },
        signal,
      }),
  });
  if (!data) return <Skeleton width="70%" />;
  const now = effectOf(data.accounts, data.measure, before);
  const then = policy && effectOf(data.accounts, data.measure, policy);
  if (!then) return <p className="k-ink3">{t('policy.no-effect-yet')}</p>;
  return (
    <p role="status">
      <strong className="k-strong">
        {t('policy.effect-candidates', { count: then.candidates, before: now.candidates })}
      </strong>{' '}
      {t('policy.effect-classes', { a: then.classes.A, b: then.classes.B, c: then.classes.C, before: now.classes.A })}
    </p>
  );
}

/** Saves a policy; the former one comes back by the toast's undo. */
function useSavePolicy() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sentence = useSentence();
  const put = async (policy: Policy, version: number): Promise<PolicyReply> => {
    const saved = await api.put<PolicyReply>(policyPath, policy, { version });
    await client.invalidateQueries({ queryKey: ['portfolio'] });
    return saved;
  };
  return useMutation({
    mutationFn: ({ policy, before }: { readonly policy: Policy; readonly before: PolicyReply }) =>
      put(policy, before.version),
    onError: (error) => {
      // What somebody else made of it meanwhile is fetched, to be shown beside what stands in the fields.
      if (error instanceof ApiProblem && error.status === 412)
        void client.invalidateQueries({ queryKey: ['portfolio', 'policy'] });
    },
    onSuccess: (saved, { before }) =>
      showToast({
        message: t('policy.saved'),
        undo: () => {
          put(before.policy, saved.version).catch((error: unknown) =>
            showToast({ message: sentence(error), tone: 'bad' }),
          );
        },
      }),
  });
}
