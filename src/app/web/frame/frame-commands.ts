import { IconHelp, IconLanguage, IconLogout, IconMoon, IconSettings, IconSun } from '@tabler/icons-react';
import type { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { placesOf } from '#app/web/frame/places.ts';
import { signOut } from '#app/web/sign-in/sign-out.ts';
import { openCommandMenu, useCommands, type Command } from '#platform/web/commands.ts';
import type { Me } from '#slices/team/contract.ts';
import { useChangeSettings } from '#slices/team/web/me.ts';

/** What can be done from every page: going to the others, language, scheme, signing out, and the keys for it. */
export function useFrameCommands(me: Me, navigate: ReturnType<typeof useNavigate>): void {
  const { t } = useTranslation();
  const changeSettings = useChangeSettings();
  const commands = useMemo<readonly Command[]>(() => {
    const { language, scheme } = me.settings;
    const lockedReason = t('nav.locked');
    const pages = placesOf(me).map<Command>((place) => ({
      id: place.id,
      label: t(`nav.${place.id}`),
      keys: place.keys,
      icon: place.icon,
      group: 'pages',
      ...(place.isLocked ? { reason: lockedReason } : {}),
      run: () => void navigate({ to: place.to }),
    }));
    return [
      {
        id: 'menu',
        label: t('command.menu'),
        keys: 'mod+k',
        group: 'everywhere',
        onlyKeys: true,
        inFields: true,
        run: () => openCommandMenu(),
      },
      ...pages,
      {
        id: 'settings',
        label: t('nav.settings'),
        keys: 'g s',
        icon: IconSettings,
        group: 'pages',
        run: () => void navigate({ to: '/settings' }),
      },
      {
        id: 'language',
        label: language === 'hu' ? t('command.to-english') : t('command.to-hungarian'),
        icon: IconLanguage,
        group: 'everywhere',
        run: () => void changeSettings({ language: language === 'hu' ? 'en' : 'hu' }),
      },
      {
        id: 'scheme',
        label: scheme === 'dark' ? t('command.to-light') : t('command.to-dark'),
        icon: scheme === 'dark' ? IconSun : IconMoon,
        group: 'everywhere',
        run: () => void changeSettings({ scheme: scheme === 'dark' ? 'light' : 'dark' }),
      },
      {
        id: 'keys',
        label: t('command.keys'),
        keys: '?',
        icon: IconHelp,
        group: 'everywhere',
        run: () => openCommandMenu('keys'),
      },
      {
        id: 'sign-out',
        label: t('command.sign-out'),
        icon: IconLogout,
        group: 'everywhere',
        run: () => void signOut(me.person.id),
      },
    ];
  }, [me, t, navigate, changeSettings]);
  useCommands(commands);
}
