export { dossierRoutes } from './http.ts';
export { timelineRoutes } from './timeline-http.ts';
export { dossierSources } from './own-events.ts';
export type { SourceEvent, TimelineSource } from './timeline.ts';
