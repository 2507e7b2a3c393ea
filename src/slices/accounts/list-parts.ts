import { sql } from 'kysely';
import { isStorable } from '#platform/http/input.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { parseDay } from '#kernel/day.ts';
import type { SortColumn } from './domain/list-columns.ts';
import { tiers } from './domain/tiers.ts';
import type { FigureFrame, Relation } from './figures.ts';

/** What a list is sorted by: its value in a row, how it is read back from a cursor, and the relation it needs. */
interface SortKey {
  readonly value: Relation;
  /** Of a value out of a cursor; null when it cannot be one. */
  readonly read: (text: string) => Relation | null;
  readonly needs: 'nothing' | 'group' | 'owner' | 'sums' | 'before' | 'documents' | 'standing';
  /** Every row has one, so that the index of the order can be used. */
  readonly isAlways?: boolean;
}

const hungarian = (column: Relation) => sql`(${column} collate "hu-x-icu")`;
const words = (text: string) => (isStorable(text) ? hungarian(sql`${text}::text`) : null);
const text = (column: Relation, needs: SortKey['needs'] = 'nothing'): SortKey => ({
  value: hungarian(column),
  read: words,
  needs,
});
const number = (value: Relation, needs: SortKey['needs']): SortKey => ({
  value,
  read: (given) => (/^-?\d{1,20}(\.\d{1,30})?$/.test(given) ? sql`${given}::numeric` : null),
  needs,
});
const day = (value: Relation, needs: SortKey['needs']): SortKey => ({
  value,
  read: (given) => (parseDay(given) === null ? null : sql`${given}::date`),
  needs,
});

/** The margin where any cost is known. */
export const marginOf = sql`case when sums.costed_net <> 0 or sums.cost <> 0 then sums.costed_net - sums.cost end`;
/** Where there was something before. */
const changeOf = sql`case when before.net > 0 then (coalesce(sums.net, 0) - before.net) / before.net end`;

export const sortKeys: Readonly<Record<SortColumn, SortKey>> = {
  name: { ...text(sql`account.name`), isAlways: true },
  code: {
    value: sql`account.code`,
    read: (given) => (isStorable(given) ? sql`${given}::text collate "C"` : null),
    needs: 'nothing',
    isAlways: true,
  },
  town: text(sql`account.town`),
  country: text(sql`account.country`),
  kind: text(sql`account.kind`),
  segment: text(sql`account.segment`),
  territory: text(sql`account.territory`),
  vat: text(sql`account.vat_number`),
  registry: text(sql`account.registry_number`),
  stage: text(sql`account.stage`),
  tier: number(sql`array_position(${[...tiers]}::text[], nullif(standing.tier, 'none'))::numeric`, 'standing'),
  score: number(sql`standing.score`, 'standing'),
  attractiveness: number(sql`standing.attractiveness`, 'standing'),
  strength: number(sql`standing.strength`, 'standing'),
  group: text(sql`account_group.name`, 'group'),
  owner: text(sql`owner.name`, 'owner'),
  created: day(sql`(account.created_at at time zone 'UTC')::date`, 'nothing'),
  net: number(sql`sums.net`, 'sums'),
  margin: number(marginOf, 'sums'),
  change: number(changeOf, 'before'),
  first: day(sql`documents.first`, 'documents'),
  last: day(sql`documents.last`, 'documents'),
};

/** Sums of parts, for all accounts or, with `of`, for one that stands before in the statement. */
export const summed = (sold: Relation, of?: Relation) => sql`
  select ${of ? sql`` : sql`account_id,`} sum(net)::numeric as net, sum(costed_net)::numeric as costed_net, sum(cost)::numeric as cost
  from (${sold}) sold ${of ? sql`where sold.account_id = ${of}` : sql`group by 1`}`;

/** First and last day of one account's documents. */
export const daysOf = (frame: FigureFrame, of: Relation) => sql`
  select (select day from (${frame.documents}) d where d.account_id = ${of} order by day limit 1) as first,
    (select day from (${frame.documents}) d where d.account_id = ${of} order by day desc limit 1) as last`;

/**
 * (account_id, class) of all that the actor sees: the rule of the ranking (formulas, part 4). An account belongs to the class in
 * which the share of those with more ends; equal ones stand together; once left, a class does not come back.
 */
export const classes = ({ sold, edges }: FigureFrame) => sql`
  select account_id, case when reach < ${edges.a}::numeric then 'A' when reach < ${edges.b}::numeric then 'B' else 'C' end as class
  from (
    select account_id, max(share) over (order by net desc) as reach
    from (
      select account_id, net, case when whole > 0
        then coalesce(sum(net) over (order by net desc range between unbounded preceding and current row exclude group), 0) / whole
        else 1 end as share
      from (
        select account_id, sum(net)::numeric as net, sum(sum(net)) over () as whole
        from (${sold}) sold where account_id > 0 group by 1 having sum(lines) > 0
      ) bought
    ) shares
  ) reached`;

/** @throws ProblemError 400 `invalid-input`: the place in a list is none that this order has */
export function placeOf(key: SortKey, given: string): Relation {
  const value = key.read(given);
  if (value === null) throw new ProblemError(400, 'invalid-input', { where: 'cursor' });
  return value;
}
