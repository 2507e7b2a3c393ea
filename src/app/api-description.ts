import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { describeApi, type ApiDescription } from '#platform/http/openapi.ts';
import { referencePage } from '#platform/http/reference.ts';
import { route, type Route } from '#platform/http/route.ts';
import type { EventKind } from '#platform/webhooks/events.ts';
import { problemSentences } from '#platform/i18n/sentence.ts';
import { apiWords } from './api-words.ts';

const packageFile = new URL('../../package.json', import.meta.url);

/**
 * Doors that describe the API: as OpenAPI, and as a page.
 * @param events what webhooks are told of
 * @param routes gives all doors; asked when somebody looks, so that these two are among them
 */
export function apiDescriptionRoutes(
  routes: () => readonly Route[],
  events: readonly EventKind[],
  publicUrl: string,
): Route[] {
  let made: ApiDescription | null = null;
  const description = (): ApiDescription => {
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(packageFile, 'utf8')));
    made ??= describeApi({
      routes: routes(),
      words: apiWords,
      events,
      problems: problemSentences('en'),
      publicUrl,
      version,
    });
    return made;
  };
  return [
    route({
      method: 'GET',
      url: '/api/openapi.json',
      ability: 'signed-in',
      reply: z.looseObject({ openapi: z.string() }),
      handle: async () => ({ ...description() }),
    }),
    route({
      method: 'GET',
      url: '/api/reference',
      ability: 'signed-in',
      handle: async ({ reply }) => reply.type('text/html; charset=utf-8').send(referencePage(description())),
    }),
  ];
}
