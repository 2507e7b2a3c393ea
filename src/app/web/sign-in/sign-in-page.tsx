import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isOwnAddress } from '#app/web/landing.ts';
import { KeyMark } from '#app/web/key-mark.tsx';
import classes from '#app/web/sign-in/sign-in-page.module.css';
import { changeLanguage } from '#platform/i18n/browser.ts';
import { languages } from '#platform/i18n/language.ts';
import { api, ApiProblem } from '#platform/web/api.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { TextField } from '#platform/web/ui/field.tsx';
import { useSentence } from '#platform/web/ui/states.tsx';

interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Each language in its own words, for those who cannot read the page's. */
const languageNames = { en: 'English', hu: 'Magyar' } as const;

function LanguageSwitch(): ReactNode {
  const { t, i18n } = useTranslation();
  return (
    <div role="group" aria-label={t('sign-in.language')} className={classes.languages}>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={i18n.language === language}
          onClick={() => void changeLanguage(language)}
        >
          {languageNames[language]}
        </button>
      ))}
    </div>
  );
}

/** The door: e-mail and password, and what to do without a password or with a link that no longer works. */
export function SignInPage(): ReactNode {
  const { t } = useTranslation();
  const { returnTo, error: linkError } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const router = useRouter();
  const client = useQueryClient();
  const sentence = useSentence();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState<'email' | 'password' | null>(null);
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  useEffect(() => {
    document.title = `${t('sign-in.title')} · Kulcs`;
  }, [t]);

  const signIn = useMutation({
    mutationFn: (credentials: Credentials) => api.post<unknown>('/api/auth/sign-in/email', credentials),
    onSuccess: () => {
      client.clear();
      if (isOwnAddress(returnTo)) router.history.push(returnTo);
      else void navigate({ to: '/' });
    },
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
  const linkSentence =
    linkError === undefined ? null : /expired/i.test(linkError) ? t('sign-in.link-old') : t('sign-in.link-used');
  return (
    <main id="main" className={classes.page}>
      <div className={classes.column}>
        <div className={classes.brand} aria-hidden>
          <KeyMark />
          Kulcs
        </div>
        <h1 className={classes.title}>{t('sign-in.title')}</h1>
        {linkSentence === null ? null : (
          <div role="alert" className={classes.notice} data-tone="warn">
            <IconAlertTriangle aria-hidden />
            <p>
              {linkSentence} {t('sign-in.link-remedy')}
            </p>
          </div>
        )}
        <form className={classes.form} onSubmit={onSubmit} noValidate>
          <TextField
            label={t('sign-in.email')}
            type="email"
            autoComplete="username"
            value={email}
            onChange={setEmail}
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
          <p>
            {t('sign-in.without-password-text')} <code>kulcs user link</code>
          </p>
        </section>
        <LanguageSwitch />
      </div>
    </main>
  );
}
