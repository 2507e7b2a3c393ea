import { medianOf, type Figure } from './measure.ts';
import type { Bench } from './server.ts';

const requests = [
  ['account list, 50 rows with search', '/api/accounts?limit=50&search=patak'],
  ['one account', '/api/accounts/2'],
  ['timeline', '/api/accounts/2/timeline?limit=50'],
] as const;

/** Every table that has policies: with them, or as if they were not there. */
async function switchPolicies({ pool }: Bench, isOn: boolean): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c where relkind = 'r' and exists (select from pg_policy where polrelid = c.oid)`,
  );
  const how = isOn ? ['enable', 'force'] : ['no force', 'disable'];
  for (const { name } of rows)
    for (const word of how) await pool.query(`alter table ${name} ${word} row level security`);
}

type Ask = (path: string) => Promise<unknown>;

/**
 * The same requests by a person who sees a few accounts by grants, and without any policy by one who sees everything: what the
 * rules of access cost. Each is asked in turns with the other, so that both meet the same moments.
 */
export async function measureAccessRules(bench: Bench, granted: Ask, everything: Ask): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [work, path] of requests) {
    const [bound, free]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < 5; turn += 1) {
      bound.push(await medianOf(100, () => granted(path)));
      await switchPolicies(bench, false);
      try {
        free.push(await medianOf(100, () => everything(path)));
      } finally {
        await switchPolicies(bench, true);
      }
    }
    const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[2] ?? Number.NaN;
    figures.push({
      work: `${work}: by grants, against no row-level security`,
      aim: 'at most 1.3×',
      measured: `${middle(bound).toFixed(1)} ms: ${(middle(bound) / middle(free)).toFixed(2)}×`,
      floor: `without policies ${middle(free).toFixed(1)} ms`,
    });
  }
  return figures;
}
