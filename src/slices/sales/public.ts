export { salesEvents } from './events.ts';
export { foundedCompany } from './company.ts';
export { createImporter } from './importer.ts';
export { salesRoutes } from './http.ts';
export { kindFollower } from './kind-follower.ts';
export { differencesFromRecount } from './roll-ups.ts';
export { availablePeriod, availablePeriodOf, chosenPeriod, lastTwelveMonths, linesOfDays } from './period.ts';
export { salesTimeline } from './timeline.ts';
export { salesMover } from './merge.ts';
