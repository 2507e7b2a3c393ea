export { catalogRoutes } from './http.ts';
export { countNewProducts, ensureProducts } from './store.ts';
export type { KindFollower } from './commands.ts';
export { productSearch } from './search.ts';
