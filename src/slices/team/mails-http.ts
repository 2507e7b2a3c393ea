import type { Post } from '#platform/mail/post.ts';
import { route, type Route } from '#platform/http/route.ts';
import { KeptMails } from './contract.ts';

/** The letters of a demo without a mail server, for whoever keeps it. Elsewhere there are none to show. */
export const keptMailRoutes = (post: Post): Route[] => [
  route({
    method: 'GET',
    url: '/api/kept-mails',
    ability: 'people.manage',
    reply: KeptMails,
    handle: async () => {
      const mails = await post.kept();
      return { mails: mails === null ? null : [...mails] };
    },
  }),
];
