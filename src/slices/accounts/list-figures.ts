import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { ratio, toDecimal } from '#kernel/money.ts';
import type { AccountFigures, AccountStanding } from './contract.ts';
import type { AccountColumn } from './domain/list-columns.ts';
import type { Tier } from './domain/tiers.ts';
import type { FigureFrame, Relation } from './figures.ts';
import { classes, daysOf, marginOf, summed } from './list-parts.ts';

interface FigureRow {
  readonly id: number;
  readonly net: string | null;
  readonly margin: string | null;
  readonly before: string | null;
  readonly class: 'A' | 'B' | 'C' | null;
  readonly first: string | null;
  readonly last: string | null;
}

/** The figures of some accounts, only those of the columns asked for. */
export async function figuresOf(
  tx: Tx,
  ids: readonly number[],
  columns: readonly AccountColumn[],
  frame: FigureFrame,
): Promise<Map<number, AccountFigures>> {
  const has = (...names: readonly AccountColumn[]): boolean => names.some((name) => columns.includes(name));
  const { currency, soldBefore } = frame;
  const id = sql`listed.id`;
  const { rows } = await sql<FigureRow>`
    select listed.id,
      ${has('net', 'margin', 'change') ? sql`sums.net::text as net, (${marginOf})::text as margin` : sql`null as net, null as margin`},
      ${has('change') && soldBefore ? sql`before.net::text as before` : sql`null as before`},
      ${has('class') ? sql`classed.class` : sql`null as class`},
      ${has('first', 'last') ? sql`days.first, days.last` : sql`null as first, null as last`}
    from unnest(${[...ids]}::int[]) as listed (id)
    ${has('net', 'margin', 'change') ? sql`left join lateral (${summed(frame.sold, id)}) sums on true` : sql``}
    ${has('change') && soldBefore ? sql`left join lateral (${summed(soldBefore, id)}) before on true` : sql``}
    ${has('class') ? sql`left join (${classes(frame)}) classed on classed.account_id = listed.id` : sql``}
    ${has('first', 'last') ? sql`left join lateral (${daysOf(frame, id)}) days on true` : sql``}`.execute(tx);
  const trends = has('trend') ? await frame.trends(tx, ids) : null;
  const money = (minor: string | null): string | null => (minor === null ? null : toDecimal(BigInt(minor), currency));
  return new Map(
    rows.map((row) => {
      const before = row.before === null ? 0n : BigInt(row.before);
      return [
        row.id,
        {
          ...(has('net') ? { net: money(row.net) } : {}),
          ...(has('margin') ? { margin: money(row.margin) } : {}),
          ...(has('change') ? { change: before > 0n ? ratio(BigInt(row.net ?? 0) - before, before) : null } : {}),
          ...(has('class') ? { class: row.class } : {}),
          ...(has('first') ? { first: row.first } : {}),
          ...(has('last') ? { last: row.last } : {}),
          ...(trends ? { trend: [...(trends.get(row.id) ?? [])] } : {}),
        },
      ];
    }),
  );
}

interface StandingRow {
  readonly id: number;
  readonly tier: Tier | null;
  readonly since: string | null;
  readonly score: number | null;
  readonly attractiveness: number | null;
  readonly strength: number | null;
}

/** What is decided and judged of some accounts, only what is asked for. */
export async function standingsOf(
  tx: Tx,
  ids: readonly number[],
  columns: readonly AccountColumn[],
  standings: Relation,
): Promise<Map<number, AccountStanding>> {
  const { rows } = await sql<StandingRow>`
    select account_id as id, tier, since, score::float8, attractiveness::float8, strength::float8
    from (${standings}) standing where account_id = any (${[...ids]}::int[])`.execute(tx);
  const found = new Map(rows.map((row) => [row.id, row]));
  return new Map(
    ids.map((id) => {
      const row = found.get(id);
      return [
        id,
        {
          ...(columns.includes('tier') ? { tier: row?.tier ?? 'none', since: row?.since ?? null } : {}),
          ...(columns.includes('score') ? { score: row?.score ?? null } : {}),
          ...(columns.includes('attractiveness') ? { attractiveness: row?.attractiveness ?? null } : {}),
          ...(columns.includes('strength') ? { strength: row?.strength ?? null } : {}),
        },
      ];
    }),
  );
}
