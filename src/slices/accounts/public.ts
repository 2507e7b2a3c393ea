export { accountsRoutes } from './http.ts';
export { accountsOfTeam } from './commands.ts';
export { accountByCode, accountById } from './views.ts';
export { countNewAccounts, ensureAccounts, removeAccounts } from './store.ts';
export type { FigureSource } from './figures.ts';
export { accountSearch } from './search.ts';
