import { useTranslation } from 'react-i18next';

/** Actions that have a sentence of their own; every other one is told by its name. */
const known = [
  'account.assign',
  'account.change',
  'account.group',
  'account.merge',
  'account.merge-undo',
  'account.score',
  'account.decide',
  'account.stage',
  'account.scenario',
  'company.found',
  'export.accounts',
  'export.audit',
  'export.facts',
  'export.key-accounts',
  'export.lines',
  'export.rejected',
  'fact.add',
  'fact.look',
  'person.add',
  'person.change',
  'person.disable',
  'person.enable',
  'person.password',
  'person.sessions-end',
  'person.sign-in-link',
  'portfolio.policy',
  'product.kind',
  'prospect.add',
  'role.ask',
  'role.decline',
  'role.end',
  'role.give',
  'sales.import',
  'substitution.change',
  'substitution.order',
] as const;

const isKnown = (action: string): action is (typeof known)[number] => known.some((one) => one === action);

/** What an entry of the audit says, as a sentence without its subject: "gave the account 14646 to another owner". */
export function useAuditWords(): (action: string, subject: string) => string {
  const { t } = useTranslation();
  return (action, subject) => {
    const about = subject.slice(subject.indexOf(':') + 1);
    return isKnown(action) ? t(`did.${action}`, { about }) : t('did.other', { action, about });
  };
}
