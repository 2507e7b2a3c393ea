import { writeFile } from 'node:fs/promises';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { KeyAccountsReply } from '#slices/portfolio/contract.ts';
import { medianOf, secondsOf, thousands, type Figure } from './measure.ts';
import { load } from './real-file.ts';
import type { Bench } from './server.ts';

const accounts = 10_000;
const products = 2_000;
const months = 36;
const linesPerDocument = 10;

/** Fills an empty ledger with so many lines of three years, a few accounts buying most; roll-ups from the lines. */
async function generate({ pool }: Bench, lines: number): Promise<void> {
  await pool.query(`select setseed(0.42)`);
  await pool.query(
    `insert into accounts.account (code, name) select 'G' || lpad(n::text, 6, '0'), 'Generated ' || n from generate_series(1, ${accounts}) n`,
  );
  await pool.query(
    `insert into catalog.product (code, name) select 'P' || lpad(n::text, 6, '0'), 'Product ' || n from generate_series(1, ${products}) n`,
  );
  await pool.query(`insert into sales.source (name) values ('generated')`);
  await pool.query(`insert into sales.batch (source_id, file_name, bytes, sha256, state, started_as)
    select source_id, 'generated', 0, '', 'loaded', 'bench' from sales.source`);
  // Every account buys something each month, so that both sizes have the same roll-up rows; the rest goes to a few.
  const spread = (lines - accounts * months) / linesPerDocument;
  await pool.query(`
    insert into sales.document (account_id, source_id, number, day, last_day, lines, hash1, hash2, batch_id)
    select account_id, 1, 'D' || row_number() over (), day, day, lines, 0, 0, 1 from (
      select account_id, (date '2023-01-01' + make_interval(months => month, days => floor(random() * 28)::int))::date as day, 1 as lines
      from generate_series(1, ${accounts}) account_id, generate_series(0, ${months - 1}) month
      union all
      select 1 + floor(${accounts} * power(random(), 3))::int, date '2023-01-01' + floor(random() * 1095)::int, ${linesPerDocument}
      from generate_series(1, ${spread})
    ) drawn`);
  await pool.query(`
    insert into sales.line (account_id, document_id, position, product_id, day, quantity, unit_price, net, cost)
    select account_id, document_id, position, product_id, day, quantity, 12.5, quantity * 1250, quantity * 1000
    from (select account_id, document_id, day, position, 1 + floor(${products} * random() * random())::int as product_id,
      1 + floor(random() * 20)::int as quantity
      from sales.document cross join lateral generate_series(1, document.lines) position offset 0) drawn`);
  await pool.query(`
    insert into sales.product_month
    select account_id, date_trunc('month', day::timestamp)::date, product_id, sum(quantity), sum(net), sum(net), sum(cost), count(*)
    from sales.line group by 1, 2, 3 order by 1, 2, 3`);
  await pool.query(`
    insert into sales.account_month
    select account_id, month, 'goods', sum(net), sum(costed_net), sum(cost), sum(lines) from sales.product_month group by 1, 2 order by 2, 1`);
  await pool.query(`
    insert into sales.company_month
    select month, kind, sum(net), sum(costed_net), sum(cost), sum(lines) from sales.account_month group by 1, 2`);
  await pool.query('vacuum analyze');
}

const plainSql = `select account_id, sum(net) as net, sum(costed_net) as costed_net, sum(cost) as cost from sales.account_month
  where month >= '2025-01-01' and month < '2026-01-01' group by 1 order by 2 desc`;

/** What is measured of one size, in milliseconds; the day in seconds. */
export interface Answers {
  readonly page: number;
  readonly floor: number;
  readonly day: number;
}

/** One size: the key-account page beside its plain SQL, and a day's lines on top. */
export async function measureGenerated(bench: Bench, lines: number): Promise<Answers> {
  await generate(bench, lines);
  const page = await medianOf(30, async () => {
    const found = await bench.client.request<KeyAccountsReply>(
      'GET',
      '/api/portfolio/key-accounts?from=2025-01-01&to=2026-01-01',
    );
    if (found.totals.accounts !== accounts) throw new Error('The page did not rank the accounts.');
  });
  const floor = await medianOf(30, () => bench.pool.query(plainSql));
  const day = await secondsOf(() => loadDay(bench));
  return { page, floor, day };
}

async function loadDay(bench: Bench): Promise<void> {
  const rows = ['InvoiceNo,InvoiceDate,CustomerID,StockCode,Quantity,UnitPrice'];
  for (let line = 0; line < 2_000; line += 1) {
    const account = String(1 + ((line * 37) % accounts)).padStart(6, '0');
    const product = String(1 + ((line * 53) % products)).padStart(6, '0');
    rows.push(`N${String(Math.floor(line / 10))}x${account},2026-01-05,G${account},P${product},3,12.50`);
  }
  const file = path.join(tmpdir(), `kulcs-bench-day-${String(process.pid)}.csv`);
  await writeFile(file, rows.join('\n'));
  try {
    const { result } = await load(bench, 'generated', file);
    if (result?.new !== 2_000) throw new Error(`Of the day's 2,000 lines ${String(result?.new)} were new.`);
  } finally {
    await rm(file);
  }
}

/** Lines of the table for two sizes. */
export function figuresOf(small: number, large: number, few: Answers, many: Answers): Figure[] {
  const page = (lines: number, answers: Answers): Figure => ({
    work: `key-account page, 12 months of ${thousands(lines)} lines, ${thousands(accounts)} accounts`,
    aim: 'within 2× of the plain SQL (about 50 ms)',
    measured: `${answers.page.toFixed(0)} ms`,
    floor: `plain SQL ${answers.floor.toFixed(0)} ms: ${(answers.page / answers.floor).toFixed(1)}×`,
  });
  return [
    page(small, few),
    page(large, many),
    {
      work: `the page, ${thousands(large)} against ${thousands(small)} lines`,
      aim: 'within 30 % of each other',
      measured: `${((many.page / few.page - 1) * 100).toFixed(0)} %`,
      floor: '–',
    },
    {
      work: `one day's 2,000 new lines on top of ${thousands(large)}`,
      aim: 'under 2 s with roll-ups',
      measured: `${many.day.toFixed(2)} s`,
      floor: '–',
    },
  ];
}
