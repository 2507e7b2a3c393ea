export { accountsRoutes } from './http.ts';
export { accountsOfTeam } from './commands.ts';
export { accountByCode, accountById } from './views.ts';
export { countNewAccounts, ensureAccounts, placedAccounts, removeAccounts } from './store.ts';
export type { FigureSource } from './figures.ts';
export { accountSearch } from './search.ts';
export { keysIn, moveRows, moveRowsBack } from './moving.ts';
export type { AccountMover, Move } from './moving.ts';
export { ownRows } from './merge-own.ts';
