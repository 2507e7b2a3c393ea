export { portfolioRoutes } from './http.ts';
export { keyAccounts } from './key-accounts.ts';
