import type { AsyncRouteComponent } from '@tanstack/react-router';
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
  /** Made by the router's lazyRouteComponent: fetched when the tab is opened, or when a pointer comes near it. */
  readonly component: AsyncRouteComponent<DossierTabProps>;
}
