import { IconChevronLeft, IconChevronRight, IconSearch } from '@tabler/icons-react';
import { Link, useMatch } from '@tanstack/react-router';
import { Fragment, useContext, useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { openCommandMenu } from '#platform/web/commands.ts';
import { SessionContext } from '#platform/web/session.ts';
import { Action, KeyCaps, TightBar, type LinkTarget } from '#platform/web/ui/action.tsx';
import classes from '#platform/web/ui/page.module.css';
import { usePhone } from '#platform/web/viewport.ts';

export interface Crumb {
  readonly label: string;
  readonly link: LinkTarget;
}

interface PageProps {
  /** Where one is: the last part of the breadcrumb and of the document's title. */
  readonly place: string;
  /** Which part of a record is shown; only the document's title says it. */
  readonly part?: string | undefined;
  readonly crumbs?: readonly Crumb[];
  /** The finding of the page, or the name it is about, in serif. Without it (while loading) the place stands there. */
  readonly title?: string | undefined;
  /** In grey behind the title: what it counts, over which period. */
  readonly beside?: ReactNode;
  /** At most one of each, as Action. */
  readonly secondary?: ReactNode;
  readonly primary?: ReactNode;
  /** Text width, for forms and settings; tables take all there is. */
  readonly narrow?: boolean;
  readonly children?: ReactNode;
}

/** The address whose heading has had the focus, so that a page that renders again does not take it a second time. */
let announced: string | null = null;

/** After going to another page the heading gets the focus: a screen reader tells where one is, Tab goes on from there. */
function useHeadingFocus(): React.RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  // The address of this page's own route: that of the router is the next one's already while its code still comes.
  const path = useMatch({ strict: false, select: (match) => match.pathname });
  useEffect(() => {
    const isFirst = announced === null;
    if (announced === path) return;
    announced = path;
    if (!isFirst) heading.current?.focus({ preventScroll: true });
  }, [path]);
  return heading;
}

function Breadcrumb({ crumbs, place }: { readonly crumbs: readonly Crumb[]; readonly place: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('page.breadcrumb')} className={classes.crumbs}>
      {crumbs.map((crumb) => (
        <Fragment key={crumb.label}>
          <Link {...crumb.link}>{crumb.label}</Link>
          <IconChevronRight aria-hidden />
        </Fragment>
      ))}
      <span aria-current="page">{place}</span>
    </nav>
  );
}

/** A page of the work area: top bar with the way here, the search and the actions; then the one h1 and the content. */
export function Page(props: PageProps): ReactNode {
  const { place, part, crumbs = [], title, beside, secondary, primary, narrow, children } = props;
  const { t } = useTranslation();
  const isPhone = usePhone();
  const heading = useHeadingFocus();
  // An error before the frame stands has no command menu to open.
  const hasMenu = useContext(SessionContext) !== null;
  useEffect(() => {
    document.title = [...new Set([part, title, place, 'Kulcs'])].filter(Boolean).join(' · ');
  }, [part, title, place]);
  const back = crumbs.at(-1);
  return (
    <>
      <header className={classes.bar}>
        {isPhone && back ? (
          <Action
            kind="quiet"
            icon={IconChevronLeft}
            iconOnly
            label={t('page.back', { place: back.label })}
            link={back.link}
          />
        ) : (
          <Breadcrumb crumbs={crumbs} place={place} />
        )}
        <div className={classes.actions}>
          {isPhone || !hasMenu ? null : (
            <button
              type="button"
              className={classes.search}
              aria-keyshortcuts="Control+K"
              onClick={() => openCommandMenu()}
            >
              <IconSearch aria-hidden />
              <span>{t('page.search')}</span>
              <KeyCaps keys="mod+k" />
            </button>
          )}
          <TightBar value={isPhone}>{secondary}</TightBar>
          {isPhone ? null : primary}
        </div>
      </header>
      <main id="main" tabIndex={-1} className={classes.main} data-narrow={narrow || undefined}>
        <div className={classes.head}>
          <h1 ref={heading} tabIndex={-1} className={classes.title}>
            {title ?? place}
          </h1>
          {beside === undefined || beside === null ? null : <div className={classes.beside}>{beside}</div>}
        </div>
        {isPhone && primary ? <div className={classes.thumb}>{primary}</div> : null}
        {children}
      </main>
    </>
  );
}
