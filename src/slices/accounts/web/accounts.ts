import { useInfiniteQuery, useMutation, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { api } from '#platform/web/api.ts';
import { useSentence } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';
import type { Account, AccountReply as AccountReplySchema, AccountsReply } from '#slices/accounts/contract.ts';
import type { PeopleReply as PeopleReplySchema, Person } from '#slices/team/contract.ts';

export type AccountReply = z.infer<typeof AccountReplySchema>;

const pageSize = 100;

/** The list of accounts, page after page as it is scrolled. */
export function useAccounts(asked: Readonly<Record<string, string>>) {
  const query = useInfiniteQuery({
    queryKey: ['accounts', 'list', asked],
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    queryFn: ({ pageParam, signal }) =>
      api.get<AccountsReply>('/api/accounts', { query: { ...asked, limit: pageSize, cursor: pageParam }, signal }),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: (before) => before,
  });
  const { data } = query;
  const accounts = useMemo(() => data?.pages.flatMap((page) => page.accounts) ?? [], [data]);
  return { ...query, accounts, currency: data?.pages[0]?.currency ?? null };
}

/** One account and the companies of its group. */
export const accountQuery = (id: string) => ({
  queryKey: ['accounts', 'one', id],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.get<AccountReply>(`/api/accounts/${encodeURIComponent(id)}`, { signal }),
});

/** Everybody, for choosing an owner. */
export const peopleQuery = {
  queryKey: ['people'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.get<z.infer<typeof PeopleReplySchema>>('/api/people', { signal }),
};

/** Roles that own accounts; the server decides again. */
export const ownersAmong = (people: readonly Person[]): readonly Person[] =>
  people.filter(
    ({ isDisabled, roles }) =>
      !isDisabled && roles.some((role) => role === 'kam' || role === 'manager' || role === 'director'),
  );

/** Puts a changed account everywhere where it is shown. */
function withAccount(
  data: InfiniteData<AccountsReply, string | undefined> | undefined,
  changed: Account,
): InfiniteData<AccountsReply, string | undefined> | undefined {
  if (data === undefined) return data;
  return {
    ...data,
    pages: data.pages.map((page) => ({
      ...page,
      accounts: page.accounts.map((account) => (account.id === changed.id ? { ...account, ...changed } : account)),
    })),
  };
}

interface OwnerChange {
  readonly account: Account;
  readonly email: string;
  /** Address of the owner before; null when there was none, and nothing to go back to. */
  readonly before: string | null;
}

/** Gives an account to another owner; the toast gives it back. */
export function useAssignOwner() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sentence = useSentence();
  const assign = async (account: Account, email: string): Promise<Account> => {
    const path = `/api/account-codes/${encodeURIComponent(account.code)}/owner`;
    const changed = await api.put<Account>(path, { owner: email }, { version: account.version });
    client.setQueriesData<InfiniteData<AccountsReply, string | undefined>>({ queryKey: ['accounts', 'list'] }, (data) =>
      withAccount(data, changed),
    );
    await Promise.all([
      client.invalidateQueries({ queryKey: ['accounts', 'one'] }),
      client.invalidateQueries({ queryKey: ['portfolio'] }),
      client.invalidateQueries({ queryKey: ['people'] }),
    ]);
    return changed;
  };
  return useMutation({
    mutationFn: ({ account, email }: OwnerChange) => assign(account, email),
    onSuccess: (changed, { account, before }) =>
      showToast({
        message: t('owner.changed', { account: account.name, owner: changed.owner?.name ?? '' }),
        ...(before === null
          ? {}
          : {
              undo: () => {
                assign(changed, before).catch((error: unknown) => showToast({ message: sentence(error), tone: 'bad' }));
              },
            }),
      }),
  });
}
