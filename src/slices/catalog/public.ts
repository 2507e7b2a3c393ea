export { productEvents } from './events.ts';
export { catalogRoutes } from './http.ts';
export { bringProducts, compareProducts, plannedProducts, restoreProducts } from './bring.ts';
export { ensureProducts, newProducts, removeProducts } from './store.ts';
export { productCodeWords, productFieldDescriptions, productNameWords } from './transfer.ts';
export { kindWords } from './domain/kind-rule.ts';
export type { KindFollower } from './commands.ts';
export { productSearch } from './search.ts';
