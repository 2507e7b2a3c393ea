export { productEvents } from './events.ts';
export { catalogRoutes } from './http.ts';
export { countNewProducts, ensureProducts, removeProducts } from './store.ts';
export type { KindFollower } from './commands.ts';
export { productSearch } from './search.ts';
