import { lazy, type ComponentType } from 'react';
import type { AccountReply } from '#slices/accounts/web/accounts.ts';

/** What every tab of the dossier is given. */
export interface DossierTabProps {
  /** The account and the companies of its group, as GET /api/accounts/:id tells them. */
  readonly reply: AccountReply;
}

/** A part of the dossier with an address of its own. */
export interface DossierTab<Label extends string> {
  /** The last part of its address: /accounts/7/timeline. */
  readonly id: string;
  /** The key of its name. */
  readonly label: Label;
  /** Whoever lacks it does not see the tab. */
  readonly ability: string;
  readonly component: ComponentType<DossierTabProps>;
  /** Fetches a part that comes later, when a pointer is near its tab. */
  readonly preload?: () => void;
}

/** A part that is fetched when its tab is opened, or when a pointer comes near it. */
export function fetchedLater(
  load: () => Promise<ComponentType<DossierTabProps>>,
): Required<Pick<DossierTab<string>, 'component' | 'preload'>> {
  return { component: lazy(async () => ({ default: await load() })), preload: () => void load() };
}
