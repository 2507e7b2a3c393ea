import { useQuery } from '@tanstack/react-query';
import { IconBuilding, IconPackage, IconUser } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { commandsFor, matches, questionOf } from '#app/web/command-menu/find.ts';
import { recentAccounts } from '#app/web/recent.ts';
import { api } from '#platform/web/api.ts';
import { useOfferedCommands, type Command } from '#platform/web/commands.ts';
import type { SearchHit, SearchReply } from '#platform/search/contract.ts';
import type { Icon } from '#platform/web/ui/action.tsx';
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
const none: readonly SearchHit[] = [];

/** What the server finds; never asked while nothing is typed. */
function useHits(text: string): readonly SearchHit[] {
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
  return text === '' ? none : (data?.hits ?? none);
}

const icons: Readonly<Record<SearchHit['kind'], Icon>> = {
  account: IconBuilding,
  product: IconPackage,
  colleague: IconUser,
};

/** Where a hit leads: an account to its page, a product and a colleague to the list that shows them. */
function useHitLines(): (hit: SearchHit) => Line {
  const navigate = useNavigate();
  return useMemo(() => {
    const goTo: Readonly<Record<SearchHit['kind'], (hit: SearchHit) => void>> = {
      account: ({ id }) => void navigate({ to: '/accounts/$accountId', params: { accountId: String(id) } }),
      product: ({ code }) => void navigate({ to: '/products', search: code === null ? {} : { search: code } }),
      colleague: ({ id }) => void navigate({ to: '/accounts', search: { owner: String(id) } }),
    };
    return (hit) => ({
      id: `${hit.kind}-${hit.id}`,
      label: hit.name,
      beside: hit.beside ?? undefined,
      icon: icons[hit.kind],
      keys: undefined,
      leaves: true,
      isOff: false,
      run: () => goTo[hit.kind](hit),
    });
  }, [navigate]);
}

/**
 * What the menu shows for what a person has typed so far, in its order (design, section 6): accounts and people that hold the
 * words, recent ones, what can be done here and everywhere, and last what only looks like the words. What the server finds
 * comes in late, and never moves the choice.
 */
export function useLineGroups(me: Me, query: string): readonly LineGroup[] {
  const { t } = useTranslation();
  const commands = useOfferedCommands();
  const lineOfHit = useHitLines();
  const { text, only } = questionOf(query);
  const asksServer = only === null || only === 'people';
  const hits = useHits(asksServer ? text : '');
  const mayRead = me.abilities.includes('accounts.read');
  return useMemo(() => {
    const recents = (only === null && mayRead ? recentAccounts(me.person.id) : [])
      .filter(({ name, town }) => matches(`${name} ${town ?? ''}`, text))
      .slice(0, text === '' ? 5 : 8)
      .map(({ id, name, town }) => ({ kind: 'account' as const, id, code: null, name, beside: town, isAlike: false }));
    const known = new Set(recents.map(({ id }) => `account-${id}`));
    const found = hits
      .filter(({ kind }) => only === null || kind === 'colleague')
      .filter((hit) => !known.has(`${hit.kind}-${hit.id}`));
    const ofKind = (isAlike: boolean, ...kinds: readonly SearchHit['kind'][]): readonly Line[] =>
      found.filter((hit) => hit.isAlike === isAlike && kinds.includes(hit.kind)).map(lineOfHit);
    const ofCommands = (group: Command['group']): readonly Line[] =>
      only === 'people' ? [] : commandsFor(commands, group, text).map(lineOf);
    const groups: readonly LineGroup[] = [
      { id: 'recent', label: t('command.recent'), lines: recents.map(lineOfHit) },
      { id: 'accounts', label: t('command.accounts'), lines: ofKind(false, 'account', 'colleague') },
      { id: 'here', label: t('command.here'), lines: ofCommands('here') },
      { id: 'pages', label: t('command.pages'), lines: ofCommands('pages') },
      { id: 'everywhere', label: t('command.everywhere'), lines: ofCommands('everywhere') },
      { id: 'products', label: t('command.products'), lines: ofKind(false, 'product') },
      { id: 'alike', label: t('command.alike'), lines: ofKind(true, 'account', 'product') },
    ];
    return groups.filter(({ lines }) => lines.length > 0);
  }, [t, commands, lineOfHit, me.person.id, mayRead, text, only, hits]);
}
