import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { z } from 'zod';
import { api } from '#platform/web/api.ts';
import type { AccountReply as AccountReplySchema, AccountsReply } from '#slices/accounts/contract.ts';
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
