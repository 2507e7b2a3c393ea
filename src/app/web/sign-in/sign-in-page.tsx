import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isOwnAddress } from '#app/web/landing.ts';
import { EntryFrame } from '#app/web/sign-in/entry-frame.tsx';
import { PasswordForm } from '#app/web/sign-in/password-form.tsx';
import { signOutToForm } from '#app/web/sign-in/sign-out.ts';
import { signInStateQuery } from '#slices/team/web/entry.ts';
import { ForgottenForm } from '#slices/team/web/forgotten-form.tsx';
import { ProviderButton } from '#slices/team/web/provider-button.tsx';
import { SecondFactorCode } from '#slices/team/web/second-factor-code.tsx';
import { SecondFactorSetUp } from '#slices/team/web/second-factor-set-up.tsx';
import { Action } from '#platform/web/ui/action.tsx';

/** The door: who one is, then the second step where there is one, each by its own form. */
export function SignInPage(): ReactNode {
  const { t } = useTranslation();
  const { returnTo, error: linkError, by } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const router = useRouter();
  const client = useQueryClient();
  const state = useQuery(signInStateQuery);
  const [email, setEmail] = useState('');
  const [isForgotten, setForgotten] = useState(false);

  const goOn = (): void => {
    client.clear();
    if (isOwnAddress(returnTo)) router.history.push(returnTo);
    else void navigate({ to: '/' });
  };
  // Asked anew, for only the server knows whether a second step follows.
  const afterPassword = async (): Promise<void> => {
    const { data } = await state.refetch();
    if (data === undefined || data.state === 'signed-in') goOn();
  };
  const otherPerson = (
    <Action kind="quiet" label={t('entry.other-person')} onClick={() => void signOutToForm(returnTo)} />
  );

  if (state.data?.state === 'second-factor') {
    return (
      <EntryFrame title={t('entry.second-factor')}>
        <SecondFactorCode onDone={goOn} />
        {otherPerson}
      </EntryFrame>
    );
  }
  if (state.data?.state === 'set-up') {
    return (
      <EntryFrame title={t('entry.set-up')}>
        <p className="k-text k-ink2">{t('entry.set-up-demanded')}</p>
        <SecondFactorSetUp onDone={goOn} />
        {otherPerson}
      </EntryFrame>
    );
  }
  return (
    <EntryFrame title={isForgotten ? t('entry.forgotten') : t('sign-in.title')}>
      {isForgotten ? (
        <ForgottenForm email={email} onBack={() => setForgotten(false)} />
      ) : (
        <>
          {state.data?.provider ? (
            <ProviderButton label={state.data.provider} returnTo={isOwnAddress(returnTo) ? returnTo : '/'} />
          ) : null}
          <PasswordForm
            email={email}
            onEmail={setEmail}
            linkError={linkError}
            isFromProvider={by === 'provider'}
            onDone={() => void afterPassword()}
            onForgotten={state.data?.canMail === true ? () => setForgotten(true) : undefined}
          />
        </>
      )}
    </EntryFrame>
  );
}
