import { lazyRouteComponent } from '@tanstack/react-router';
import type { DossierTab } from '#app/web/account/dossier-tab.ts';
import { OverviewTab } from '#app/web/account/overview-tab.tsx';

type Tab = DossierTab<'dossier.overview' | 'dossier.decision'>;

/** What /accounts/7 shows. */
export const firstTab: Tab = {
  id: 'overview',
  label: 'dossier.overview',
  ability: 'accounts.read',
  component: OverviewTab,
};

/** The parts of an account's dossier in their fixed order (design, section 16, C). A part appears here when it is built. */
export const dossierTabs: readonly Tab[] = [
  firstTab,
  {
    id: 'decision',
    label: 'dossier.decision',
    ability: 'portfolio.read',
    component: lazyRouteComponent(() => import('#app/web/account/decision-tab.tsx'), 'DecisionTab'),
  },
];
