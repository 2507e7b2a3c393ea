export { createImporter, type Importer } from './importer.ts';
export { salesRoutes } from './http.ts';
export { moveKind, differencesFromRecount } from './roll-ups.ts';
export { availablePeriod, lastTwelveMonths, linesOfDays } from './period.ts';
