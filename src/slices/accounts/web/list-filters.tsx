import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { Chip } from '#platform/web/ui/chip.tsx';
import type { AccountFiltersReply } from '#slices/accounts/contract.ts';
import { stages } from '#slices/accounts/domain/stages.ts';
import { tiers } from '#slices/accounts/domain/tiers.ts';
import type { AccountsSearch } from '#slices/accounts/web/accounts-search.ts';
import { RangeFilter } from '#slices/accounts/web/range-filter.tsx';

interface ListFiltersProps {
  readonly search: AccountsSearch;
  readonly onChange: (search: AccountsSearch) => void;
}

const any = '*';

const isAmount = (text: string): boolean => /^-?\d{1,12}(\.\d{1,4})?$/.test(text);
const isPoints = (text: string): boolean => /^\d{1,3}(\.\d{1,4})?$/.test(text) && Number(text) <= 100;

/** The filters of the list as chips that read as a sentence; only what somebody's accounts have is offered. */
export function ListFilters({ search, onChange }: ListFiltersProps): ReactNode {
  const { t } = useTranslation();
  const { sight, can } = useSession();
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
  /** Both ends of a range; an empty one is not set. */
  const setRange = (ends: Partial<Record<'netFrom' | 'netTo' | 'scoreFrom' | 'scoreTo', string>>): void => {
    const names = Object.keys(ends);
    const rest = Object.fromEntries(Object.entries(search).filter(([name]) => !names.includes(name)));
    onChange({ ...rest, ...Object.fromEntries(Object.entries(ends).filter(([, value]) => value !== '')) });
  };
  const chip = (
    name: 'owner' | 'group' | 'country' | 'kind' | 'segment' | 'territory' | 'stage' | 'class' | 'tier',
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
      {can('portfolio.read') ? (
        <>
          {chip(
            'tier',
            t('accounts.column-tier'),
            tiers.map((value) => ({ value, label: t(`accounts.filter-tier-${value}`) })),
          )}
          <RangeFilter
            label={t('accounts.column-score')}
            from={search.scoreFrom}
            to={search.scoreTo}
            isRight={isPoints}
            wrong={t('accounts.filter-points')}
            onChange={(scoreFrom, scoreTo) => setRange({ scoreFrom, scoreTo })}
          />
        </>
      ) : null}
      <RangeFilter
        label={t('accounts.filter-net')}
        from={search.netFrom}
        to={search.netTo}
        isRight={isAmount}
        wrong={t('accounts.filter-amount')}
        onChange={(netFrom, netTo) => setRange({ netFrom, netTo })}
      />
    </>
  );
}
