import type { Attribution, UnattributedReply } from '#slices/sales/attribution-contract.ts';
import { RefusedError, type Client } from '../client.ts';
import { print, printJson } from './output.ts';

interface Json {
  readonly json?: boolean;
}

/** The source of a document that names no account. @throws RefusedError when there is none, or more than one */
async function sourceOf(client: Client, document: string): Promise<string> {
  const found = new Set<string>();
  for (let cursor: string | null = ''; cursor !== null;) {
    const query = new URLSearchParams({ number: document, limit: '200', ...(cursor === '' ? {} : { cursor }) });
    const page: UnattributedReply = await client.request<UnattributedReply>(
      'GET',
      `/api/sales/unattributed?${query.toString()}`,
    );
    for (const { number, source } of page.documents) if (number === document) found.add(source);
    cursor = page.nextCursor;
  }
  const sources = [...found];
  const [only] = sources;
  if (only === undefined) {
    throw new RefusedError('nothing-unattributed', `There is no document ${document} without an account.`);
  }
  if (sources.length > 1) {
    throw new RefusedError(
      'source-open',
      `Several sources have a document ${document}: ${sources.join(', ')}. Say --source.`,
    );
  }
  return only;
}

/** `kulcs attribute`: gives documents without an account to one. @throws RefusedError */
export async function attribute(
  client: Client,
  documents: readonly string[],
  {
    to,
    reason,
    source,
    json = false,
  }: Json & { readonly to: string; readonly reason: string; readonly source?: string },
): Promise<void> {
  const bySource = new Map<string, string[]>();
  for (const document of new Set(documents)) {
    const own = source ?? (await sourceOf(client, document));
    bySource.set(own, [...(bySource.get(own) ?? []), document]);
  }
  const made: Attribution[] = [];
  for (const [own, numbers] of bySource) {
    const order = { account: to, reason, source: own, documents: numbers };
    made.push(await client.request<Attribution>('POST', '/api/sales/attributions', order));
  }
  if (json) return printJson(made);
  for (const { id, account, documents: count, lines } of made) {
    print(
      `${String(count)} documents with ${String(lines)} lines belong to ${account.name} (${account.code}). ` +
        `Back: kulcs attribute undo ${String(id)}`,
    );
  }
}

/** `kulcs attribute undo`. @throws RefusedError with what builds on it */
export async function undoAttribution(client: Client, id: number, { json = false }: Json): Promise<void> {
  const undone = await client.request<Attribution>('POST', `/api/sales/attributions/${String(id)}/undo`, {});
  if (json) return printJson(undone);
  print(`${String(undone.documents)} documents are without an account again.`);
}
