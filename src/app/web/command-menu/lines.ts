import { useQuery } from '@tanstack/react-query';
import { IconBuilding } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { commandsFor, matches, questionOf } from '#app/web/command-menu/find.ts';
import { recentAccounts } from '#app/web/recent.ts';
import { api } from '#platform/web/api.ts';
import { useOfferedCommands, type Command } from '#platform/web/commands.ts';
import type { Icon } from '#platform/web/ui/action.tsx';
import type { SearchReply } from '#slices/accounts/contract.ts';
import type { Me } from '#slices/team/contract.ts';

/** A line of the menu, wherever it comes from. */
export interface Line {
  readonly id: string;
  readonly label: string;
  /** In grey: the town of an account, or why a command cannot be carried out now. */
  readonly beside: string | undefined;
  readonly icon: Icon | undefined;
  readonly keys: string | undefined;
  /** It leads to another page, which then has the focus. */
  readonly leaves: boolean;
  readonly isOff: boolean;
  readonly run: () => void;
}

interface LineGroup {
  readonly id: string;
  readonly label: string;
  readonly lines: readonly Line[];
}

const lineOf = (command: Command): Line => ({
  id: command.id,
  label: command.label,
  beside: command.reason,
  icon: command.icon,
  keys: command.keys,
  leaves: command.group === 'pages',
  isOff: command.reason !== undefined,
  run: command.run,
});

/** A server is asked this long after the last key. */
const patience = 80;
const none: SearchReply['accounts'] = [];

/** Accounts that the server finds; never asked while nothing is typed. */
function useHits(text: string): SearchReply['accounts'] {
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), patience);
    return () => clearTimeout(timer);
  }, [text]);
  const { data } = useQuery({
    queryKey: ['search', asked],
    queryFn: ({ signal }) => api.get<SearchReply>('/api/search', { query: { q: asked }, signal }),
    enabled: asked !== '',
    placeholderData: (before) => before,
    staleTime: 60_000,
  });
  return text === '' ? none : (data?.accounts ?? none);
}

/** What the menu shows for what a person has typed so far, in its order. */
export function useLineGroups(me: Me, query: string): readonly LineGroup[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const commands = useOfferedCommands();
  const { text, onlyCommands } = questionOf(query);
  const mayRead = me.abilities.includes('accounts.read');
  const hits = useHits(onlyCommands || !mayRead ? '' : text);
  return useMemo(() => {
    const accountLine = (account: { id: number; name: string; town: string | null }): Line => ({
      id: `account-${account.id}`,
      label: account.name,
      beside: account.town ?? undefined,
      icon: IconBuilding,
      keys: undefined,
      leaves: true,
      isOff: false,
      run: () => void navigate({ to: '/accounts/$accountId', params: { accountId: String(account.id) } }),
    });
    const recents = (onlyCommands || !mayRead ? [] : recentAccounts(me.person.id)).filter(({ name, town }) =>
      matches(`${name} ${town ?? ''}`, text),
    );
    const known = new Set(recents.map(({ id }) => id));
    const found = hits.filter(({ id }) => !known.has(id)).map((hit) => ({ ...hit, town: hit.town ?? hit.country }));
    const ofCommands = (group: Command['group']): readonly Line[] => commandsFor(commands, group, text).map(lineOf);
    const groups: readonly LineGroup[] = [
      { id: 'recent', label: t('command.recent'), lines: recents.slice(0, text === '' ? 5 : 8).map(accountLine) },
      { id: 'here', label: t('command.here'), lines: ofCommands('here') },
      { id: 'pages', label: t('command.pages'), lines: ofCommands('pages') },
      { id: 'everywhere', label: t('command.everywhere'), lines: ofCommands('everywhere') },
      // What the server finds comes last, so that it does not push down what one is about to choose.
      { id: 'accounts', label: t('command.accounts'), lines: found.map(accountLine) },
    ];
    return groups.filter(({ lines }) => lines.length > 0);
  }, [t, navigate, commands, me.person.id, mayRead, text, onlyCommands, hits]);
}
