import { z } from 'zod';
import { isCurrency } from '#kernel/money.ts';
import { Language, NewPassword } from './contract.ts';

const isTimeZone = (zone: string): boolean => zone === 'UTC' || Intl.supportedValuesOf('timeZone').includes(zone);

/** What is said of a company when it is founded. */
export const CompanyFacts = z.strictObject({
  name: z.string().trim().min(1).max(200),
  currency: z.string().refine(isCurrency),
  timeZone: z.string().refine(isTimeZone).default('Europe/Budapest'),
  /** In which it writes to those who have not chosen theirs; left out, that of whoever founds it. */
  language: Language.optional(),
});
export type CompanyFacts = z.infer<typeof CompanyFacts>;

/** GET /api/first-run: what can be chosen. 404 once there is a company. */
export const FirstRunChoices = z.strictObject({ currencies: z.array(z.string()), timeZones: z.array(z.string()) });
export type FirstRunChoices = z.infer<typeof FirstRunChoices>;

/** POST /api/first-run, 204. 422 `wrong-first-run-code`; 404 once there is a company. */
export const FirstRun = z.strictObject({
  code: z.string().min(1).max(60),
  company: CompanyFacts,
  /** Of the administrator's pages and letters. */
  language: Language,
  administrator: z.strictObject({
    name: z.string().trim().min(1).max(200),
    email: z.email().max(254),
    password: NewPassword.shape.password,
  }),
});
export type FirstRun = z.input<typeof FirstRun>;
