import { z } from 'zod';
import { isDay } from '#kernel/day.ts';
import { TerritoryHeld } from './territory-contract.ts';

/** Business roles, widest sight first. A person has one or several, each from a day on. */
export const roles = ['director', 'manager', 'kam', 'support', 'finance', 'admin'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/** What a person may do, decided by the server from the role; the page only reads these. */
export const abilityNames = [
  'accounts.read',
  'accounts.assign',
  'accounts.group',
  'accounts.edit',
  'accounts.merge',
  'accounts.prospect',
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
  'people.substitute',
  'audit.verify',
  'audit.read',
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
  /** Of those who have not chosen theirs. */
  language: Language,
  version: z.number().int(),
});
export type Company = z.infer<typeof Company>;

/** PATCH /api/company, versioned. What its books are kept in stays as it is. */
export const CompanyChange = z.strictObject({ language: Language });
export type CompanyChange = z.infer<typeof CompanyChange>;

/** GET /api/me. 401 when signed out. `today`: the company's day; `role`: that of the widest sight; `unreadMentions`: of herself. */
export const Me = z.strictObject({
  person: z.strictObject({
    id: z.number().int(),
    name: z.string(),
    email: z.string(),
    role: Role,
    roles: z.array(Role),
  }),
  /** For whom she stands in today, and until when (the day after the last). */
  standsInFor: z.array(
    z.strictObject({ substitution: z.number().int(), id: z.number().int(), name: z.string(), until: z.string() }),
  ),
  abilities: z.array(Ability),
  /** Whose figures the person gets: the whole company, the line below her, or her own accounts. Null: none. */
  sight: z.enum(['company', 'line', 'own']).nullable(),
  company: Company,
  settings: Settings,
  hasPassword: z.boolean(),
  today: z.string(),
  unreadMentions: z.number().int(),
});
export type Me = z.infer<typeof Me>;

/** A colleague as lists show one. */
export const Person = z.strictObject({
  id: z.number().int(),
  name: z.string(),
  email: z.string(),
  /** The role of the widest sight; of somebody without a role today the one that comes, or that she had. */
  role: Role,
  /** Her roles of today. */
  roles: z.array(Role),
  reportsTo: z.strictObject({ id: z.number().int(), name: z.string() }).nullable(),
  accounts: z.number().int(),
  /** Not let in any more, at once. */
  isDisabled: z.boolean(),
  /** Who stands in for her today, for all or for some of her accounts, and until when. */
  away: z.strictObject({ id: z.number().int(), name: z.string(), until: z.string() }).nullable(),
  version: z.number().int(),
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
  /** Of her letters and her pages; that of whoever adds her, if it is not named. */
  language: Language.optional(),
  /** False: she gets no mail with a link on which she sets her password. */
  invite: z.boolean().optional(),
});
export type NewPerson = z.infer<typeof NewPerson>;
/** What POST /api/people answers. */
export const AddedPerson = Person.extend({ mail: z.enum(['sent', 'kept', 'no-server', 'failed', 'none']) });
export type AddedPerson = z.infer<typeof AddedPerson>;

/** A role of a person with its days (half-open; null: no beginning known, no end). */
export const RoleHeld = z.strictObject({
  id: z.number().int(),
  person: z.strictObject({ id: z.number().int(), name: z.string() }),
  role: Role,
  from: z.string().nullable(),
  until: z.string().nullable(),
  reason: z.string().nullable(),
  /** asked: a second person has to give it. */
  state: z.enum(['asked', 'given', 'declined']),
  /** Null: the host. */
  askedBy: z.string().nullable(),
  decidedBy: z.string().nullable(),
  version: z.number().int(),
});
export type RoleHeld = z.infer<typeof RoleHeld>;

/** GET /api/people/:id */
export const PersonReply = z.strictObject({
  person: Person,
  roles: z.array(RoleHeld),
  /** The newest first. */
  territories: z.array(TerritoryHeld),
  /** The superiors one after the other, the newest first. */
  superiors: z.array(
    z.strictObject({
      from: z.string().nullable(),
      reportsTo: z.strictObject({ id: z.number().int(), name: z.string() }).nullable(),
    }),
  ),
});
export type PersonReply = z.infer<typeof PersonReply>;
/** GET /api/role-requests: rights that wait for a second person. */
export const RoleRequestsReply = z.strictObject({ requests: z.array(RoleHeld) });

const DayText = z.string().refine(isDay);
const Reason = z.string().trim().min(1).max(500);

/** PATCH /api/people/:id, versioned. A superior holds from a day on, today if none is given. */
export const PersonChange = z.strictObject({
  name: z.string().trim().min(1).max(200).optional(),
  email: z.email().max(254).optional(),
  superior: z.strictObject({ email: z.email().max(254).nullable(), from: DayText.optional() }).optional(),
});
export type PersonChange = z.infer<typeof PersonChange>;
/** POST /api/people/:id/roles, 201. */
export const NewRole = z.strictObject({
  role: Role,
  from: DayText.optional(),
  until: DayText.nullable().default(null),
  reason: Reason.nullable().default(null),
});
export type NewRole = z.infer<typeof NewRole>;
/** PATCH /api/roles/:roleId, versioned: the day on which the role is no longer held. */
export const RoleEnd = z.strictObject({ until: DayText });
/** POST /api/role-requests/:roleId/decision. */
export const RoleDecision = z.strictObject({ give: z.boolean() });
/** PUT /api/people/:id/disabled, versioned. `handTo` gets the accounts; without it they stay and the line sees them. */
export const Disabling = z.strictObject({
  disabled: z.boolean(),
  handTo: z.email().max(254).nullable().default(null),
});
export type Disabling = z.infer<typeof Disabling>;

/** An order by which one stands in for another from a day until a day (the one on which she is back). */
export const Substitution = z.strictObject({
  id: z.number().int(),
  for: z.strictObject({ id: z.number().int(), name: z.string() }),
  by: z.strictObject({ id: z.number().int(), name: z.string() }),
  from: z.string(),
  until: z.string(),
  state: z.enum(['coming', 'now', 'over', 'withdrawn']),
  /** The accounts that are named; null: everything, with what her role may do for it. */
  accounts: z.number().int().nullable(),
  confidential: z.boolean(),
  personal: z.boolean(),
  /** Why, as far as the asking person may know it: the two, their line, and who sees the whole company. */
  reason: z.string().nullable(),
  orderedBy: z.string().nullable(),
  orderedAt: z.string(),
  /** What the asking person may do with it. */
  mayChange: z.boolean(),
  mayReport: z.boolean(),
  version: z.number().int(),
});
export type Substitution = z.infer<typeof Substitution>;
/** GET /api/substitutions: all of them, the latest first. */
export const SubstitutionsReply = z.strictObject({ substitutions: z.array(Substitution) });

/** POST /api/substitutions, 201. */
export const NewSubstitution = z.strictObject({
  for: z.email().max(254),
  by: z.email().max(254),
  from: DayText,
  until: DayText,
  /** Codes of accounts; null: everything. */
  accounts: z.array(z.string().trim().min(1).max(100)).min(1).max(500).nullable().default(null),
  confidential: z.boolean().default(false),
  personal: z.boolean().default(false),
  reason: Reason.nullable().default(null),
});
export type NewSubstitution = z.infer<typeof NewSubstitution>;
/** PATCH /api/substitutions/:id, versioned: she is back on another day. Its first day: it is withdrawn. */
export const SubstitutionEnd = z.strictObject({ until: DayText });

/** GET /api/substitutions/:id/report: what the one who stood in did for the other in that time. */
export const SubstitutionReport = z.strictObject({
  substitution: Substitution,
  entries: z.array(z.strictObject({ seq: z.number().int(), at: z.string(), action: z.string(), subject: z.string() })),
});
export type SubstitutionReport = z.infer<typeof SubstitutionReport>;

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
  secondFactor: z.strictObject({ since: z.string(), recoveryCodesLeft: z.number().int() }).nullable(),
  /** The company wants one of her. */
  isSecondFactorDemanded: z.boolean(),
  sessions: z.array(ListedSession),
});
export type MySignIn = z.infer<typeof MySignIn>;

/** POST /api/me/sessions/:id/end, 204; 404 where it is none of hers. */
export const SessionAddress = z.strictObject({ id: z.string().min(1).max(100) });
/** POST /api/me/sessions/end-others and POST /api/people/:id/sessions/end */
export const EndedSessions = z.strictObject({ ended: z.number().int() });

/** POST /api/me/proof, 204: once more who one is, for ten minutes of dangerous acts. 422 `wrong-proof`. */
export const Proof = z.strictObject({ by: z.enum(['password', 'code']), secret: z.string().min(1).max(128) });
export type Proof = z.infer<typeof Proof>;

/** GET and PUT /api/sign-in-policy: the roles whose people need a second factor; none: each as she likes. */
export const SignInPolicy = z.strictObject({ secondFactorRoles: z.array(Role).max(6), version: z.number().int() });
export type SignInPolicy = z.infer<typeof SignInPolicy>;
export const SignInPolicyChange = SignInPolicy.omit({ version: true });

/** What became of a mail: sent, kept for the page of the demo, nowhere to send it, or refused by the mail server. */
export const Posting = z.strictObject({ mail: z.enum(['sent', 'kept', 'no-server', 'failed']) });
export type Posting = z.infer<typeof Posting>;

/** POST /api/people/:id/second-factor/reset: asks that it be taken away; another one confirms within a day. */
export const FactorReset = z.strictObject({ reason: z.string().trim().min(1).max(500) });
/** GET /api/second-factor-resets: what waits for a second person. */
export const FactorResets = z.strictObject({
  resets: z.array(
    z.strictObject({
      person: z.strictObject({ id: z.number().int(), name: z.string() }),
      askedBy: z.strictObject({ id: z.number().int(), name: z.string() }),
      reason: z.string(),
      askedAt: z.string(),
    }),
  ),
});
export type FactorResets = z.infer<typeof FactorResets>;

/** Where somebody stands on her way in. GET /api/sign-in */
export const SignInState = z.strictObject({
  state: z.enum(['signed-out', 'second-factor', 'set-up', 'signed-in']),
  /** Forgotten passwords can be set anew by mail. */
  canMail: z.boolean(),
  /** What stands on the button of the company's own sign-in; null where there is none. */
  provider: z.string().nullable(),
});
export type SignInState = z.infer<typeof SignInState>;

/** POST /api/sign-in/provider: the address of the company's own sign-in to go to. 404 where there is none, 503 when it is away. */
export const ProviderStart = z.strictObject({
  returnTo: z
    .string()
    .max(2000)
    .regex(/^\/(?![/\\])/),
});
export const ProviderAddress = z.strictObject({ url: z.string() });
export type ProviderAddress = z.infer<typeof ProviderAddress>;

/** POST /api/sign-in/forgotten, 204, whoever it is. */
export const Forgotten = z.strictObject({ email: z.string().min(1).max(254) });
const token = z.string().min(1).max(100);
/** POST /api/sign-in/link: whose link it is. 404 `link-over` */
export const PasswordLink = z.strictObject({ token });
export const PasswordLinkFacts = z.strictObject({
  purpose: z.enum(['invitation', 'reset']),
  name: z.string(),
  email: z.string(),
});
export type PasswordLinkFacts = z.infer<typeof PasswordLinkFacts>;
/** POST /api/sign-in/link/password, 204. 404 `link-over` */
export const PasswordByLink = z.strictObject({ token, password: NewPassword.shape.password });
/** POST /api/sign-in/second-factor, 204: a code of now, or a recovery code. 422 `wrong-code` */
export const FactorCode = z.strictObject({ code: z.string().min(1).max(40) });
/** POST /api/sign-in/second-factor/set-up */
export const FactorSecret = z.strictObject({ secret: z.string(), address: z.string(), picture: z.string() });
export type FactorSecret = z.infer<typeof FactorSecret>;
/** POST /api/sign-in/second-factor/confirm and POST /api/me/recovery-codes: shown this once. */
export const RecoveryCodes = z.strictObject({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

/** GET /api/kept-mails: letters of a demo without a mail server; null elsewhere. */
export const KeptMails = z.strictObject({
  mails: z
    .array(
      z.strictObject({
        id: z.number().int(),
        sentAt: z.string(),
        to: z.string(),
        subject: z.string(),
        text: z.string(),
      }),
    )
    .nullable(),
});
export type KeptMails = z.infer<typeof KeptMails>;

/** POST /api/people/:id/sign-in-link, for the host only: a link that signs that person in once. */
export const SignInLink = z.strictObject({
  email: z.string(),
  name: z.string(),
  role: Role,
  url: z.string(),
  expiresAt: z.string(),
});
export type SignInLink = z.infer<typeof SignInLink>;

/** A key by which a person's programs ask in her name. */
export const ApiKey = z.strictObject({
  id: z.number().int(),
  name: z.string(),
  /** What the key begins with. */
  prefix: z.string(),
  writes: z.boolean(),
  /** Null: all that its owner may. */
  abilities: z.array(z.string()).nullable(),
  state: z.enum(['on', 'ended', 'unused', 'revoked']),
  createdAt: z.string(),
  endsAt: z.string(),
  lastUsedAt: z.string().nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

/** GET /api/keys: one's own, newest first. */
export const KeysReply = z.strictObject({ keys: z.array(ApiKey), longestDays: z.number().int() });
export type KeysReply = z.infer<typeof KeysReply>;

/** POST /api/keys */
export const NewKey = z.strictObject({
  name: z.string().trim().min(1).max(100),
  writes: z.boolean().default(false),
  abilities: z.array(z.string().max(60)).max(100).nullable().default(null),
  days: z.number().int().min(1).max(90).default(90),
});
export type NewKey = z.input<typeof NewKey>;

/** The key with its text, which is shown this once. */
export const MadeKey = z.strictObject({ key: ApiKey, secret: z.string() });
export type MadeKey = z.infer<typeof MadeKey>;
