import type { EventKind } from '#platform/webhooks/events.ts';
import { accountTold } from '#slices/accounts/public.ts';

const ofAccount: EventKind['tell'] = async (tx, { subject }) => {
  const account = await accountTold(tx, subject);
  return account && { account };
};
const ofCompany: EventKind['tell'] = async () => ({});

const kind = (type: string, summary: string, tell: EventKind['tell']): EventKind => ({
  type,
  summary,
  ability: 'portfolio.read',
  tell,
});

/** What programs are told of judgement and decision. */
export const portfolioEvents: readonly EventKind[] = [
  kind('account.decide', 'An account was nominated, confirmed, declined or retired as key.', ofAccount),
  kind('account.score', 'An account was scored.', ofAccount),
  kind('account.scenario', 'A scenario of the joint growth with an account was written.', ofAccount),
  kind('portfolio.policy', 'The rule by which key accounts are proposed was changed.', ofCompany),
  kind('portfolio.score-card', 'The criteria and their weights were changed.', ofCompany),
];
