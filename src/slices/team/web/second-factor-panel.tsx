import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecoveryCodes } from '#slices/team/contract.ts';
import { mySignInQuery } from '#slices/team/web/my-sign-in.ts';
import { RecoveryCodeList, SecondFactorSetUp } from '#slices/team/web/second-factor-set-up.tsx';
import classes from '#slices/team/web/sign-in.module.css';
import { api } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Dialog } from '#platform/web/ui/dialog.tsx';
import { Section } from '#platform/web/ui/section.tsx';
import { Problem, Skeleton, useSentence } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';
import { useFormat } from '#platform/web/use-format.ts';

/** One's second factor: set it up, print new recovery codes, give it up where the company lets one. */
export function SecondFactorPanel(): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const sentence = useSentence();
  const { timeZone } = useSession().company;
  const client = useQueryClient();
  const query = useQuery(mySignInQuery);
  const [isSettingUp, setSettingUp] = useState(false);
  const onSettled = () => client.invalidateQueries(mySignInQuery);
  const onError = (error: unknown): void => showToast({ message: sentence(error), tone: 'bad' });
  const renew = useMutation({
    mutationFn: () => api.post<RecoveryCodes>('/api/me/recovery-codes'),
    gcTime: 0,
    onError,
    onSettled,
  });
  const remove = useMutation({
    mutationFn: () => api.post<undefined>('/api/me/second-factor/remove'),
    onSuccess: () => showToast({ message: t('second-factor.removed') }),
    onError,
    onSettled,
  });
  const close = (): void => {
    setSettingUp(false);
    void onSettled();
  };
  const mine = query.data;
  return (
    <Section title={t('second-factor.title')}>
      {query.isError ? <Problem error={query.error} onRetry={() => void query.refetch()} /> : null}
      <div className={classes.form}>
        {mine === undefined ? (
          <Skeleton width="60%" />
        ) : mine.secondFactor === null ? (
          <>
            <p className="k-text k-ink2">{t('second-factor.none')}</p>
            <div className={classes.ways}>
              <Action label={t('second-factor.set-up')} onClick={() => setSettingUp(true)} />
            </div>
          </>
        ) : (
          <>
            <p className="k-text k-ink2">
              {t('second-factor.since', { time: format.instant(mine.secondFactor.since, timeZone) })}{' '}
              {t('second-factor.codes-left', { count: mine.secondFactor.recoveryCodesLeft })}
            </p>
            <div className={classes.ways}>
              <Action label={t('second-factor.renew-codes')} busy={renew.isPending} onClick={() => renew.mutate()} />
              <Action
                kind="quiet"
                label={t('second-factor.remove')}
                busy={remove.isPending}
                reason={mine.isSecondFactorDemanded ? t('second-factor.demanded') : undefined}
                onClick={() => remove.mutate()}
              />
            </div>
          </>
        )}
      </div>
      <Dialog title={t('second-factor.set-up')} opened={isSettingUp} onClose={close}>
        <SecondFactorSetUp onDone={close} />
      </Dialog>
      <Dialog title={t('entry.recovery')} opened={renew.data !== undefined} onClose={() => renew.reset()}>
        <RecoveryCodeList codes={renew.data?.recoveryCodes ?? []} onDone={() => renew.reset()} />
      </Dialog>
    </Section>
  );
}
