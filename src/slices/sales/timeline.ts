import { sql } from 'kysely';
import { toDecimal } from '#kernel/money.ts';
import type { SourceEvent, TimelineSource } from '#slices/dossier/public.ts';
import { foundedCompany } from './company.ts';

interface MonthRow {
  readonly key: string;
  readonly at: string;
  readonly month: string;
  readonly net: bigint;
  readonly lines: number;
  readonly isFirst: boolean;
}

/** What an account bought, month by month; told at noon of the last day of the month on which it bought. */
export const salesTimeline: TimelineSource = {
  kind: 'sales',
  ability: 'sales.read',
  async events(tx, { accountId, after, limit }) {
    // Days are compared with days: under row-level security an index is used only for comparisons that can tell nothing, and one
    // of a day with an instant can.
    const { currency } = await foundedCompany(tx);
    const { rows } = await sql<MonthRow>`
      with told as (
        select month::text as key, month, sum(net)::bigint as net, sum(lines)::int as lines,
          month = (select min(month) from sales.account_month where account_id = ${accountId}) as "isFirst",
          (select (document.day + time '12:00') at time zone 'UTC' from sales.document
            where document.account_id = ${accountId} and document.day >= account_month.month
              and document.day < (account_month.month + interval '1 month')::date
            order by document.day desc limit 1) as at
        from sales.account_month
        where account_id = ${accountId} and month <= ${after.at}::timestamptz::date
        group by month
      )
      select * from told
      where at < ${after.at}::timestamptz or (at = ${after.at}::timestamptz and key collate "C" > ${after.key})
      order by at desc, key collate "C" limit ${limit}`.execute(tx);
    return rows.map<SourceEvent>((row) => ({
      key: row.key,
      what: row.isFirst ? 'first-sales' : 'sales-of-month',
      at: row.at,
      facts: { month: row.month, net: toDecimal(row.net, currency), currency, lines: row.lines },
      text: null,
      by: null,
    }));
  },
};
