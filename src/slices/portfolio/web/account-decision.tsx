import type { ReactNode } from 'react';
import { DecisionPanel } from '#slices/portfolio/web/decision-panel.tsx';
import { JudgementPanel } from '#slices/portfolio/web/judgement-panel.tsx';
import { LeavingPanel } from '#slices/portfolio/web/leaving-panel.tsx';
import { ScenariosPanel } from '#slices/portfolio/web/scenarios-panel.tsx';

interface AccountDecisionProps {
  readonly account: { readonly id: number; readonly code: string; readonly name: string };
}

/** All that a decision about an account rests on, and the decision: judgement, projections, what would be left without it. */
export function AccountDecisionPage({ account }: AccountDecisionProps): ReactNode {
  return (
    <>
      <DecisionPanel code={account.code} />
      <JudgementPanel id={account.id} />
      <ScenariosPanel id={account.id} />
      <LeavingPanel id={account.id} name={account.name} />
    </>
  );
}
