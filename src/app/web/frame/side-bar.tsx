import { Tooltip } from '@mantine/core';
import { IconLock, IconSettings } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyMark } from '#app/web/key-mark.tsx';
import classes from '#app/web/frame/frame.module.css';
import { PersonMenu } from '#app/web/frame/person-menu.tsx';
import { placesOf, type ReachablePlace } from '#app/web/frame/places.ts';
import { capsOf } from '#platform/web/keys.ts';
import { useFormat } from '#platform/web/use-format.ts';
import { useRail } from '#platform/web/viewport.ts';
import type { Me } from '#slices/team/contract.ts';

interface NavItemProps {
  readonly place: ReachablePlace;
  readonly isRail: boolean;
  readonly me: Me;
}

function NavItem({ place, isRail, me }: NavItemProps): ReactNode {
  const { t } = useTranslation();
  const label = t(`nav.${place.id}`);
  const PlaceIcon = place.icon;
  const inside = (
    <>
      <PlaceIcon aria-hidden />
      <span className={isRail ? 'k-unseen' : undefined}>{label}</span>
      {place.id === 'mentions' && me.unreadMentions > 0 ? (
        <span className={classes.unread}>{me.unreadMentions}</span>
      ) : null}
    </>
  );
  const hint = place.isLocked ? `${label}: ${t('nav.locked')}` : `${label} (${capsOf(place.keys).join(' ')})`;
  return (
    <li>
      <Tooltip label={hint} position="right" openDelay={place.isLocked || isRail ? 150 : 600} multiline maw="18rem">
        {place.isLocked ? (
          // Not a link: it leads nowhere. It can be focused, so that its reason can be heard.
          <span tabIndex={0} role="link" aria-disabled className={classes.item} data-locked>
            {inside}
            <IconLock aria-hidden className={classes.lock} />
            <span className="k-unseen">, {t('nav.locked')}</span>
          </span>
        ) : (
          <Link to={place.to} className={classes.item} aria-keyshortcuts={place.keys.toUpperCase()}>
            {inside}
          </Link>
        )}
      </Tooltip>
    </li>
  );
}

/** The side bar: 208 px with words, or a rail of icons below 1200 px. */
export function SideBar({ me }: { readonly me: Me }): ReactNode {
  const { t } = useTranslation();
  const isRail = useRail();
  const format = useFormat();
  const [stood] = me.standsInFor;
  const mine = placesOf(me);
  const data = mine.filter((place) => place.group === 'data');
  return (
    <nav aria-label={t('nav.label')} className={classes.side} data-rail={isRail || undefined}>
      <Link to="/" className={classes.brand} aria-label={t('nav.home')}>
        <KeyMark />
        <span hidden={isRail}>Kulcs</span>
      </Link>
      <div className={classes.places}>
        <ul>
          {mine
            .filter((place) => place.group === 'main')
            .map((place) => (
              <NavItem key={place.id} place={place} isRail={isRail} me={me} />
            ))}
        </ul>
        {data.length === 0 ? null : (
          <>
            <h2 id="nav-data" className={isRail ? classes.rule : classes.group}>
              <span className={isRail ? 'k-unseen' : undefined}>{t('nav.data')}</span>
            </h2>
            <ul aria-labelledby="nav-data">
              {data.map((place) => (
                <NavItem key={place.id} place={place} isRail={isRail} me={me} />
              ))}
            </ul>
          </>
        )}
      </div>
      {isRail || !stood ? null : (
        <p className={classes.company}>
          {t('frame.stands-in', { name: stood.name, until: format.day(stood.until, 'short') })}
        </p>
      )}
      {isRail ? null : (
        <p className={classes.company}>
          {me.company.name}
          {me.company.isDemo ? <span>{t('nav.demo')}</span> : null}
        </p>
      )}
      <div className={classes.foot}>
        <PersonMenu me={me} isRail={isRail} />
        <Tooltip label={`${t('nav.settings')} (G S)`} position="right">
          <Link to="/settings" className={classes.gear} aria-label={t('nav.settings')}>
            <IconSettings aria-hidden />
          </Link>
        </Tooltip>
      </div>
    </nav>
  );
}
