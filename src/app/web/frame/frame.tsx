import { useMantineColorScheme } from '@mantine/core';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '#app/web/frame/frame.module.css';
import { PhoneBar } from '#app/web/frame/phone-bar.tsx';
import { SideBar } from '#app/web/frame/side-bar.tsx';
import { useFrameCommands } from '#app/web/frame/frame-commands.ts';
import { changeLanguage } from '#platform/i18n/browser.ts';
import { listenForKeys, onCommandMenu } from '#platform/web/commands.ts';
import { showDensity } from '#platform/web/density.ts';
import { SessionContext, type Session } from '#platform/web/session.ts';
import { useProofAsked } from '#platform/web/step-up.ts';
import { Toasts } from '#platform/web/ui/toasts.tsx';
import { usePhone } from '#platform/web/viewport.ts';
import { useMe } from '#slices/team/web/me.ts';

const CommandMenu = lazy(async () => ({
  default: (await import('#app/web/command-menu/command-menu.tsx')).CommandMenu,
}));

const StepUpDialog = lazy(async () => ({
  default: (await import('#slices/team/web/step-up-dialog.tsx')).StepUpDialog,
}));

/** What the person has chosen, on this page, whichever device it was chosen on. */
function useSettingsOfPerson(): void {
  const { settings } = useMe();
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => setColorScheme(settings.scheme), [settings.scheme, setColorScheme]);
  useEffect(() => showDensity(settings.density), [settings.density]);
  useEffect(() => void changeLanguage(settings.language), [settings.language]);
}

/** Loads the command menu when the page has come to rest or when it is first asked for, whichever is earlier. */
function useCommandMenuCode(): { readonly isWanted: boolean; readonly opening: 'menu' | 'keys' | null } {
  const [isWanted, setWanted] = useState(false);
  const [opening, setOpening] = useState<'menu' | 'keys' | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => {
      setWanted(true);
      // Whoever opens a dialog after the connection broke shall see it, and its own way of telling so.
      void import('#platform/web/ui/dialog-sheet.tsx');
    }, 1500);
    const stop = onCommandMenu((which) => {
      setWanted(true);
      setOpening((was) => was ?? which);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
  return { isWanted, opening };
}

/** The frame of all pages: navigation on the canvas, the work area on the sheet, one hairline between them. */
export function Frame(): ReactNode {
  const { t } = useTranslation();
  const me = useMe();
  const isPhone = usePhone();
  const navigate = useNavigate();
  useSettingsOfPerson();
  useEffect(listenForKeys, []);
  useFrameCommands(me, navigate);
  const { isWanted, opening } = useCommandMenuCode();
  const isProofAsked = useProofAsked();
  const session = useMemo<Session>(() => {
    const abilities = new Set<string>(me.abilities);
    return {
      person: me.person,
      company: me.company,
      sight: me.sight,
      today: me.today,
      can: (ability) => abilities.has(ability),
    };
  }, [me]);
  return (
    <SessionContext value={session}>
      <a
        href="#main"
        className={classes.skip}
        onClick={(event) => {
          // Without the address: a part of it would stay in the history and in links that people send.
          event.preventDefault();
          document.getElementById('main')?.focus();
        }}
      >
        {t('frame.skip')}
      </a>
      <div className={classes.frame}>
        {isPhone ? null : <SideBar me={me} />}
        <div className={classes.work}>
          <Outlet />
        </div>
        {isPhone ? <PhoneBar me={me} /> : null}
      </div>
      <Toasts />
      {isProofAsked ? (
        <Suspense fallback={null}>
          <StepUpDialog />
        </Suspense>
      ) : null}
      {isWanted ? (
        <Suspense fallback={null}>
          <CommandMenu me={me} initial={opening} />
        </Suspense>
      ) : null}
    </SessionContext>
  );
}
