import type app from '../messages/en.json';
import type accounts from '../../slices/accounts/messages/en.json';
import type catalog from '../../slices/catalog/messages/en.json';
import type dossier from '../../slices/dossier/messages/en.json';
import type portfolio from '../../slices/portfolio/messages/en.json';
import type judgement from '../../slices/portfolio/messages/judgement/en.json';
import type tier from '../../slices/portfolio/messages/tier/en.json';
import type sales from '../../slices/sales/messages/en.json';
import type team from '../../slices/team/messages/en.json';
import type web from '../../platform/web/messages/en.json';
import type audit from '../../platform/web/messages/audit/en.json';

/** The keys that the page may ask for: every messages file that vite.config.ts puts together stands here, too. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words';
    keySeparator: false;
    nsSeparator: false;
    returnNull: false;
    resources: {
      words: typeof app &
        typeof accounts &
        typeof catalog &
        typeof dossier &
        typeof portfolio &
        typeof judgement &
        typeof tier &
        typeof sales &
        typeof team &
        typeof web &
        typeof audit;
    };
  }
}
