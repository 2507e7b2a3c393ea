export { dossierEvents } from './events.ts';
export { dossierRoutes } from './http.ts';
export { mentionRoutes } from './mentions-http.ts';
export { unreadMentions } from './mentions.ts';
export { timelineRoutes, type Mentioned } from './timeline-http.ts';
export { dossierSources, timelineSource } from './own-events.ts';
export type { SourceEvent, TimelineSource } from './timeline.ts';
export { dossierMover } from './merge.ts';
