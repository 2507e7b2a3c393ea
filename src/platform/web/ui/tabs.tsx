import { Link } from '@tanstack/react-router';
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { LinkTarget } from '#platform/web/ui/action.tsx';
import classes from '#platform/web/ui/tabs.module.css';

interface Tab {
  readonly id: string;
  readonly label: string;
  readonly link: LinkTarget;
  /** A pointer or the focus is on it: what it shows may be fetched already. */
  readonly onNear?: () => void;
}

interface TabRowProps {
  /** What the tabs are parts of. */
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly current: string;
}

/** The parts of a record, each with an address of its own. The row scrolls on a phone; the arrows walk along it. */
export function TabRow({ label, tabs, current }: TabRowProps): ReactNode {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    row.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  return (
    <nav aria-label={label} className={classes.bar}>
      <div ref={row} className={classes.tabs} onKeyDown={walk}>
        {tabs.map((tab) => (
          <Link
            key={tab.id}
            {...tab.link}
            resetScroll={false}
            className={classes.tab}
            onPointerEnter={tab.onNear}
            onFocus={tab.onNear}
            aria-current={tab.id === current ? 'page' : undefined}
            activeOptions={{ exact: true, includeSearch: false }}
          >
            {tab.label}
          </Link>
        ))}
      </div>
    </nav>
  );
}

const steps: Readonly<Record<string, (place: number, count: number) => number>> = {
  ArrowRight: (place, count) => (place + 1) % count,
  ArrowLeft: (place, count) => (place + count - 1) % count,
  Home: () => 0,
  End: (_place, count) => count - 1,
};

function walk(event: KeyboardEvent<HTMLDivElement>): void {
  const links = [...event.currentTarget.querySelectorAll('a')];
  const place = links.indexOf(event.target as HTMLAnchorElement); // -1 for anything else
  const step = steps[event.key];
  if (place < 0 || step === undefined) return;
  event.preventDefault();
  links[step(place, links.length)]?.focus();
}
