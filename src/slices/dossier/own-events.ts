import { sql, type RawBuilder } from 'kysely';
import type { SourceEvent, TimelinePage, TimelineSource } from './timeline.ts';

type Row = Omit<SourceEvent, 'by'> & { readonly by_id: number | null; readonly by_name: string | null };

const toEvent = ({ by_id, by_name, ...event }: Row): SourceEvent => ({
  ...event,
  by: by_id === null ? null : { id: by_id, name: by_name ?? '' },
});

/** What lies after a place in the stream, and its order: for rows with an instant `at` and a key. */
const pageOf = (rows: RawBuilder<unknown>, { after, limit }: TimelinePage): RawBuilder<Row> => sql<Row>`
  select key, what, at, facts, text, told.by_id, person.name as by_name from (${rows}) told
  left join team.person on person.person_id = told.by_id
  where at < ${after.at}::timestamptz or (at = ${after.at}::timestamptz and key collate "C" > ${after.key})
  order by at desc, key collate "C" limit ${limit}`;

/**
 * A source whose events are rows of (key, what, at, facts, text, by_id).
 * @param ability without it the source tells a person nothing
 * @param rows of an account, under the rights of the transaction
 */
export const timelineSource = (
  kind: string,
  ability: string,
  rows: (accountId: number) => RawBuilder<unknown>,
): TimelineSource => ({
  kind,
  ability,
  async events(tx, page) {
    return (await pageOf(rows(page.accountId), page).execute(tx)).rows.map(toEvent);
  },
});

const source = (kind: string, rows: (accountId: number) => RawBuilder<unknown>): TimelineSource =>
  timelineSource(kind, 'dossier.read', rows);

/** An account that is one of its own again is named to those who see it. */
const mayBeNamed = sql`(undone_at is null or gone_id in (select account_id from accounts.account))`;

/**
 * What the dossier itself tells. Confidential and personal facts do not stand in the stream: a transaction in which nobody has
 * said why she looks does not meet them.
 */
export const dossierSources: readonly TimelineSource[] = [
  source(
    'account',
    (accountId) => sql`
      select account_id::text as key, 'account-made' as what, created_at as at, '{}'::jsonb as facts, null::text as text,
        null::int as by_id
      from accounts.account where account_id = ${accountId}
      union all
      select 'merge-' || merge_id, 'merged', merged_at, jsonb_build_object('name', gone_name, 'code', gone_code), null, merged_by
      from accounts.merge where account_id = ${accountId} and ${mayBeNamed}
      union all
      select 'merge-' || merge_id || '-undone', 'merge-undone', undone_at, jsonb_build_object('name', gone_name, 'code', gone_code),
        null, undone_by
      from accounts.merge where account_id = ${accountId} and undone_at is not null and ${mayBeNamed}`,
  ),
  source(
    'fact',
    (accountId) => sql`
      select fact_id::text || '-' || version as key,
        case when removed_at is not null then 'fact-removed' when version = 1 then 'fact-told' else 'fact-changed' end as what,
        coalesce(removed_at, written_at) as at, jsonb_build_object('topic', topic, 'source', source) as facts, value as text,
        author_id as by_id
      from dossier.fact where account_id = ${accountId}
      union all
      select former.fact_id::text || '-' || former.version,
        case when former.version = 1 then 'fact-told' else 'fact-changed' end, former.written_at,
        jsonb_build_object('topic', fact.topic, 'source', former.source), former.value, former.author_id
      from dossier.former_fact former join dossier.fact using (fact_id)
      where former.account_id = ${accountId}`,
  ),
  source(
    'file',
    (accountId) => sql`
      select attachment_id::text as key, 'file-added' as what, added_at as at, jsonb_build_object('name', name) as facts,
        null::text as text, author_id as by_id
      from dossier.attachment where account_id = ${accountId} and removed_at is null`,
  ),
  source(
    'note',
    (accountId) => sql`
      select note_id::text as key, 'note' as what, written_at as at, jsonb_build_object('note', note_id, 'version', version) as facts,
        text, author_id as by_id
      from dossier.note where account_id = ${accountId} and removed_at is null`,
  ),
  // At noon, like sales: the day is what is known. An owner from the beginning on, or to come, is no event yet.
  source(
    'owner',
    (accountId) => sql`
      select from_day::text as key, case when number is null then 'owner-named' else 'owner-by-order' end as what,
        (from_day + time '12:00') at time zone 'UTC' as at,
        jsonb_strip_nulls(jsonb_build_object('name', owner.name, 'order', number || '/' || year)) as facts, reason as text,
        ordered_by as by_id
      from access.holding join team.person owner using (person_id)
      left join lateral (select number, year, reason, ordered_by from accounts.assignment join accounts.assignment_order given using (order_id)
        where assignment.account_id = holding.account_id and given.from_day = holding.from_day and given.owner_id = holding.person_id
          and undone_at is null order by order_id desc limit 1) by_order on true
      where account_id = ${accountId} and isfinite(from_day) and from_day <= (select access.today())
      union all
      select 'order-' || order_id, 'owner-ordered', ordered_at,
        jsonb_build_object('name', owner.name, 'order', number || '/' || year, 'on', from_day), reason, ordered_by
      from accounts.assignment join accounts.assignment_order using (order_id)
      join team.person owner on owner.person_id = assignment_order.owner_id
      where account_id = ${accountId} and from_day > (select access.today())
      union all
      select 'undone-' || order_id, 'owner-order-undone', undone_at, jsonb_build_object('order', number || '/' || year), null, undone_by
      from accounts.assignment join accounts.assignment_order using (order_id)
      where account_id = ${accountId} and undone_at is not null`,
  ),
];
