import { medianOf, thousands, type Figure } from './measure.ts';
import type { Bench } from './server.ts';

interface Size {
  readonly account: number;
  readonly facts: number;
  readonly notes: number;
  readonly documents: number;
}
const usual: Size = { account: 2, facts: 25, notes: 40, documents: 300 };
const largest: Size = { account: 1, facts: 800, notes: 5_000, documents: 60_000 };
const months = 36;

/** Fills a dossier and three years of documents; months from the documents. */
async function fillDossier({ pool }: Bench, { account, facts, notes, documents }: Size): Promise<void> {
  await pool.query(
    `insert into dossier.fact (account_id, topic, value, class, source, known_on)
      select $1, (array['history','strategy','market','needs','plans','priorities','work','buying','observations'])[1 + n % 9],
        'What is known, number ' || n, 'internal', 'a talk', date '2024-01-01' + n % 700
      from generate_series(1, $2::int) n`,
    [account, facts],
  );
  await pool.query(
    `insert into dossier.note (account_id, text, written_at)
      select $1, 'A note of some words, number ' || n, timestamptz '2023-01-01' + n * interval '5 hours' from generate_series(1, $2::int) n`,
    [account, notes],
  );
  await pool.query(
    `with made as (
        insert into sales.document (account_id, source_id, number, day, last_day, lines, hash1, hash2, batch_id)
        select $1, source_id, 'A' || $1::int || '-' || n, day, day, 10, 0, 0, batch_id
        from sales.batch cross join lateral (
          select n, date '2023-01-01' + (n::bigint * 1095 / $2::int)::int as day from generate_series(1, $2::int) n) days
        returning account_id, day)
      insert into sales.account_month (account_id, month, kind, net, costed_net, cost, lines)
      select account_id, date_trunc('month', day)::date, 'goods', sum(100000), 0, 0, sum(10) from made group by 1, 2`,
    [account, documents],
  );
}

/**
 * What the page of a dossier asks for together, until the last of it is there: the account, its facts, and the newest events of its
 * timeline; for a usual account and for one with a hundred times as much.
 * @param ask as somebody who sees all of it
 */
export async function measureDossiers(bench: Bench, ask: (path: string) => Promise<unknown>): Promise<Figure[]> {
  await bench.pool.query(`insert into sales.source (name) values ('generated')`);
  await bench.pool.query(`insert into sales.batch (source_id, file_name, bytes, sha256, state, started_as)
    select source_id, 'generated', 0, '', 'loaded', 'bench' from sales.source`);
  for (const size of [usual, largest]) await fillDossier(bench, size);
  await bench.pool.query('vacuum analyze');
  const floor = await medianOf(200, () => ask('/health/ready'));
  const figures: Figure[] = [];
  for (const [name, { account, facts, notes, documents }] of Object.entries({ usual, largest })) {
    const doors = { timeline: '/timeline?limit=50', facts: '/facts', head: '' };
    const at = (door: string): string => `/api/accounts/${String(account)}${door}`;
    const alone: string[] = [];
    for (const [door, path] of Object.entries(doors))
      alone.push(`${door} ${(await medianOf(100, () => ask(at(path)))).toFixed(1)} ms`);
    const together = await medianOf(100, () => Promise.all(Object.values(doors).map((path) => ask(at(path)))));
    figures.push({
      work: `dossier with timeline, ${name} account: ${thousands(facts)} facts, ${thousands(notes)} notes, ${thousands(documents)} documents in ${String(months)} months`,
      aim: 'p50 under 10 ms, the same for the largest',
      measured: `${together.toFixed(1)} ms (${alone.join(', ')})`,
      floor: `readiness door ${floor.toFixed(1)} ms`,
    });
  }
  return figures;
}
