import { z } from 'zod';
import { isDay } from '#kernel/day.ts';
import { AccountCode } from '#slices/accounts/contract.ts';
import { factClasses, figureKinds, purposes, topics } from './domain/topics.ts';

const topicIds = topics.map(({ id }) => id);
export const Topic = z.enum(topicIds);

export const FactClass = z.enum(factClasses);
export type FactClass = z.infer<typeof FactClass>;

export const FigureKind = z.enum(figureKinds);

const OneDay = z.string().refine(isDay);
const Author = z.strictObject({ id: z.number().int(), name: z.string() });

export const Fact = z.strictObject({
  id: z.number().int(),
  version: z.number().int(),
  topic: Topic,
  /** Only of financial figures. */
  year: z.number().int().nullable(),
  figure: FigureKind.nullable(),
  value: z.string(),
  class: FactClass,
  source: z.string(),
  /** The day of which it is true. */
  knownOn: z.string(),
  /** The day from which it should be asked again, as a person has said; null: by the shelf life of its topic. */
  askAgainOn: z.string().nullable(),
  /** The day from which it is stale. */
  staleOn: z.string(),
  /** Null: the host. */
  author: Author.nullable(),
  writtenAt: z.string(),
});
export type Fact = z.infer<typeof Fact>;

/** GET /api/accounts/:id/facts. Confidential and personal facts are not sent: only how many there are on which topic. */
export const FactsReply = z.strictObject({
  facts: z.array(Fact),
  sealed: z.array(
    z.strictObject({ topic: Topic, class: z.enum(['confidential', 'personal']), facts: z.number().int() }),
  ),
  /** Topics that every dossier asks for and of which nothing is known. */
  missing: z.array(Topic),
});
export type FactsReply = z.infer<typeof FactsReply>;

/**
 * GET /api/facts.csv, .xlsx and .json: what is known of the accounts that the person sees, or of one by its code. Without a class what
 * is public or internal; confidential facts with a purpose, for those who may see them (403 `not-allowed`, 422 `look-reason`).
 * Personal facts do not go out in numbers. Recorded.
 */
export const FactsExportQuery = z.strictObject({
  account: AccountCode.optional(),
  topic: Topic.optional(),
  class: z.enum(['public', 'internal', 'confidential']).optional(),
  purpose: z.enum(purposes).optional(),
  reason: z.string().trim().max(300).default(''),
});
export type FactsExportQuery = z.infer<typeof FactsExportQuery>;

const value = z.string().trim().min(1).max(4000);
const source = z.string().trim().min(1).max(300);

/** POST /api/accounts/:id/facts. 422 `figure-incomplete`, `class-of-topic`, `known-later` */
export const NewFact = z.strictObject({
  topic: Topic,
  value,
  class: FactClass,
  source,
  knownOn: OneDay,
  askAgainOn: OneDay.nullable().default(null),
  year: z.number().int().min(1900).max(2999).nullable().default(null),
  figure: FigureKind.nullable().default(null),
});
export type NewFact = z.infer<typeof NewFact>;

/** PATCH /api/facts/:id, with the version that was seen; what is not named stays. */
export const FactChange = z.strictObject({
  value: value.optional(),
  class: FactClass.optional(),
  source: source.optional(),
  knownOn: OneDay.optional(),
  askAgainOn: OneDay.nullable().optional(),
});
export type FactChange = z.infer<typeof FactChange>;

/** GET /api/facts/:id/former: what a fact said before, newest first. */
export const FormerFactsReply = z.strictObject({
  former: z.array(
    z.strictObject({
      version: z.number().int(),
      value: z.string(),
      class: FactClass,
      source: z.string(),
      knownOn: z.string(),
      author: Author.nullable(),
      replacedAt: z.string(),
      replacedBy: Author.nullable(),
    }),
  ),
});
export type FormerFactsReply = z.infer<typeof FormerFactsReply>;

/** POST /api/accounts/:id/looks: shows the facts of a class, and puts the look on record. */
export const Look = z.strictObject({
  class: z.enum(['confidential', 'personal']),
  purpose: z.enum(purposes),
  /** In words; asked for with `other`. */
  reason: z.string().trim().max(300).default(''),
});
export type Look = z.infer<typeof Look>;
/** `hidden`: how many there are that she has no grant for. */
export const LookReply = z.strictObject({ facts: z.array(Fact), hidden: z.number().int() });
export type LookReply = z.infer<typeof LookReply>;

/** A leave to see personal facts of an account for a time: asked by one, given by another. */
export const Grant = z.strictObject({
  id: z.number().int(),
  version: z.number().int(),
  account: z.strictObject({ id: z.number().int(), name: z.string() }),
  person: Author.nullable(),
  reason: z.string(),
  /** The first day on which it is over. */
  until: z.string(),
  state: z.enum(['asked', 'given', 'declined']),
  askedBy: Author.nullable(),
  decidedBy: Author.nullable(),
  decisionReason: z.string().nullable(),
  /** Whether the one who asks here may decide it. */
  isYoursToDecide: z.boolean(),
});
export type Grant = z.infer<typeof Grant>;
/** GET /api/accounts/:id/grants */
export const GrantsReply = z.strictObject({ grants: z.array(Grant) });
export type GrantsReply = z.infer<typeof GrantsReply>;
/** POST /api/accounts/:id/grants: for oneself, or for somebody of one's line who sees the account. */
export const GrantRequest = z.strictObject({
  person: z.email().max(254).optional(),
  reason: z.string().trim().min(1).max(300),
  until: OneDay,
});
export type GrantRequest = z.infer<typeof GrantRequest>;
/** PUT /api/grants/:id/decision, with the version that was seen. Declining asks for a reason. */
export const GrantDecision = z.strictObject({ given: z.boolean(), reason: z.string().trim().max(300).default('') });
export type GrantDecision = z.infer<typeof GrantDecision>;

/** GET /api/accounts/:id/timeline?kind=&limit=&cursor= : what happened with the account, newest first, keyset. */
export const TimelineQuery = z.strictObject({
  kind: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional(),
});
/** Something that happened. The sentence is `event.<what>` with `facts`, in a messages file of the slice that tells it. */
export const TimelineEvent = z.strictObject({
  id: z.string(),
  /** Which source tells it. */
  kind: z.string(),
  what: z.string(),
  at: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  /** What somebody wrote, in her own words. */
  text: z.string().nullable(),
  by: Author.nullable(),
});
export type TimelineEvent = z.infer<typeof TimelineEvent>;
/** `kinds`: all that the stream can be filtered by, for this person. */
export const TimelineReply = z.strictObject({
  events: z.array(TimelineEvent),
  kinds: z.array(z.string()),
  nextCursor: z.string().nullable(),
});
export type TimelineReply = z.infer<typeof TimelineReply>;

export const Note = z.strictObject({
  id: z.number().int(),
  version: z.number().int(),
  text: z.string(),
  mentions: z.array(Author),
  author: Author.nullable(),
  writtenAt: z.string(),
});
export type Note = z.infer<typeof Note>;
/** POST /api/accounts/:id/notes; `mentions`: numbers of colleagues who see the account. 422 `mention-unseen` */
export const NewNote = z.strictObject({
  text: z.string().trim().min(1).max(4000),
  mentions: z.array(z.number().int().positive()).max(20).default([]),
});
export type NewNote = z.infer<typeof NewNote>;
/** A note in which the person is mentioned, of an account that she sees. */
export const Mention = z.strictObject({
  note: z.number().int(),
  account: z.strictObject({ id: z.number().int(), name: z.string() }),
  text: z.string(),
  author: Author.nullable(),
  at: z.string(),
  isRead: z.boolean(),
});
export type Mention = z.infer<typeof Mention>;
/** GET /api/me/mentions: the newest first; keyset pages. */
export const MentionsQuery = z.strictObject({
  unread: z.enum(['true', 'false']).default('false'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional(),
});
export type MentionsQuery = z.infer<typeof MentionsQuery>;
export const MentionsReply = z.strictObject({
  mentions: z.array(Mention),
  /** Of all of them, not of this page. */
  unread: z.number().int(),
  nextCursor: z.string().nullable(),
});
export type MentionsReply = z.infer<typeof MentionsReply>;
/** POST /api/me/mentions/read: marks mentions in these notes as read, or as unread again; null: all of them. */
export const MentionsRead = z.strictObject({
  notes: z.array(z.number().int().min(1).max(2_147_483_647)).max(500).nullable(),
  isRead: z.boolean().default(true),
});

/** GET /api/accounts/:id/colleagues: who sees the account, for naming them in a note. */
export const ColleaguesReply = z.strictObject({ colleagues: z.array(Author) });
export type ColleaguesReply = z.infer<typeof ColleaguesReply>;

export const Attachment = z.strictObject({
  id: z.number().int(),
  version: z.number().int(),
  name: z.string(),
  bytes: z.number().int(),
  author: Author.nullable(),
  addedAt: z.string(),
});
export type Attachment = z.infer<typeof Attachment>;
/** GET /api/accounts/:id/attachments, newest first. `largest`: how many bytes a file may have. */
export const AttachmentsReply = z.strictObject({ attachments: z.array(Attachment), largest: z.number().int() });
export type AttachmentsReply = z.infer<typeof AttachmentsReply>;
/** POST /api/accounts/:id/attachments?name= with the file as the body. 413 `body-too-large` */
export const AttachmentQuery = z.strictObject({ name: z.string().min(1).max(500) });
