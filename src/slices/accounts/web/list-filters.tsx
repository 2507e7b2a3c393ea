import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Chip, ChipPanel } from '#platform/web/ui/chip.tsx';
import { Buttons } from '#platform/web/ui/dialog.tsx';
import { TextField } from '#platform/web/ui/field.tsx';
import type { AccountFiltersReply } from '#slices/accounts/contract.ts';
import { stages } from '#slices/accounts/domain/stages.ts';
import classes from '#slices/accounts/web/accounts.module.css';
import type { AccountsSearch } from '#slices/accounts/web/accounts-search.ts';

interface ListFiltersProps {
  readonly search: AccountsSearch;
  readonly onChange: (search: AccountsSearch) => void;
}

const any = '*';

/** The filters of the list as chips that read as a sentence; only what somebody's accounts have is offered. */
export function ListFilters({ search, onChange }: ListFiltersProps): ReactNode {
  const { t } = useTranslation();
  const { sight } = useSession();
  const { data } = useQuery({
    queryKey: ['accounts', 'filters'],
    queryFn: ({ signal }) => api.get<AccountFiltersReply>('/api/account-filters', { signal }),
    staleTime: 60_000,
  });
  const set = (name: keyof AccountsSearch, value: string): void => {
    const { [name]: _before, ...rest } = search;
    // Values come from the options of this very filter.
    onChange(value === any ? rest : { ...rest, [name]: value });
  };
  const chip = (
    name: 'owner' | 'group' | 'country' | 'kind' | 'segment' | 'territory' | 'stage' | 'class',
    label: string,
    options: readonly { readonly value: string; readonly label: string }[],
    all = t('accounts.filter-any'),
  ): ReactNode => (
    <Chip
      label={label}
      value={search[name] ?? any}
      active={search[name] !== undefined}
      options={[{ value: any, label: all }, ...options]}
      onChange={(value) => set(name, value)}
    />
  );
  const named = (list: readonly { readonly id: number; readonly name: string }[] = []) =>
    list.map(({ id, name }) => ({ value: String(id), label: name }));
  const plain = (list: readonly string[] = []) => list.map((value) => ({ value, label: value }));
  /** Not every company sorts its accounts so; without a value there is nothing to choose. */
  const rare = (name: 'segment' | 'territory', label: string, values: readonly string[] = []): ReactNode =>
    values.length === 0 && search[name] === undefined ? null : chip(name, label, plain(values));
  return (
    <>
      {chip(
        'stage',
        t('accounts.column-stage'),
        stages.map((value) => ({ value, label: t(`accounts.filter-${value}`) })),
        t('accounts.filter-all-stages'),
      )}
      {sight === 'own'
        ? null
        : chip('owner', t('accounts.owner'), [
            { value: 'me', label: t('accounts.filter-me') },
            ...(sight === 'company' ? [{ value: 'none', label: t('accounts.filter-no-owner') }] : []),
            ...named(data?.owners),
          ])}
      {chip('group', t('accounts.group'), [
        { value: 'none', label: t('accounts.filter-no-group') },
        ...named(data?.groups),
      ])}
      {chip('country', t('accounts.country'), plain(data?.countries))}
      {chip('kind', t('accounts.kind'), plain(data?.kinds))}
      {rare('segment', t('accounts.segment'), data?.segments)}
      {rare('territory', t('accounts.territory'), data?.territories)}
      {chip(
        'class',
        t('accounts.column-class'),
        ['A', 'B', 'C'].map((value) => ({ value, label: value })),
      )}
      <NetFilter search={search} onChange={onChange} />
    </>
  );
}

const amount = /^-?\d{1,12}(\.\d{1,4})?$/;
/** A person may group digits and write a comma. */
const plainAmount = (text: string): string => text.replaceAll(/[\s\u00a0\u202f]/g, '').replace(',', '.');

function NetFilter({ search, onChange }: ListFiltersProps): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { netFrom, netTo, ...rest } = search;
  const isActive = netFrom !== undefined || netTo !== undefined;
  return (
    <ChipPanel
      label={t('accounts.filter-net')}
      value={isActive ? `${netFrom ?? ''} – ${netTo ?? ''}` : t('accounts.filter-any')}
      active={isActive}
      opened={isOpen}
      onOpen={setOpen}
    >
      <NetForm
        key={`${netFrom ?? ''}-${netTo ?? ''}`}
        from={netFrom ?? ''}
        to={netTo ?? ''}
        onDone={(from, to) => {
          setOpen(false);
          onChange({ ...rest, ...(from === '' ? {} : { netFrom: from }), ...(to === '' ? {} : { netTo: to }) });
        }}
      />
    </ChipPanel>
  );
}

interface NetFormProps {
  readonly from: string;
  readonly to: string;
  readonly onDone: (from: string, to: string) => void;
}

function NetForm({ from, to, onDone }: NetFormProps): ReactNode {
  const { t } = useTranslation();
  const [low, setLow] = useState(from);
  const [high, setHigh] = useState(to);
  const [isTold, setTold] = useState(false);
  const wrong = (text: string): string | undefined =>
    text.trim() === '' || amount.test(plainAmount(text)) ? undefined : t('accounts.filter-amount');
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTold(true);
        if (wrong(low) === undefined && wrong(high) === undefined) onDone(plainAmount(low), plainAmount(high));
      }}
    >
      <TextField
        label={t('accounts.filter-from')}
        value={low}
        onChange={setLow}
        error={isTold ? wrong(low) : undefined}
      />
      <TextField
        label={t('accounts.filter-to')}
        value={high}
        onChange={setHigh}
        error={isTold ? wrong(high) : undefined}
      />
      <Buttons>
        <Action type="submit" kind="primary" label={t('accounts.filter-use')} />
        <Action kind="quiet" label={t('accounts.filter-clear')} onClick={() => onDone('', '')} />
      </Buttons>
    </form>
  );
}
