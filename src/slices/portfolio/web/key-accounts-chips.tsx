import { useQuery } from '@tanstack/react-query';
import { IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { api } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { Chip, ChipRow } from '#platform/web/ui/chip.tsx';
import type { PeopleReply } from '#slices/team/contract.ts';
import type { KeyAccountsSearch } from '#slices/portfolio/web/key-accounts-search.ts';
import { ownersBelow } from '#slices/portfolio/web/people-below.ts';
import { AsOfChip, PeriodChip } from '#slices/portfolio/web/period-chips.tsx';
import type { PeriodChoice } from '#slices/portfolio/web/period-choice.ts';

interface KeyAccountsChipsProps {
  readonly search: KeyAccountsSearch;
  readonly shown: { readonly from: string; readonly to: string } | null;
  /** Whether there is a margin that she may see. */
  readonly hasMargin: boolean;
  readonly onChange: (search: KeyAccountsSearch) => void;
  readonly end: ReactNode;
}

/** What the view is of, as chips that read as a sentence. */
export function KeyAccountsChips({ search, shown, hasMargin, onChange, end }: KeyAccountsChipsProps): ReactNode {
  const { t } = useTranslation();
  const { sight } = useSession();
  const choosePeriod = (choice: PeriodChoice): void => {
    const { period: _period, asOf: _asOf, from: _from, to: _to, ...others } = search;
    onChange({ ...others, ...choice });
  };
  return (
    <ChipRow end={end}>
      <PeriodChip choice={search} shown={shown} onChoose={choosePeriod} />
      <AsOfChip choice={search} onChoose={choosePeriod} />
      {hasMargin ? (
        <Chip
          label={t('key-accounts.ranked-by')}
          value={search.measure ?? 'net'}
          active={search.measure !== undefined}
          options={(['net', 'margin'] as const).map((value) => ({ value, label: t(`key-accounts.measure-${value}`) }))}
          onChange={(value) => {
            const { measure: _before, ...others } = search;
            onChange(value === 'margin' ? { ...others, measure: value } : others);
          }}
        />
      ) : null}
      <Chip
        label={t('key-accounts.groups')}
        value={search.by ?? 'account'}
        active={search.by !== undefined}
        options={[
          { value: 'account', label: t('key-accounts.groups-apart') },
          { value: 'group', label: t('key-accounts.groups-joined'), hint: t('key-accounts.groups-joined-hint') },
        ]}
        onChange={(value) => {
          const { by: _before, ...others } = search;
          onChange(value === 'group' ? { ...others, by: value } : others);
        }}
      />
      <Chip
        label={t('key-accounts.lines')}
        value={search.goodsOnly ? 'goods' : 'all'}
        active={search.goodsOnly === true}
        options={[
          { value: 'all', label: t('key-accounts.lines-all') },
          { value: 'goods', label: t('key-accounts.lines-goods'), hint: t('key-accounts.lines-goods-hint') },
        ]}
        onChange={(value) => {
          const { goodsOnly: _before, ...others } = search;
          onChange(value === 'goods' ? { ...others, goodsOnly: true } : others);
        }}
      />
      {sight === 'own' ? null : <OwnerChip search={search} onChange={onChange} />}
    </ChipRow>
  );
}

function OwnerChip({ search, onChange }: Pick<KeyAccountsChipsProps, 'search' | 'onChange'>): ReactNode {
  const { t } = useTranslation();
  const { person, sight } = useSession();
  const { data } = useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => api.get<z.infer<typeof PeopleReply>>('/api/people', { signal }),
  });
  const people = data?.people ?? [];
  const owners = sight === 'company' ? people.filter(({ accounts }) => accounts > 0) : ownersBelow(people, person.id);
  const everyone = 'everyone';
  return (
    <Chip
      label={t('key-accounts.owner')}
      icon={IconUser}
      value={search.owner === undefined ? everyone : String(search.owner)}
      active={search.owner !== undefined}
      options={[
        { value: everyone, label: t(sight === 'company' ? 'key-accounts.everyone' : 'key-accounts.my-line') },
        ...owners.map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
      onChange={(value) => {
        const { owner: _before, ...others } = search;
        onChange(value === everyone ? others : { ...others, owner: Number(value) });
      }}
    />
  );
}
