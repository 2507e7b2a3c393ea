import { sql } from 'kysely';
import { timelineSource } from '#slices/dossier/public.ts';

/** What was decided on an account, each with its reason; at noon of the day from which it holds, if that was another one. */
export const decisionTimeline = timelineSource(
  'decision',
  'portfolio.read',
  (accountId) => sql`
    select decision_id::text as key, 'decision-' || act as what,
      case when on_day = (decided_at at time zone 'UTC')::date then decided_at
        else (on_day + time '12:00') at time zone 'UTC' end as at,
      jsonb_build_object('on', on_day) as facts, reason as text, decided_by as by_id
    from portfolio.decision where account_id = ${accountId}`,
);
