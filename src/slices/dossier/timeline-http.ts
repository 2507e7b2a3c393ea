import { z } from 'zod';
import type { Actor } from '#platform/access/actor.ts';
import { asActor, type Tx } from '#platform/access/transaction.ts';
import { sendAttachment } from '#platform/http/attachment.ts';
import { notFound } from '#platform/http/problem.ts';
import { route, type Route } from '#platform/http/route.ts';
import { accountById } from '#slices/accounts/public.ts';
import { asAsking, type Asking, type DossierTools } from './asking.ts';
import {
  addAttachment,
  attachmentsOf,
  fetchAttachment,
  receive,
  removeAttachment,
  restoreAttachment,
} from './attachments.ts';
import {
  Attachment,
  AttachmentQuery,
  AttachmentsReply,
  ColleaguesReply,
  NewNote,
  Note,
  TimelineQuery,
  TimelineReply,
} from './contract.ts';
import { addNote, changeNote, colleaguesOf, noteBefore, removeNote, restoreNote } from './notes.ts';
import { timelineOf, type TimelineSource } from './timeline.ts';

const byId = z.strictObject({ id: z.coerce.number().int().min(1).max(2_147_483_647) });
const nothing = z.strictObject({});

interface TimelineTools extends DossierTools {
  /** What happened with an account, as each slice tells it. */
  readonly sources: readonly TimelineSource[];
  /** How many bytes an attachment may have. */
  readonly largestAttachment: number;
  /** Tells colleagues that they were mentioned; nobody waits for it. */
  readonly tellMentioned: (mentioned: Mentioned) => void;
}

/** Who was mentioned on which account, and by whom. */
export interface Mentioned {
  readonly accountId: number;
  readonly account: string;
  /** Null: the host. */
  readonly author: { readonly id: number; readonly name: string } | null;
  readonly people: readonly number[];
}

/** Doors of what happened with an account: the stream, notes, files. */
export function timelineRoutes(tools: TimelineTools): Route[] {
  const { database, sources, largestAttachment, tellMentioned } = tools;
  const asking = <Value>(actor: Actor, work: (tx: Tx, asking: Asking) => Promise<Value>): Promise<Value> =>
    asAsking(tools, actor, work);
  return [
    route({
      method: 'GET',
      url: '/api/accounts/:id/timeline',
      ability: 'dossier.read',
      params: byId,
      query: TimelineQuery,
      reply: TimelineReply,
      handle: ({ actor, params, query }) =>
        asActor(database, actor, (tx) =>
          timelineOf(tx, sources, params.id, query, (ability) => actor.abilities.has(ability)),
        ),
    }),
    route({
      method: 'GET',
      url: '/api/accounts/:id/colleagues',
      ability: 'dossier.read',
      params: byId,
      reply: ColleaguesReply,
      handle: async ({ actor, params }) => ({
        colleagues: await asActor(database, actor, (tx) => colleaguesOf(tx, params.id)),
      }),
    }),
    route({
      method: 'POST',
      url: '/api/accounts/:id/notes',
      isOnce: true,
      ability: 'dossier.write',
      params: byId,
      body: NewNote,
      reply: Note,
      status: 201,
      handle: async ({ actor, params, body }) => {
        const { note, mentioned } = await asking(actor, async (tx, who) => {
          const added = await addNote(tx, who, params.id, body);
          return { note: added, mentioned: await mentionedIn(tx, params.id, added, []) };
        });
        tellMentioned(mentioned);
        return note;
      },
    }),
    route({
      method: 'PUT',
      url: '/api/notes/:id',
      ability: 'dossier.write',
      params: byId,
      body: NewNote,
      reply: Note,
      isVersioned: true,
      handle: async ({ actor, params, body, seenVersion }) => {
        const { note, mentioned } = await asking(actor, async (tx, who) => {
          const before = await noteBefore(tx, params.id);
          const changed = await changeNote(tx, who, params.id, seenVersion, body);
          return { note: changed, mentioned: await mentionedIn(tx, before.accountId, changed, before.mentions) };
        });
        tellMentioned(mentioned);
        return note;
      },
    }),
    route({
      method: 'DELETE',
      url: '/api/notes/:id',
      ability: 'dossier.write',
      params: byId,
      isVersioned: true,
      handle: ({ actor, params, seenVersion }) =>
        asking(actor, (tx, who) => removeNote(tx, who, params.id, seenVersion)),
    }),
    route({
      method: 'POST',
      url: '/api/notes/:id/restore',
      ability: 'dossier.write',
      params: byId,
      body: nothing,
      reply: Note,
      handle: ({ actor, params }) => asking(actor, (tx, who) => restoreNote(tx, who, params.id)),
    }),
    route({
      method: 'GET',
      url: '/api/accounts/:id/attachments',
      ability: 'dossier.read',
      params: byId,
      reply: AttachmentsReply,
      handle: async ({ actor, params }) => ({
        attachments: await asActor(database, actor, (tx) => attachmentsOf(tx, params.id)),
        largest: largestAttachment,
      }),
    }),
    route({
      method: 'POST',
      url: '/api/accounts/:id/attachments',
      ability: 'dossier.write',
      params: byId,
      query: AttachmentQuery,
      body: 'file',
      reply: Attachment,
      status: 201,
      handle: async ({ actor, params, query, request }) => {
        // Nothing is taken in for an account that is not there.
        await asActor(database, actor, async (tx) => {
          if (!(await accountById(tx, params.id))) throw notFound();
        });
        const content = await receive(request.raw, query.name, largestAttachment);
        return asking(actor, (tx, who) => addAttachment(tx, who, params.id, query.name, content));
      },
    }),
    route({
      method: 'GET',
      url: '/api/attachments/:id/content',
      ability: 'dossier.read',
      params: byId,
      handle: async ({ actor, params, reply }) => {
        const { name, content } = await asActor(database, actor, (tx) => fetchAttachment(tx, params.id));
        return sendAttachment(reply, name, content);
      },
    }),
    route({
      method: 'DELETE',
      url: '/api/attachments/:id',
      ability: 'dossier.write',
      params: byId,
      isVersioned: true,
      handle: ({ actor, params, seenVersion }) =>
        asking(actor, (tx, who) => removeAttachment(tx, who, params.id, seenVersion)),
    }),
    route({
      method: 'POST',
      url: '/api/attachments/:id/restore',
      ability: 'dossier.write',
      params: byId,
      body: nothing,
      reply: Attachment,
      handle: ({ actor, params }) => asActor(database, actor, (tx) => restoreAttachment(tx, params.id)),
    }),
  ];
}

/** Whom a note mentions who was not mentioned in it before; nobody is told of herself. */
async function mentionedIn(tx: Tx, accountId: number, note: Note, before: readonly number[]): Promise<Mentioned> {
  const account = await accountById(tx, accountId);
  const people = note.mentions.map(({ id }) => id).filter((id) => !before.includes(id) && id !== note.author?.id);
  return { accountId, account: account?.name ?? '', author: note.author, people };
}
