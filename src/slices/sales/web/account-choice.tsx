import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#platform/web/api.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { TextField } from '#platform/web/ui/field.tsx';
import { Problem } from '#platform/web/ui/states.tsx';
import type { Account, AccountsReply } from '#slices/accounts/contract.ts';
import classes from '#slices/sales/web/account-choice.module.css';

interface AccountChoiceProps {
  readonly label: string;
  readonly error?: string | undefined;
  readonly value: Account | null;
  readonly onChange: (account: Account | null) => void;
}

/** A pause this long means that the word is written. */
const pause = 200;
const shown = 6;

/** One account, found by a part of its name, its code or its town. */
export function AccountChoice({ label, error, value, onChange }: AccountChoiceProps): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [search, setSearch] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSearch(text.trim()), pause);
    return () => clearTimeout(timer);
  }, [text]);
  const found = useQuery({
    queryKey: ['accounts', 'choice', search],
    queryFn: ({ signal }) => api.get<AccountsReply>('/api/accounts', { query: { search, limit: shown }, signal }),
    enabled: value === null && search !== '',
    placeholderData: (before) => before,
  });
  if (value !== null) {
    return (
      <div>
        <div className="k-small k-ink2">{label}</div>
        <div className={classes.chosen}>
          <span>
            <strong className="k-strong">{value.name}</strong> <span className="k-small k-ink3">{value.code}</span>
          </span>
          <Action small kind="quiet" label={t('account-choice.other')} onClick={() => onChange(null)} />
        </div>
      </div>
    );
  }
  const accounts = search === '' ? [] : (found.data?.accounts ?? []);
  return (
    <div>
      <TextField
        label={label}
        hint={t('account-choice.hint')}
        error={error}
        type="search"
        value={text}
        onChange={setText}
        maxLength={100}
      />
      {found.error ? <Problem error={found.error} /> : null}
      <ul className={classes.found} aria-label={t('account-choice.found')} aria-live="polite">
        {accounts.map((account) => (
          <li key={account.id}>
            <button
              type="button"
              onClick={() => {
                onChange(account);
                setText('');
                setSearch('');
              }}
            >
              <span>{account.name}</span>
              <span className="k-small k-ink3">{[account.code, account.town].filter(Boolean).join(' · ')}</span>
            </button>
          </li>
        ))}
        {search !== '' && found.isSuccess && !found.isPlaceholderData && accounts.length === 0 ? (
          <li className="k-small k-ink3">{t('account-choice.none')}</li>
        ) : null}
      </ul>
    </div>
  );
}
