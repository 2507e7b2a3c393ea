export { portfolioRoutes } from './http.ts';
