import { useMutation } from '@tanstack/react-query';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '#app/web/sign-in/sign-in-page.module.css';
import { api, ApiProblem } from '#platform/web/api.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { TextField } from '#platform/web/ui/field.tsx';
import { useSentence } from '#platform/web/ui/states.tsx';

interface PasswordFormProps {
  readonly email: string;
  readonly onEmail: (email: string) => void;
  /** Why a one-time link did not work. */
  readonly linkError: string | undefined;
  /** It was the company's provider who brought people back, not a link. */
  readonly isFromProvider: boolean;
  readonly onDone: () => void;
  /** Offers a new password by mail; undefined where no mails are sent. */
  readonly onForgotten: (() => void) | undefined;
}

interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** E-mail and password, and what to do without a password or with a link that no longer works. */
export function PasswordForm(props: PasswordFormProps): ReactNode {
  const { email, onEmail, linkError, isFromProvider, onDone, onForgotten } = props;
  const { t } = useTranslation();
  const sentence = useSentence();
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState<'email' | 'password' | null>(null);
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);

  const signIn = useMutation({
    mutationFn: (credentials: Credentials) => api.post<unknown>('/api/auth/sign-in/email', credentials),
    onSuccess: onDone,
    onError: () => passwordField.current?.focus(),
  });

  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const trimmed = email.trim();
    const lacking = trimmed === '' ? 'email' : password === '' ? 'password' : null;
    setMissing(lacking);
    if (lacking === 'email') emailField.current?.focus();
    else if (lacking === 'password') passwordField.current?.focus();
    else if (!signIn.isPending) signIn.mutate({ email: trimmed, password });
  };

  const isRefused = signIn.error instanceof ApiProblem && signIn.error.status === 401;
  const notice =
    linkError === undefined
      ? null
      : isFromProvider
        ? t('entry.provider-refused')
        : `${/expired/i.test(linkError) ? t('sign-in.link-old') : t('sign-in.link-used')} ${t('sign-in.link-remedy')}`;
  return (
    <>
      {notice === null ? null : (
        <div role="alert" className={classes.notice} data-tone="warn">
          <IconAlertTriangle aria-hidden />
          <p>{notice}</p>
        </div>
      )}
      <form className={classes.form} onSubmit={onSubmit} noValidate>
        <TextField
          label={t('sign-in.email')}
          type="email"
          autoComplete="username"
          value={email}
          onChange={onEmail}
          inputRef={emailField}
          error={missing === 'email' ? t('sign-in.email-missing') : undefined}
        />
        <TextField
          label={t('sign-in.password')}
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          inputRef={passwordField}
          error={missing === 'password' ? t('sign-in.password-missing') : isRefused ? t('sign-in.wrong') : undefined}
        />
        {signIn.error !== null && !isRefused ? (
          <div role="alert" className={classes.notice} data-tone="bad">
            <IconAlertTriangle aria-hidden />
            <p>{sentence(signIn.error)}</p>
          </div>
        ) : null}
        <Action kind="primary" type="submit" fill label={t('sign-in.submit')} busy={signIn.isPending} />
      </form>
      <section className={classes.help} aria-labelledby="without-password">
        <h2 id="without-password">{t('sign-in.without-password')}</h2>
        {onForgotten ? (
          <div>
            <Action kind="quiet" label={t('entry.forgotten-offer')} onClick={onForgotten} />
          </div>
        ) : (
          <p>
            {t('sign-in.without-password-text')} <code>kulcs user link</code>
          </p>
        )}
      </section>
    </>
  );
}
