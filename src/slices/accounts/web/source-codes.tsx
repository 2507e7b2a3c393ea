import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons } from '#platform/web/ui/dialog.tsx';
import { TextField } from '#platform/web/ui/field.tsx';
import { Problem, useSentence } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';
import type { Account, NewSourceCode, SourceCode } from '#slices/accounts/contract.ts';
import classes from '#slices/accounts/web/accounts.module.css';

function useCodeChanges(account: Account) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sentence = useSentence();
  const path = `/api/accounts/${String(account.id)}/codes`;
  const refresh = () => client.invalidateQueries({ queryKey: ['accounts', 'one', String(account.id)] });
  const post = async (code: NewSourceCode): Promise<SourceCode> => {
    const added = await api.post<SourceCode>(path, code);
    await refresh();
    return added;
  };
  const drop = async ({ id, version }: SourceCode): Promise<void> => {
    await api.remove(`${path}/${String(id)}`, { version });
    await refresh();
  };
  const undo = (work: () => Promise<unknown>) => (): void => {
    work().catch((error: unknown) => showToast({ message: sentence(error), tone: 'bad' }));
  };
  const add = useMutation({
    mutationFn: post,
    onSuccess: (added) =>
      showToast({
        message: t('accounts.code-added', { account: account.name, source: added.source, code: added.code }),
        undo: undo(() => drop(added)),
      }),
  });
  const remove = useMutation({
    mutationFn: drop,
    onSuccess: (_nothing, { source, code }) =>
      showToast({
        message: t('accounts.code-removed', { source, code }),
        undo: undo(() => post({ source, code })),
      }),
  });
  return { add, remove };
}

interface SourceCodesProps {
  readonly account: Account;
  readonly codes: readonly SourceCode[];
}

/** By which codes other sources know the account. */
export function SourceCodes({ account, codes }: SourceCodesProps): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  const { add, remove } = useCodeChanges(account);
  const [isAdding, setAdding] = useState(false);
  return (
    <div className={classes.codes}>
      <div className={classes.codesHead}>
        <h3 className="k-strong">{t('accounts.codes')}</h3>
        {can('accounts.edit') ? (
          <Action
            small
            kind="quiet"
            icon={IconPlus}
            iconOnly
            label={t('accounts.code-add')}
            onClick={() => setAdding(true)}
          />
        ) : null}
      </div>
      {codes.length === 0 && !isAdding ? <p className="k-small k-ink3">{t('accounts.codes-none')}</p> : null}
      <ul>
        {codes.map((one) => (
          <li key={one.id} className={classes.codesHead}>
            <span>
              {one.code} <span className="k-small k-ink3">{one.source || t('accounts.code-any')}</span>
            </span>
            {can('accounts.edit') && one.source !== '' ? (
              <Action
                small
                kind="quiet"
                icon={IconTrash}
                iconOnly
                label={t('accounts.code-remove', { code: one.code, source: one.source })}
                onClick={() => remove.mutate(one)}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {remove.error ? <Problem error={remove.error} /> : null}
      {isAdding ? (
        <CodeForm
          busy={add.isPending}
          error={add.error}
          onClose={() => setAdding(false)}
          onSave={(code) => add.mutate(code, { onSuccess: () => setAdding(false) })}
        />
      ) : null}
    </div>
  );
}

interface CodeFormProps {
  readonly busy: boolean;
  readonly error: unknown;
  readonly onClose: () => void;
  readonly onSave: (code: NewSourceCode) => void;
}

function CodeForm({ busy, error, onClose, onSave }: CodeFormProps): ReactNode {
  const { t } = useTranslation();
  const [source, setSource] = useState('');
  const [code, setCode] = useState('');
  const [isTold, setTold] = useState(false);
  const missing = (text: string): string | undefined =>
    isTold && text.trim() === '' ? t('accounts.code-missing') : undefined;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTold(true);
        if (source.trim() !== '' && code.trim() !== '') onSave({ source: source.trim(), code: code.trim() });
      }}
    >
      <TextField
        label={t('accounts.code-source')}
        hint={t('accounts.code-source-hint')}
        error={missing(source)}
        value={source}
        onChange={setSource}
        maxLength={200}
      />
      <TextField label={t('accounts.code')} error={missing(code)} value={code} onChange={setCode} maxLength={100} />
      {error ? <Problem error={error} /> : null}
      <Buttons>
        <Action type="submit" kind="primary" label={t('accounts.code-save')} busy={busy} />
        <Action kind="quiet" label={t('owner.cancel')} onClick={onClose} />
      </Buttons>
    </form>
  );
}
