export { portfolioEvents } from './events.ts';
export { portfolioRoutes } from './http.ts';
export { accountFigures } from './account-figures.ts';
export { accountStandings } from './account-standings.ts';
export { decisionTimeline } from './timeline.ts';
export { portfolioMover } from './merge.ts';
