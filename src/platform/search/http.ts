import { asActor, type Database, type Tx } from '#platform/access/transaction.ts';
import { route, type Route } from '#platform/http/route.ts';
import { SearchQuery, SearchReply, type SearchHit } from './contract.ts';
import { foldForSearch } from './fold.ts';

/** The words of a question, folded as what they are compared with. */
export interface SearchWords {
  readonly words: readonly string[];
  readonly whole: string;
  /** Hits at most. */
  readonly most: number;
}

/** A slice's own way of finding its things; it lets through only what the actor may know of. */
export interface SearchSource {
  /** Without it nothing is looked for. */
  readonly ability: string;
  readonly find: (tx: Tx, question: SearchWords) => Promise<readonly SearchHit[]>;
}

/** The one door of searching: everything that the slices find, each in the order of its source. */
export const searchRoute = (database: Database, sources: readonly SearchSource[]): Route =>
  route({
    method: 'GET',
    url: '/api/search',
    ability: 'signed-in',
    query: SearchQuery,
    reply: SearchReply,
    handle: async ({ actor, query }) => {
      const whole = foldForSearch(query.q);
      if (whole === '') return { hits: [] };
      const question = { words: whole.split(' '), whole, most: 8 };
      const open = sources.filter(({ ability }) => ability === 'signed-in' || actor.abilities.has(ability));
      return asActor(database, actor, async (tx) => {
        const hits: SearchHit[] = [];
        for (const source of open) hits.push(...(await source.find(tx, question)));
        return { hits };
      });
    },
  });
