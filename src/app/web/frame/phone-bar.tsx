import { IconDots, IconLock, IconLogout, IconSearch, IconSettings } from '@tabler/icons-react';
import { Link, useRouterState } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '#app/web/frame/frame.module.css';
import { placesOf, type ReachablePlace } from '#app/web/frame/places.ts';
import { signOut } from '#app/web/sign-in/sign-out.ts';
import { openCommandMenu } from '#platform/web/commands.ts';
import { Dialog } from '#platform/web/ui/dialog.tsx';
import type { Me } from '#slices/team/contract.ts';

/** So many pages stand in the bar itself; the others are behind "More". */
const inBar = 3;

function Tab({ place }: { readonly place: ReachablePlace }): ReactNode {
  const { t } = useTranslation();
  const PlaceIcon = place.icon;
  return (
    <Link to={place.to} className={classes.tab}>
      <PlaceIcon aria-hidden />
      <span>{t(`nav.${place.id}`)}</span>
    </Link>
  );
}

/** The navigation on a phone, within reach of the thumb. */
export function PhoneBar({ me }: { readonly me: Me }): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const mine = placesOf(me);
  const open = mine.filter((place) => !place.isLocked);
  const rest = [...open.slice(inBar), ...mine.filter((place) => place.isLocked)];
  const isElsewhere = path.startsWith('/settings') || rest.some((place) => path.startsWith(place.to));
  const close = (): void => setOpen(false);
  return (
    <nav aria-label={t('nav.label')} className={classes.phoneBar}>
      {open.slice(0, inBar).map((place) => (
        <Tab key={place.id} place={place} />
      ))}
      <button type="button" className={classes.tab} onClick={() => openCommandMenu()}>
        <IconSearch aria-hidden />
        <span>{t('nav.find')}</span>
      </button>
      <button
        type="button"
        className={classes.tab}
        data-status={isElsewhere ? 'active' : undefined}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <IconDots aria-hidden />
        <span>{me.unreadMentions > 0 ? `${t('nav.more')} (${String(me.unreadMentions)})` : t('nav.more')}</span>
      </button>
      <Dialog title={me.company.name} opened={isOpen} onClose={close}>
        {me.company.isDemo ? <p className="k-ink3">{t('nav.demo')}</p> : null}
        <ul className={classes.sheet}>
          {rest.map((place) => {
            const PlaceIcon = place.icon;
            return (
              <li key={place.id}>
                {place.isLocked ? (
                  <span className={classes.sheetItem} data-locked>
                    <IconLock aria-hidden />
                    <span>
                      {t(`nav.${place.id}`)}
                      <span className="k-small">{t('nav.locked')}</span>
                    </span>
                  </span>
                ) : (
                  <Link to={place.to} className={classes.sheetItem} onClick={close}>
                    <PlaceIcon aria-hidden />
                    {t(`nav.${place.id}`)}
                    {place.id === 'mentions' && me.unreadMentions > 0 ? ` (${String(me.unreadMentions)})` : null}
                  </Link>
                )}
              </li>
            );
          })}
          <li>
            <Link to="/settings" className={classes.sheetItem} onClick={close}>
              <IconSettings aria-hidden />
              {t('nav.settings')}
            </Link>
          </li>
          <li>
            <button type="button" className={classes.sheetItem} onClick={() => void signOut(me.person.id)}>
              <IconLogout aria-hidden />
              <span>
                {t('command.sign-out')}
                <span className="k-small">{me.person.name}</span>
              </span>
            </button>
          </li>
        </ul>
      </Dialog>
    </nav>
  );
}
