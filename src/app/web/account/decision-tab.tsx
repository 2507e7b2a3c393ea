import type { ReactNode } from 'react';
import type { DossierTabProps } from '#app/web/account/dossier-tab.ts';
import { AccountDecisionPage } from '#slices/portfolio/web/account-decision.tsx';

/** Whether the account is key, and what speaks for it. */
export function DecisionTab({ reply }: DossierTabProps): ReactNode {
  return <AccountDecisionPage account={reply.account} />;
}
