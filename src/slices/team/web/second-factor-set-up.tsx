import { useMutation } from '@tanstack/react-query';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FactorSecret, RecoveryCodes } from '#slices/team/contract.ts';
import classes from '#slices/team/web/sign-in.module.css';
import { api } from '#platform/web/api.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { TextField } from '#platform/web/ui/field.tsx';
import { Loading, Problem } from '#platform/web/ui/states.tsx';

/** Sets up a second factor: a picture for the app, its first code, and the codes for the day it is lost. */
export function SecondFactorSetUp({ onDone }: { readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const begin = useMutation({
    mutationFn: () => api.post<FactorSecret>('/api/sign-in/second-factor/set-up'),
    gcTime: 0,
  });
  const { mutate } = begin;
  const hasBegun = useRef(false);
  useEffect(() => {
    // A second call would make another secret, and the first picture a dead one.
    if (hasBegun.current) return;
    hasBegun.current = true;
    mutate();
  }, [mutate]);
  const confirm = useMutation({
    mutationFn: () => api.post<RecoveryCodes>('/api/sign-in/second-factor/confirm', { code: code.trim() }),
    gcTime: 0,
    onError: () => field.current?.focus(),
  });
  if (confirm.data) return <RecoveryCodeList codes={confirm.data.recoveryCodes} onDone={onDone} />;
  if (begin.error !== null) return <Problem error={begin.error} onRetry={() => mutate()} />;
  if (!begin.data) return <Loading label={t('entry.set-up')} />;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (code.trim() === '') field.current?.focus();
    else if (!confirm.isPending) confirm.mutate();
  };
  return (
    <form className={classes.form} onSubmit={onSubmit} noValidate>
      <p className="k-text">{t('entry.scan')}</p>
      <img
        className={classes.picture}
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(begin.data.picture)}`}
        alt={t('entry.picture')}
      />
      <p className="k-text k-ink2">{t('entry.type')}</p>
      <output className={classes.secret} aria-label={t('entry.secret')}>
        {begin.data.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}
      </output>
      <TextField
        label={t('entry.first-code')}
        autoComplete="one-time-code"
        value={code}
        onChange={setCode}
        inputRef={field}
        maxLength={10}
        width={10}
      />
      {confirm.error === null ? null : <Problem error={confirm.error} />}
      <Action kind="primary" type="submit" fill label={t('entry.confirm')} busy={confirm.isPending} />
    </form>
  );
}

/** Browsers give the clipboard only to pages over TLS and on the machine itself. */
const canCopy = window.isSecureContext;

/** Recovery codes, shown this once. */
export function RecoveryCodeList(props: { readonly codes: readonly string[]; readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  const { codes, onDone } = props;
  return (
    <div className={classes.form}>
      <p className="k-text">{t('entry.recovery-text')}</p>
      <ul className={classes.codes} aria-label={t('entry.recovery')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={classes.ways}>
        <Action kind="primary" label={t('entry.recovery-kept')} onClick={onDone} />
        {canCopy ? (
          <Action
            icon={isCopied ? IconCheck : IconCopy}
            label={isCopied ? t('entry.copied') : t('entry.copy')}
            onClick={() => void navigator.clipboard.writeText(codes.join('\n')).then(() => setCopied(true))}
          />
        ) : null}
      </div>
    </div>
  );
}
