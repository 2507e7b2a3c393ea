import { useTranslation } from 'react-i18next';
import type words from '#platform/web/messages/audit/en.json';

type Sentence = Extract<keyof typeof words, `did.${string}`>;

/**
 * What an entry of the audit says, as a sentence without its subject: "gave the account 14646 to another owner". An action
 * without a sentence (of a version after this one) is told by its name; checks/audit-words.ts finds those of this version.
 */
export function useAuditWords(): (action: string, subject: string) => string {
  const { t, i18n } = useTranslation();
  const isSentence = (key: string): key is Sentence => i18n.exists(key);
  return (action, subject) => {
    const about = subject.slice(subject.indexOf(':') + 1);
    const key = `did.${action}`;
    return isSentence(key) ? t(key, { about }) : t('did.other', { action, about });
  };
}
