export { abilitiesOf, sightOf } from './domain/abilities.ts';
export { canOwn } from './domain/rights.ts';
export { changeCompany, foundCompany } from './founding.ts';
export { firstRunRoutes } from './first-run-http.ts';
export { CompanyFacts } from './first-run-contract.ts';
export {
  administrators,
  colleagueByEmail,
  colleagueById,
  colleagueByUserId,
  companyOf,
  listPeople,
  type Colleague,
} from './views.ts';
export type { AccountsOfTeam } from './ports.ts';
export { teamRoutes } from './http.ts';
export { signInRoutes } from './sign-in-http.ts';
export { keyRoutes } from './keys-http.ts';
export { entryRoutes } from './entry-http.ts';
export { keptMailRoutes } from './mails-http.ts';
export { createLetters } from './letters.ts';
export { secondFactorRoutes } from './second-factor-http.ts';
export { wallOf } from './domain/second-factor.ts';
export { colleagueSearch } from './search.ts';
export { teamEvents } from './events.ts';
