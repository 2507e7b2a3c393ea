import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FirstRun, FirstRunChoices } from '#slices/team/first-run-contract.ts';
import { passwordBounds } from '#slices/team/web/password-bounds.ts';
import classes from '#slices/team/web/sign-in.module.css';
import { changeLanguage } from '#platform/i18n/browser.ts';
import { languageOf, type Language } from '#platform/i18n/language.ts';
import { languageOptions } from '#slices/team/web/languages.ts';
import { api } from '#platform/web/api.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { ChoiceField, Segments, TextField } from '#platform/web/ui/field.tsx';
import { Loading, Problem } from '#platform/web/ui/states.tsx';

const { shortest, longest } = passwordBounds;

const usualCurrency: Readonly<Record<Language, string>> = { en: 'EUR', hu: 'HUF' };
const usualZone = 'Europe/Budapest';

/** Founds the company of an empty store, with whoever fills it in as its first administrator; then she is signed in. */
export function FirstRunForm({ onDone }: { readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const choices = useQuery({
    queryKey: ['first-run'],
    queryFn: ({ signal }) => api.get<FirstRunChoices>('/api/first-run', { signal }),
    staleTime: Infinity,
    retry: false,
  });
  if (choices.error !== null)
    return <Problem error={choices.error} action={<Action label={t('first-run.go-on')} onClick={onDone} />} />;
  if (!choices.data) return <Loading label={t('first-run.title')} />;
  return <Fields choices={choices.data} onDone={onDone} />;
}

type Text = 'code' | 'company' | 'name' | 'email' | 'password';
const texts: readonly Text[] = ['code', 'company', 'name', 'email', 'password'];

function Fields({ choices, onDone }: { readonly choices: FirstRunChoices; readonly onDone: () => void }): ReactNode {
  const { t, i18n } = useTranslation();
  const language = languageOf(i18n.language);
  const [typed, setTyped] = useState<Readonly<Record<Text, string>>>({
    code: '',
    company: '',
    name: '',
    email: '',
    password: '',
  });
  // Until one is chosen, the one that is usual where the page's language is spoken.
  const [currency, setCurrency] = useState<string | null>(null);
  // Until one is chosen, the page's.
  const [companyLanguage, setCompanyLanguage] = useState<Language | null>(null);
  const [timeZone, setTimeZone] = useState(() => zoneOfDevice(choices.timeZones));
  const [isTold, setTold] = useState(false);
  const inputs = useRef<Partial<Record<Text, HTMLInputElement | null>>>({});
  const found = useMutation({
    mutationFn: async (wanted: FirstRun) => {
      const { email, password } = wanted.administrator;
      await api.post<undefined>('/api/first-run', wanted);
      await api.post<unknown>('/api/auth/sign-in/email', { email, password });
    },
    onSuccess: onDone,
    gcTime: 0,
  });
  const currencies = useMemo(() => {
    const names = new Intl.DisplayNames(language, { type: 'currency' });
    return choices.currencies.map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }));
  }, [choices, language]);

  const lacks = (field: Text): boolean =>
    field === 'password' ? typed.password.length < shortest : typed[field].trim() === '';
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    setTold(true);
    const lacking = texts.find(lacks);
    if (lacking !== undefined) return inputs.current[lacking]?.focus();
    if (found.isPending) return;
    const { code, company, name, email, password } = typed;
    found.mutate({
      code: code.trim(),
      company: {
        name: company.trim(),
        currency: currency ?? usualCurrency[language],
        timeZone,
        language: companyLanguage ?? language,
      },
      language,
      administrator: { name: name.trim(), email: email.trim(), password },
    });
  };
  const field = (id: Text) => ({
    value: typed[id],
    onChange: (value: string) => setTyped((before) => ({ ...before, [id]: value })),
    inputRef: (input: HTMLInputElement | null) => {
      inputs.current[id] = input;
    },
    error:
      !isTold || !lacks(id)
        ? undefined
        : id === 'password'
          ? t('settings.password-short', { count: shortest })
          : t('first-run.missing'),
  });
  return (
    <form className={classes.form} onSubmit={onSubmit} noValidate>
      <p className="k-text k-ink2">{t('first-run.text')}</p>
      <TextField label={t('first-run.code')} hint={t('first-run.code-hint')} maxLength={60} {...field('code')} />
      <TextField label={t('first-run.company')} autoComplete="organization" maxLength={200} {...field('company')} />
      <ChoiceField
        label={t('first-run.currency')}
        hint={t('first-run.stays')}
        value={currency ?? usualCurrency[language]}
        options={currencies}
        onChange={setCurrency}
      />
      <ChoiceField
        label={t('first-run.time-zone')}
        hint={t('first-run.stays')}
        value={timeZone}
        options={choices.timeZones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
        onChange={setTimeZone}
      />
      <Segments
        label={t('first-run.company-language')}
        hint={t('first-run.company-language-hint')}
        value={companyLanguage ?? language}
        options={languageOptions}
        onChange={setCompanyLanguage}
      />
      <Segments
        label={t('first-run.language')}
        value={language}
        options={languageOptions}
        onChange={(chosen) => void changeLanguage(chosen)}
      />
      <TextField label={t('first-run.name')} autoComplete="name" maxLength={200} {...field('name')} />
      <TextField
        label={t('sign-in.email')}
        hint={t('first-run.email-hint')}
        type="email"
        autoComplete="username"
        maxLength={254}
        {...field('email')}
      />
      <TextField
        label={t('sign-in.password')}
        hint={t('settings.password-hint', { count: shortest })}
        type="password"
        autoComplete="new-password"
        maxLength={longest}
        {...field('password')}
      />
      {found.error === null ? null : <Problem error={found.error} />}
      <Action kind="primary" type="submit" fill label={t('first-run.found')} busy={found.isPending} />
    </form>
  );
}

function zoneOfDevice(zones: readonly string[]): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return zones.includes(timeZone) ? timeZone : usualZone;
}
