export { accountsRoutes } from './http.ts';
<<<<<<< HEAD
export { accountByCode, accountById } from './views.ts';
export { countNewAccounts, ensureAccounts } from './store.ts';
=======
export { accountById } from './views.ts';
export { countNewAccounts, ensureAccounts, removeAccounts } from './store.ts';
>>>>>>> 4705b87 (Take an import back as a whole, and say by month what a file brings before it is loaded)
