import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { Unknown } from '#platform/web/ui/figures.tsx';
import { InlineField } from '#platform/web/ui/inline-field.tsx';
import type { Fact } from '#platform/web/ui/section.tsx';
import { useSentence } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';
import type { Account, AccountChange } from '#slices/accounts/contract.ts';

const longest: Readonly<Record<keyof AccountChange, number>> = {
  name: 300,
  town: 200,
  country: 100,
  kind: 100,
  segment: 100,
  territory: 100,
  vatNumber: 30,
  registryNumber: 40,
};

/** Something known of an account, changed where it stands; the toast puts back what was there. */
export function useAccountField(account: Account): (name: keyof AccountChange, label: string) => Fact {
  const { t } = useTranslation();
  const { can } = useSession();
  const client = useQueryClient();
  const sentence = useSentence();
  const patch = async (change: AccountChange, version: number): Promise<Account> => {
    const path = `/api/account-codes/${encodeURIComponent(account.code)}`;
    const changed = await api.patch<Account>(path, change, { version });
    await client.invalidateQueries({ queryKey: ['accounts'] });
    return changed;
  };
  const save = async (name: keyof AccountChange, value: string | null): Promise<void> => {
    const before = account[name];
    const changed = await patch({ [name]: value }, account.version);
    showToast({
      message: t('accounts.changed', { account: changed.name }),
      undo: () => {
        patch({ [name]: before }, changed.version).catch((error: unknown) =>
          showToast({ message: sentence(error), tone: 'bad' }),
        );
      },
    });
  };
  return (name, label) => ({
    label,
    value: can('accounts.edit') ? (
      <InlineField
        key={`${String(account.id)} ${name}`}
        label={label}
        value={account[name]}
        sentence={sentence}
        maxLength={longest[name]}
        isNeeded={name === 'name'}
        onSave={(value) => save(name, value)}
      />
    ) : (
      (account[name] ?? <Unknown />)
    ),
  });
}
