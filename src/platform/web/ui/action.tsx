import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowRight, IconArrowUp, IconCornerDownLeft } from '@tabler/icons-react';
import { Link, type LinkProps } from '@tanstack/react-router';
import { createContext, useContext, type ComponentType, type MouseEventHandler, type ReactNode } from 'react';
import { capsOf } from '#platform/web/keys.ts';
import classes from '#platform/web/ui/action.module.css';
import { TableStop } from '#platform/web/ui/links.tsx';

/** An icon of the set; its size and stroke come from the style sheet. */
export type Icon = ComponentType<{ 'aria-hidden'?: boolean }>;

/** Where a link leads, as the router types it. */
export type LinkTarget = Pick<LinkProps, 'to' | 'params' | 'search' | 'hash'>;

interface ActionProps {
  /** What it does, as a verb; the accessible name when `iconOnly`. */
  readonly label: string;
  readonly kind?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly icon?: Icon;
  readonly iconOnly?: boolean;
  readonly small?: boolean;
  readonly fill?: boolean;
  readonly onClick?: MouseEventHandler<HTMLElement>;
  readonly link?: LinkTarget;
  /** A file to be fetched by the browser itself. */
  readonly href?: string;
  /** Its own work is going on: it says so and cannot be pressed again. */
  readonly busy?: boolean;
  /** Why it cannot be done now. The control stays, can be focused, and says the reason. */
  readonly reason?: string | undefined;
  readonly keys?: string;
  readonly type?: 'button' | 'submit';
  readonly 'aria-expanded'?: boolean;
  readonly 'aria-haspopup'?: 'dialog' | 'menu';
}

/** In the top bar of a phone there is room for icons only. */
export const TightBar = createContext(false);

/** A button or a link that looks like one. At most one primary and one secondary stand in the top bar of a page. */
export function Action(props: ActionProps): ReactNode {
  const { label, icon: ActionIcon, small, fill, onClick, link, href, busy, reason, keys } = props;
  const isTight = useContext(TightBar) && ActionIcon !== undefined;
  const kind = isTight ? 'quiet' : (props.kind ?? 'secondary');
  const iconOnly = props.iconOnly === true || isTight;
  const stop = useContext(TableStop);
  const isOff = reason !== undefined || busy === true;
  const inside = (
    <>
      {busy ? <span className={classes.busy} aria-hidden /> : ActionIcon && <ActionIcon aria-hidden />}
      {iconOnly ? null : <span>{label}</span>}
    </>
  );
  const shared = {
    ...stop,
    className: classes.action,
    'data-kind': kind,
    'data-small': small || undefined,
    'data-fill': fill || undefined,
    'data-icon-only': iconOnly || undefined,
    'aria-label': iconOnly ? label : undefined,
  };
  const hint = reason ?? (keys ? `${label} (${capsOf(keys).join(' ')})` : iconOnly ? label : undefined);
  const control =
    link && !isOff ? (
      <Link {...link} {...shared}>
        {inside}
      </Link>
    ) : href && !isOff ? (
      <a href={href} download {...shared}>
        {inside}
      </a>
    ) : (
      <UnstyledButton
        {...shared}
        type={props.type ?? 'button'}
        aria-disabled={isOff || undefined}
        aria-busy={busy || undefined}
        aria-expanded={props['aria-expanded']}
        aria-haspopup={props['aria-haspopup']}
        onClick={(event) => {
          if (isOff) event.preventDefault();
          else onClick?.(event);
        }}
      >
        {inside}
        {reason !== undefined && <span className="k-unseen">, {reason}</span>}
      </UnstyledButton>
    );
  return hint === undefined ? (
    control
  ) : (
    <Tooltip label={hint} openDelay={reason === undefined ? 600 : 150} multiline maw="20rem">
      {control}
    </Tooltip>
  );
}

interface KeyCapsProps {
  readonly keys: string;
  /** Otherwise the caps are only for the eye: the control beside them carries aria-keyshortcuts. */
  readonly isSpoken?: boolean;
}

/** Our face has no arrows, and what stands in for them differs from machine to machine. */
const drawnCaps: Readonly<Record<string, Icon>> = {
  '↑': IconArrowUp,
  '↓': IconArrowDown,
  '→': IconArrowRight,
  '↵': IconCornerDownLeft,
};

/** A shortcut as key caps. */
export function KeyCaps({ keys, isSpoken = false }: KeyCapsProps): ReactNode {
  return (
    <span className={classes.caps} aria-hidden={!isSpoken}>
      {capsOf(keys).map((cap, index) => {
        const Drawn = drawnCaps[cap];
        return (
          <kbd key={index}>
            {Drawn ? (
              <>
                <Drawn aria-hidden />
                <span className="k-unseen">{keys.split(' ')[index]}</span>
              </>
            ) : (
              cap
            )}
          </kbd>
        );
      })}
    </span>
  );
}
