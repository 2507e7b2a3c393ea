import { sql } from 'kysely';
import { timelineSource } from '#slices/dossier/public.ts';

/** What was decided on an account, each with its reason. */
export const decisionTimeline = timelineSource(
  'decision',
  'portfolio.read',
  (accountId) => sql`
    select decision_id::text as key, 'decision-' || act as what, decided_at as at,
      jsonb_build_object('on', on_day) as facts, reason as text, decided_by as by_id
    from portfolio.decision where account_id = ${accountId}`,
);
