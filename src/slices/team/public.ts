export { abilitiesOf, sightOf } from './domain/abilities.ts';
export { addPerson, foundCompany } from './commands.ts';
export { colleagueByEmail, colleagueById, colleagueByUserId, companyOf, type Colleague } from './views.ts';
export { teamRoutes } from './http.ts';
export { signInRoutes } from './sign-in-http.ts';
export { colleagueSearch } from './search.ts';
