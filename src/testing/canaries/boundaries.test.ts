import { describe, expect, it } from 'vitest';
import { slices } from '../../../architecture.mjs';
import { findBoundaryFaults, unseen } from '../../../checks/boundaries.ts';
import { faultsOfMap } from '../../../checks/boundary-rules.ts';
import { plant } from './planted.ts';

const map = [
  { name: 'team', uses: [] },
  { name: 'accounts', uses: ['team'] },
  { name: 'sales', uses: ['accounts'] },
];
const imports = (...names: readonly string[]): string => names.map((name) => `import '${name}';\n`).join('');
const empty = 'export {};\n';

/** "file -> rule" of each violation in a planted tree, sorted. */
async function violations(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { faults, seen } = await findBoundaryFaults(plant(files), map);
  expect(seen).toBe(Object.keys(files).length);
  return faults.map(({ where, what }) => `${where} -> ${/\(([\w-]+)\)/.exec(what)?.[1] ?? what}`).toSorted();
}

/** The doors that the planted faults lead to. */
const house = {
  'src/kernel/day.ts': empty,
  'src/platform/db/pool.ts': `import pg from 'pg';\nexport const pool = pg;\n`,
  'src/platform/web/page.tsx': empty,
  'src/slices/team/public.ts': imports('./store.ts'),
  'src/slices/team/store.ts': imports('#platform/db/pool.ts', '#kernel/day.ts'),
  'src/slices/team/contract.ts': imports('zod'),
  'src/slices/accounts/public.ts': imports('./store.ts'),
  'src/slices/accounts/store.ts': imports('#slices/team/public.ts'),
  'src/app/server.ts': imports('../slices/accounts/public.ts', '../slices/team/store.ts'),
};

describe('dependency rules', { timeout: 30_000 }, () => {
  it('let an orderly house pass', async () => {
    expect(
      await violations({
        ...house,
        'src/slices/accounts/domain/tier.ts': imports('#kernel/day.ts', 'decimal.js'),
        'src/slices/accounts/contract.ts': imports('#slices/team/contract.ts', './domain/tier.ts'),
        'src/slices/accounts/web/page.tsx': `import type { a } from '../contract.ts';\nimport type { b } from '#slices/team/contract.ts';\nexport type Both = typeof a | typeof b;\n${imports('#platform/web/page.tsx', 'react')}`,
        'src/slices/accounts/store.test.ts': imports('vitest', '#slices/team/fixtures.ts', './store.ts'),
        'src/slices/team/fixtures.ts': empty,
      }),
    ).toEqual([]);
  });

  it('name each import that goes where it must not', async () => {
    expect(
      await violations({
        ...house,
        'src/kernel/money.ts': imports('#platform/db/pool.ts'),
        'src/kernel/text.ts': imports('zod'),
        'src/platform/db/sight.ts': imports('#slices/team/public.ts'),
        'src/slices/team/app.ts': imports('../../app/server.ts'),
        'src/slices/team/report.ts': imports('#slices/sales/public.ts'),
        'src/slices/sales/public.ts': empty,
        'src/slices/sales/inside.ts': imports('#slices/accounts/store.ts'),
        'src/slices/sales/type.ts': `import type { pool } from '#slices/accounts/store.ts';\nexport type Pool = typeof pool;\n`,
        'src/slices/sales/undeclared.ts': imports('#slices/team/public.ts'),
        'src/slices/sales/domain/net.ts': imports('#platform/db/pool.ts'),
        'src/slices/sales/domain/file.ts': imports('node:fs'),
        'src/slices/sales/domain/schema.ts': imports('zod'),
        'src/slices/sales/contract.ts': imports('fastify'),
        'src/slices/sales/web/page.tsx': imports('#slices/accounts/public.ts'),
        'src/slices/sales/web/shapes.tsx': imports('../contract.ts'),
        'src/slices/sales/web/file.tsx': imports('node:fs'),
        'src/slices/sales/web/query.tsx': imports('pg'),
        'src/slices/sales/web/store.tsx': imports('../inside.ts'),
        'src/slices/sales/http.ts': imports('react'),
        'src/slices/sales/demo.ts': imports('./fixtures.ts'),
        'src/slices/sales/fixtures.ts': empty,
        'src/slices/sales/tested.ts': imports('../../testing/actor.ts'),
        'src/testing/actor.ts': empty,
        'src/slices/sales/gone.ts': imports('./nowhere.ts'),
        'src/slices/sales/one.ts': imports('./other.ts'),
        'src/slices/sales/other.ts': imports('./one.ts'),
      }),
    ).toEqual(
      [
        'src/kernel/money.ts -> kernel-alone',
        'src/kernel/text.ts -> kernel-alone',
        'src/platform/db/sight.ts -> platform-below',
        'src/slices/sales/contract.ts -> contract-pure',
        'src/slices/sales/demo.ts -> fixtures-only-in-tests',
        'src/slices/sales/domain/file.ts -> domain-pure',
        'src/slices/sales/domain/net.ts -> domain-pure',
        'src/slices/sales/domain/schema.ts -> domain-pure',
        'src/slices/sales/gone.ts -> resolvable',
        'src/slices/sales/http.ts -> server-side',
        'src/slices/sales/inside.ts -> slice-sales-inside-of-another',
        'src/slices/sales/one.ts -> no-circular',
        'src/slices/sales/tested.ts -> testing-only-in-tests',
        'src/slices/sales/type.ts -> slice-sales-inside-of-another',
        'src/slices/sales/undeclared.ts -> slice-sales-undeclared',
        'src/slices/sales/web/file.tsx -> browser-no-node',
        'src/slices/sales/web/page.tsx -> browser-side',
        'src/slices/sales/web/page.tsx -> slice-sales-browser-inside-of-another',
        'src/slices/sales/web/query.tsx -> browser-packages',
        'src/slices/sales/web/shapes.tsx -> browser-types-of-contract',
        'src/slices/sales/web/store.tsx -> browser-side',
        'src/slices/team/app.ts -> app-on-top',
        'src/slices/team/report.ts -> slice-team-undeclared',
      ].toSorted(),
    );
  });

  it('notice when dependency-cruiser sees nothing, or sees files without their imports', () => {
    const folder = plant({
      'src/kernel/day.ts': empty,
      'src/app/server.ts': `import { day } from '#kernel/day.ts';\nvoid day;\n`,
    });
    const files = ['src/app/server.ts', 'src/kernel/day.ts'];
    const blind = files.map((source) => ({ source, dependencies: [] }));
    expect(unseen(folder, files, []).map(({ where }) => where)).toEqual(files);
    expect(unseen(folder, files, blind).map(({ where }) => where)).toEqual(['src/app/server.ts']);
  });
});

describe('the map', () => {
  it('names each slice once and lets it use only slices above it', () => {
    expect(faultsOfMap(slices)).toEqual([]);
    expect(faultsOfMap([{ name: 'team', uses: ['sales'] }, ...map, { name: 'odd', uses: ['nobody'] }])).toEqual([
      'team uses sales, which does not stand above it in the list',
      'team stands twice in the list',
      'odd uses nobody, which does not stand above it in the list',
    ]);
  });
});
