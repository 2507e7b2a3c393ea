export { dossierEvents } from './events.ts';
export { dossierRoutes } from './http.ts';
export { timelineRoutes } from './timeline-http.ts';
export { dossierSources, timelineSource } from './own-events.ts';
export type { SourceEvent, TimelineSource } from './timeline.ts';
export { dossierMover } from './merge.ts';
