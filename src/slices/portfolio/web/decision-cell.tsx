import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import type { StandingsReply } from '#slices/portfolio/decision-contract.ts';
import classes from '#slices/portfolio/web/judgement.module.css';
import { TierPill } from '#slices/portfolio/web/tier-pill.tsx';

interface DecisionCellProps {
  readonly id: number;
  /** The policy proposes it by its figures; null when that may not be told. */
  readonly isCandidate: boolean | null;
  /** What explains the proposal. */
  readonly why: ReactNode;
}

/** Where the account of a row stands by decision; what waits for one can be opened. */
export function DecisionCell({ id, isCandidate, why }: DecisionCellProps): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  const { data } = useQuery({
    queryKey: ['portfolio', 'standings'],
    queryFn: ({ signal }) => api.get<StandingsReply>('/api/portfolio/standings', { signal }),
    select: ({ standings }) => standings.find((one) => one.id === id) ?? null,
    staleTime: 60_000,
  });
  if (data === undefined) return null;
  const tier = data?.tier ?? 'none';
  const isProposed = tier === 'none' && (isCandidate === true || data?.isProposed === true);
  const waits = tier === 'nominated' || isProposed;
  return (
    <span className={classes.line}>
      <TierPill tier={tier} since={data?.since ?? null} isProposed={isProposed} />
      {isProposed ? why : null}
      {waits ? (
        <Action
          small
          label={t(can('portfolio.decide') ? 'tier.decide' : 'tier.look')}
          link={{ to: '/accounts/$accountId/$tab', params: { accountId: String(id), tab: 'decision' } }}
        />
      ) : null}
    </span>
  );
}
