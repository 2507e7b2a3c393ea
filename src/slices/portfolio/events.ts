import { z } from 'zod';
import { kindsFor, type EventKind, type Telling } from '#platform/webhooks/events.ts';
import { tellOfAccount } from '#slices/accounts/public.ts';

const ofCompany: Telling = { data: z.strictObject({}), tell: async () => ({}) };

const kind = kindsFor('portfolio.read');

/** What programs are told of judgement and decision. */
export const portfolioEvents: readonly EventKind[] = [
  kind('account.decide', 'An account was nominated, confirmed, declined or retired as key.', tellOfAccount),
  kind('account.score', 'An account was scored.', tellOfAccount),
  kind('account.scenario', 'A scenario of the joint growth with an account was written.', tellOfAccount),
  kind('portfolio.policy', 'The rule by which key accounts are proposed was changed.', ofCompany),
  kind('portfolio.score-card', 'The criteria and their weights were changed.', ofCompany),
];
