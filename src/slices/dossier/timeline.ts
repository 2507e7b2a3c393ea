import type { Tx } from '#platform/access/transaction.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { accountById } from '#slices/accounts/public.ts';
import type { TimelineEvent, TimelineReply } from './contract.ts';

/** What a source is asked for: the newest events of an account that lie after a place in the stream. */
export interface TimelinePage {
  readonly accountId: number;
  /**
   * Only what happened before `at` (ISO 8601), or at that very instant with a key greater than `key` (as bytes). Events come
   * by `at` from the newest on, and by key where they happened at the same instant.
   */
  readonly after: { readonly at: string; readonly key: string };
  readonly limit: number;
  /** Whether the person may do this; a source that needs another ability than the dossier's tells nothing without it. */
  readonly may: (ability: string) => boolean;
}

/** An event as its source tells it; `key` names it within the source. */
export interface SourceEvent extends Omit<TimelineEvent, 'id' | 'kind'> {
  readonly key: string;
}

/** The port by which a slice tells what happened with an account. The wiring puts all of them together. */
export interface TimelineSource {
  /** By which the stream is filtered; its name is `event-kind.<kind>`. */
  readonly kind: string;
  /** Without it the source tells this person nothing. */
  readonly ability: string;
  readonly events: (tx: Tx, page: TimelinePage) => Promise<readonly SourceEvent[]>;
}

/** Greater than any key, and than any instant: nothing is left out. */
const end = { at: '9999-12-31T23:59:59Z', key: '' } as const;
const afterAllKeys = '~';

/** Newest first; at one instant by kind and key, so that a page ends at one place exactly. */
function compare(a: TimelineEvent & { key: string }, b: TimelineEvent & { key: string }): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1;
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1;
  return a.key < b.key ? -1 : 1;
}

interface Wanted {
  readonly kind?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * One stream of what happened with an account, from all sources that the person may hear.
 * @throws ProblemError 404 `not-found`; 400 `invalid-input` for a kind that there is not
 */
export async function timelineOf(
  tx: Tx,
  sources: readonly TimelineSource[],
  accountId: number,
  { kind, limit, cursor }: Wanted,
  may: (ability: string) => boolean,
): Promise<TimelineReply> {
  if (!(await accountById(tx, accountId))) throw notFound();
  const heard = sources.filter(({ ability }) => may(ability));
  if (kind !== undefined && !heard.some((source) => source.kind === kind))
    throw new ProblemError(400, 'invalid-input', { where: 'kind' });
  const place = cursor === undefined ? null : decodeCursor(cursor, ['string', 'string', 'string'] as const);
  if (place !== null && Number.isNaN(Date.parse(place[0])))
    throw new ProblemError(400, 'invalid-input', { where: 'cursor' });
  const found: (TimelineEvent & { key: string })[] = [];
  for (const source of heard) {
    if (kind !== undefined && source.kind !== kind) continue;
    const told = await source.events(tx, { accountId, after: placeIn(source.kind, place), limit: limit + 1, may });
    found.push(...told.map((event) => ({ ...event, id: `${source.kind}:${event.key}`, kind: source.kind })));
  }
  found.sort(compare);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    events: page.map(({ key: _key, ...event }) => event),
    kinds: heard.map((source) => source.kind),
    nextCursor: found.length > limit && last ? encodeCursor([last.at, last.kind, last.key]) : null,
  };
}

/** Where the stream goes on in one source: kinds before that of the last event have nothing left at its instant. */
function placeIn(kind: string, place: readonly [string, string, string] | null): TimelinePage['after'] {
  if (place === null) return end;
  const [at, lastKind, lastKey] = place;
  if (kind === lastKind) return { at, key: lastKey };
  return { at, key: kind < lastKind ? afterAllKeys : '' };
}
