import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import { asActor, type Database, type Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { AuditVerdict, verifyChain } from '#platform/audit/verify.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { route, type Route } from '#platform/http/route.ts';
import { sendTable } from '#platform/http/send-table.ts';
import { sentence } from '#platform/i18n/sentence.ts';
import { tableOf, type ExportColumn } from '#platform/transfer/table.ts';
import { startOfDay, type Day } from '#kernel/day.ts';
import { companyOf } from '#slices/team/public.ts';
import { AuditQuery, AuditReply, type AuditEntry } from '#platform/audit/contract.ts';
import { changesIn, kindOf } from './audit-reading.ts';

interface AuditDoors {
  readonly database: Database;
  readonly dataFolder: string;
}

interface Row {
  seq: bigint;
  at: string;
  actor_id: number | null;
  actor_name: string | null;
  for_id: number | null;
  for_name: string | null;
  capacity: string;
  action: string;
  subject: string;
  subject_name: string | null;
  detail: Record<string, unknown>;
}

const toEntry = (row: Row): AuditEntry => ({
  seq: Number(row.seq),
  at: row.at,
  who: row.actor_id === null ? null : { id: row.actor_id, name: row.actor_name ?? '' },
  for: row.for_id === null ? null : { id: row.for_id, name: row.for_name ?? '' },
  byHost: row.capacity === 'host',
  action: row.action,
  kind: kindOf(row.action, row.subject),
  subject: row.subject,
  subjectName: row.subject_name,
  isHidden: row.subject.endsWith(':'),
  changes: changesIn(row.detail),
});

/**
 * Entries of the audit, the newest first, as far as the actor may read them: the function of the database hides the business
 * from whoever does not see it.
 */
async function readAudit(tx: Tx, query: AuditQuery): Promise<AuditReply> {
  const zone = (await companyOf(tx))?.timeZone ?? 'UTC';
  // The shape of the query has let only days through.
  const begins = (day: string | undefined) =>
    day === undefined ? null : new Date(startOfDay(day as Day, zone)).toISOString();
  const before = query.cursor === undefined ? null : decodeCursor(query.cursor, ['number'] as const)[0];
  const { rows } = await sql<Row>`
    select found.*, actor.name as actor_name, absent.name as for_name, about.name as subject_name
    from audit.entries(${before}, ${query.limit + 1}, ${query.person ?? null}, ${query.record ?? null}, ${query.kind ?? null},
      ${begins(query.from)}, ${begins(query.to)}) found
    left join team.person actor on actor.person_id = found.actor_id
    left join team.person absent on absent.person_id = found.for_id
    left join team.person about on found.subject = 'person:' || about.person_id
    order by found.seq desc`.execute(tx);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    entries: page.map(toEntry),
    nextCursor: rows.length > query.limit && last ? encodeCursor([Number(last.seq)]) : null,
  };
}

const text = (id: string, width: number, value: (entry: AuditEntry) => string | null): ExportColumn<AuditEntry> => ({
  id,
  kind: 'text',
  width,
  value,
});
const columns: readonly ExportColumn<AuditEntry>[] = [
  { id: 'seq', kind: 'number', width: 8, value: ({ seq }) => seq },
  text('at', 26, ({ at }) => at),
  text('who', 24, ({ who }) => who?.name ?? null),
  text('for', 24, (entry) => entry.for?.name ?? null),
  text('host', 6, ({ byHost }) => (byHost ? 'host' : null)),
  text('action', 24, ({ action }) => action),
  text('subject', 30, ({ subject, subjectName }) => subjectName ?? subject),
  text('changes', 60, ({ changes }) =>
    changes.map(({ field, before, after }) => `${field}: ${before ?? '–'} > ${after ?? '–'}`).join('; '),
  ),
];

/** As many entries as a file takes; more are asked for by period. */
const mostExported = 50_000;

/** Doors of the audit: who changed, who looked, who took something out; and whether the chain is whole. */
export function auditRoutes({ database, dataFolder }: AuditDoors): Route[] {
  const read = (actor: Actor, query: AuditQuery): Promise<AuditReply> =>
    asActor(database, actor, (tx) => readAudit(tx, query));
  return [
    route({
      method: 'GET',
      url: '/api/audit/entries',
      ability: 'audit.read',
      query: AuditQuery,
      reply: AuditReply,
      handle: ({ actor, query }) => read(actor, query),
    }),
    route({
      method: 'GET',
      url: '/api/audit/entries.csv',
      ability: 'audit.read',
      query: AuditQuery.omit({ limit: true, cursor: true }),
      handle: async ({ actor, query, reply }) => {
        const { entries } = await asActor(database, actor, async (tx) => {
          const found = await readAudit(tx, { ...query, limit: mostExported });
          await record(tx, 'export.audit', 'audit:entries', { rows: found.entries.length });
          return found;
        });
        const { language } = actor;
        const table = tableOf(columns, entries, (id) => sentence(language, `audit-csv.${id}`, {}));
        await sendTable(reply, table, { format: 'csv', language, fileName: 'kulcs-audit', sheetName: 'audit' });
      },
    }),
    route({
      method: 'GET',
      url: '/api/audit/verification',
      ability: 'audit.verify',
      isReport: true,
      reply: AuditVerdict,
      handle: ({ actor }) => asActor(database, actor, (tx) => verifyChain(tx, dataFolder)),
    }),
  ];
}
