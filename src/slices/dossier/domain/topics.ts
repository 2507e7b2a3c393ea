/** Topics of facts. Every dossier asks for those with `isAsked`; `months` is how long an answer keeps (catalogue B1). */
export const topics = [
  { id: 'history', months: 60, isAsked: true },
  { id: 'strategy', months: 12, isAsked: true },
  { id: 'market', months: 12, isAsked: true },
  { id: 'needs', months: 6, isAsked: true },
  { id: 'plans', months: 12, isAsked: true },
  { id: 'priorities', months: 12, isAsked: true },
  { id: 'work', months: 12, isAsked: true },
  { id: 'buying', months: 12, isAsked: true },
  { id: 'customers', months: 6, isAsked: true },
  { id: 'figures', months: 18, isAsked: true },
  { id: 'observations', months: 12, isAsked: false },
  { id: 'people', months: 12, isAsked: false },
] as const;
export type TopicId = (typeof topics)[number]['id'];

/** How confidential something is (reliability, part 5). */
export const factClasses = ['public', 'internal', 'confidential', 'personal'] as const;

/** Financial figures that are kept by year. */
export const figureKinds = ['revenue', 'profit', 'equity', 'employees'] as const;

/** What one may look at confidential or personal facts for. */
export const purposes = ['meeting', 'invitation', 'correction', 'other'] as const;
