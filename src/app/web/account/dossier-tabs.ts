import { fetchedLater, type DossierTab } from '#app/web/account/dossier-tab.ts';
import { OverviewTab } from '#app/web/account/overview-tab.tsx';

type Tab = DossierTab<'dossier.overview' | 'dossier.timeline' | 'dossier.facts' | 'dossier.decision' | 'dossier.files'>;

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
    id: 'timeline',
    label: 'dossier.timeline',
    ability: 'dossier.read',
    ...fetchedLater(async () => (await import('#slices/dossier/web/timeline-tab.tsx')).TimelineTab),
  },
  {
    id: 'facts',
    label: 'dossier.facts',
    ability: 'dossier.read',
    ...fetchedLater(async () => (await import('#slices/dossier/web/facts-tab.tsx')).FactsTab),
  },
  {
    id: 'files',
    label: 'dossier.files',
    ability: 'dossier.read',
    ...fetchedLater(async () => (await import('#slices/dossier/web/files-tab.tsx')).FilesTab),
  },
  {
    id: 'decision',
    label: 'dossier.decision',
    ability: 'portfolio.read',
    ...fetchedLater(async () => (await import('#app/web/account/decision-tab.tsx')).DecisionTab),
  },
];
