export { accountsRoutes } from './http.ts';
export { accountById } from './views.ts';
export { countNewAccounts, ensureAccounts } from './store.ts';
