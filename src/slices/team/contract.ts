import { z } from 'zod';

/** Business roles, widest sight first. A person has exactly one. */
export const roles = ['director', 'manager', 'kam', 'support', 'finance', 'admin'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/** What a person may do, decided by the server from the role; the page only reads these. */
export const abilityNames = [
  'accounts.read',
  'accounts.assign',
  'accounts.group',
  'catalog.read',
  'catalog.edit',
  'sales.read',
  'sales.import',
  'margin.read',
  'portfolio.read',
  'portfolio.policy',
  'portfolio.score',
  'portfolio.nominate',
  'portfolio.decide',
  'dossier.read',
  'dossier.write',
  'dossier.confidential',
  'dossier.grant',
  'people.manage',
  'audit.verify',
  'health.read',
] as const;
export const Ability = z.enum(abilityNames);
export type Ability = z.infer<typeof Ability>;

export const Language = z.enum(['en', 'hu']);
export type Language = z.infer<typeof Language>;
export const Scheme = z.enum(['auto', 'light', 'dark']);

export const Settings = z.strictObject({
  language: Language,
  scheme: Scheme,
  density: z.enum(['compact', 'comfortable']),
});
export type Settings = z.infer<typeof Settings>;
export const SettingsChange = Settings.partial();

export const Company = z.strictObject({
  name: z.string(),
  currency: z.string(),
  timeZone: z.string(),
  isDemo: z.boolean(),
});
export type Company = z.infer<typeof Company>;

/** GET /api/me. 401 when signed out. `today` is the company's calendar day. */
export const Me = z.strictObject({
  person: z.strictObject({ id: z.number().int(), name: z.string(), email: z.string(), role: Role }),
  abilities: z.array(Ability),
  /** Whose figures the person gets: the whole company, the line below her, or her own accounts. Null: none. */
  sight: z.enum(['company', 'line', 'own']).nullable(),
  company: Company,
  settings: Settings,
  hasPassword: z.boolean(),
  today: z.string(),
});
export type Me = z.infer<typeof Me>;

/** A colleague as lists show one. */
export const Person = z.strictObject({
  id: z.number().int(),
  name: z.string(),
  email: z.string(),
  role: Role,
  reportsTo: z.strictObject({ id: z.number().int(), name: z.string() }).nullable(),
  accounts: z.number().int(),
});
export type Person = z.infer<typeof Person>;
/** GET /api/people */
export const PeopleReply = z.strictObject({ people: z.array(Person) });

/** POST /api/people */
export const NewPerson = z.strictObject({
  email: z.email().max(254),
  name: z.string().trim().min(1).max(200),
  role: Role,
  reportsTo: z.email().max(254).nullable().default(null),
});
export type NewPerson = z.infer<typeof NewPerson>;

/** PUT /api/me/password, 204: a dangerous act. Ends her other sessions. */
export const NewPassword = z.strictObject({ password: z.string().min(12).max(128) });

/** A browser in which a person is signed in. Names and address are null or empty where it did not say. */
export const ListedSession = z.strictObject({
  id: z.string(),
  browser: z.string().nullable(),
  system: z.string().nullable(),
  /** Shortened. */
  address: z.string(),
  since: z.string(),
  lastUsed: z.string(),
  /** The one that asks. */
  isThis: z.boolean(),
});
export type ListedSession = z.infer<typeof ListedSession>;

/** GET /api/me/sign-in: how one signs in, and where one is signed in now. */
export const MySignIn = z.strictObject({
  hasPassword: z.boolean(),
  sessions: z.array(ListedSession),
});
export type MySignIn = z.infer<typeof MySignIn>;

/** POST /api/me/sessions/:id/end, 204; 404 where it is none of hers. */
export const SessionAddress = z.strictObject({ id: z.string().min(1).max(100) });
/** POST /api/me/sessions/end-others and POST /api/people/:id/sessions/end */
export const EndedSessions = z.strictObject({ ended: z.number().int() });

/** POST /api/me/proof, 204: once more who one is, for ten minutes of dangerous acts. 422 `wrong-proof`. */
export const Proof = z.strictObject({ by: z.enum(['password']), secret: z.string().min(1).max(128) });
export type Proof = z.infer<typeof Proof>;

/** POST /api/people/:id/sign-in-link, for the host only: a link that signs that person in once. */
export const SignInLink = z.strictObject({
  email: z.string(),
  name: z.string(),
  role: Role,
  url: z.string(),
  expiresAt: z.string(),
});
export type SignInLink = z.infer<typeof SignInLink>;
