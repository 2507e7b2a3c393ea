import { sql } from 'kysely';
import type { FastifyReply } from 'fastify';
import type { Actor } from '#platform/access/actor.ts';
import { asActor, type Database, type Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { sendTable } from '#platform/http/send-table.ts';
import { sentence } from '#platform/i18n/sentence.ts';
import { tableOf, type ExportColumn, type ExportFormat } from '#platform/transfer/table.ts';
import { accountByCode } from '#slices/accounts/public.ts';
import type { Fact, FactsExportQuery } from './contract.ts';
import { beginLook } from './fact-views.ts';

interface FactRow extends Omit<Fact, 'author' | 'version' | 'staleOn'> {
  readonly accountId: number;
  readonly account: string;
  readonly accountName: string;
  readonly author: string | null;
}

const text = (id: string, width: number, value: ExportColumn<FactRow>['value']): ExportColumn<FactRow> => ({
  id,
  kind: 'text',
  width,
  value,
});
const columns: readonly ExportColumn<FactRow>[] = [
  text('account', 14, ({ account }) => account),
  text('accountName', 36, ({ accountName }) => accountName),
  text('topic', 18, ({ topic }) => topic),
  { id: 'year', kind: 'number', width: 7, value: ({ year }) => year },
  text('figure', 12, ({ figure }) => figure),
  text('value', 60, ({ value }) => value),
  text('class', 14, (fact) => fact.class),
  text('source', 24, ({ source }) => source),
  { id: 'knownOn', kind: 'day', width: 12, value: ({ knownOn }) => knownOn },
  { id: 'askAgainOn', kind: 'day', width: 12, value: ({ askAgainOn }) => askAgainOn },
  text('author', 24, ({ author }) => author),
  text('writtenAt', 26, ({ writtenAt }) => writtenAt),
];

/** What is asked for, its account found. */
interface Wanted {
  readonly accountId: number | null;
  readonly topic: FactsExportQuery['topic'];
  readonly class: FactsExportQuery['class'];
}

// Personal facts are met only with a grant and one account at a time, so they never stand here.
const asked = ({ accountId, topic, class: ofClass }: Wanted) => sql`
  fact.removed_at is null and ${ofClass === undefined ? sql`fact.class in ('public', 'internal')` : sql`fact.class = ${ofClass}`}
  ${accountId === null ? sql`` : sql`and fact.account_id = ${accountId}`} ${topic === undefined ? sql`` : sql`and fact.topic = ${topic}`}`;

async function countFacts(tx: Tx, wanted: Wanted): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from dossier.fact where ${asked(wanted)}`.execute(tx);
  return rows[0]?.count ?? 0;
}

const factsAtOnce = 1000;

async function* factsFor(tx: Tx, wanted: Wanted): AsyncGenerator<FactRow> {
  for (let after: Pick<FactRow, 'accountId' | 'topic' | 'id'> | null = null; ;) {
    const { rows }: { rows: FactRow[] } = await sql<FactRow>`
      select fact.fact_id as id, fact.account_id as "accountId", account.code as account, account.name as "accountName",
        fact.topic, fact.year, fact.figure, fact.value, fact.class, fact.source, fact.known_on as "knownOn",
        fact.ask_again_on as "askAgainOn", author.name as author, fact.written_at as "writtenAt"
      from dossier.fact
      join accounts.account using (account_id)
      left join team.person author on author.person_id = fact.author_id
      where ${asked(wanted)}
        ${after === null ? sql`` : sql`and (fact.account_id, fact.topic, fact.fact_id) > (${after.accountId}::int, ${after.topic}::text, ${after.id}::int)`}
      order by fact.account_id, fact.topic, fact.fact_id limit ${factsAtOnce}`.execute(tx);
    yield* rows;
    after = rows.at(-1) ?? null;
    if (after === null || rows.length < factsAtOnce) return;
  }
}

/**
 * Sends what is known of accounts as a file, as far as the actor may see it: what is public and internal, or what is confidential
 * when she says what for. Recorded with its count, and with the purpose.
 * @throws ProblemError 403 `not-allowed` (class); 404 `not-found` (account); 422 `look-reason`
 */
export async function exportFacts(
  database: Database,
  actor: Actor,
  { account, purpose, reason, ...query }: FactsExportQuery,
  reply: FastifyReply,
  format: ExportFormat,
): Promise<void> {
  const isSealed = query.class === 'confidential';
  if (isSealed) {
    const ability = 'dossier.confidential';
    if (!actor.abilities.has(ability)) throw new ProblemError(403, 'not-allowed', { ability });
    if (purpose === undefined || (purpose === 'other' && reason === '')) throw new ProblemError(422, 'look-reason');
  }
  // On record before the first row goes out, and in a transaction of its own: the end of the chain is not held meanwhile.
  const wanted = await asActor(database, actor, async (tx) => {
    const accountId = account === undefined ? null : (await accountByCode(tx, account)).id;
    if (isSealed) await beginLook(tx);
    const found: Wanted = { accountId, topic: query.topic, class: query.class };
    const rows = await countFacts(tx, found);
    const filter = Object.entries({ account, ...query })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${String(value)}`)
      .join(' ');
    await record(tx, 'export.facts', 'export:facts', {
      rows,
      format,
      filter,
      ...(isSealed ? { purpose, reason } : {}),
    });
    return found;
  });
  const word = (id: string): string => sentence(actor.language, `fact-list.${id}`, {});
  await asActor(
    database,
    actor,
    async (tx) => {
      if (isSealed) await beginLook(tx);
      await sendTable(reply, tableOf(columns, factsFor(tx, wanted), word), {
        format,
        language: actor.language,
        fileName: 'kulcs-facts',
        sheetName: word('title'),
        about: { name: word('about'), rows: [[word('title'), isSealed ? word('sealed') : '', actor.name]] },
      });
    },
    { isSnapshot: true },
  );
}
