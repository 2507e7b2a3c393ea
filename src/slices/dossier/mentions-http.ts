import { asActor, type Database } from '#platform/access/transaction.ts';
import { route, type Route } from '#platform/http/route.ts';
import { MentionsQuery, MentionsRead, MentionsReply } from './contract.ts';
import { markMentions, mentionsOf } from './mentions.ts';

/** Doors of the mentions of oneself: where, and whether they are read. */
export function mentionRoutes(database: Database): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/me/mentions',
      ability: 'dossier.read',
      query: MentionsQuery,
      reply: MentionsReply,
      handle: ({ actor, query }) => asActor(database, actor, (tx) => mentionsOf(tx, actor, query)),
    }),
    route({
      method: 'POST',
      url: '/api/me/mentions/read',
      ability: 'dossier.read',
      body: MentionsRead,
      handle: ({ actor, body }) => asActor(database, actor, (tx) => markMentions(tx, actor, body.notes, body.isRead)),
    }),
  ];
}
