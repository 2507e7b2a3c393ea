import { existsSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { root } from '../../../checks/fault.ts';
import { plant } from './planted.ts';

type Side = 'domain' | 'web' | 'server';

/** Compiles planted files with the program of one side, found by its own patterns; returns "file: message" per error. */
function compile(side: Side, files: Readonly<Record<string, string>>): string[] {
  const settings = `tsconfig.${side}.json`;
  const folder = plant(files, ['tsconfig.base.json', settings]);
  const { config } = ts.readConfigFile(path.join(folder, settings), (file) => ts.sys.readFile(file)) as {
    config: unknown;
  };
  const { fileNames, options } = ts.parseJsonConfigFileContent(
    config,
    ts.sys,
    folder,
    undefined,
    path.join(folder, settings),
  );
  // The server's program names one file of the real project, which is not planted here.
  const program = ts.createProgram(
    fileNames.filter((file) => existsSync(file)),
    { ...options, incremental: false },
  );
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    const where = file ? path.relative(folder, file.fileName) : '-';
    return `${where}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

describe('the program of the rules', { timeout: 30_000 }, () => {
  const rule = 'src/slices/sales/domain/rule.ts';

  it('lets a rule have neither Node nor a browser', () => {
    const errors = compile('domain', {
      [rule]: `export const a = process.env;\nexport const b = document.title;\nimport 'node:fs';\nexport const c = fetch;\n`,
    });
    expect(errors).toHaveLength(4);
    expect(errors.join('\n')).toMatch(/rule\.ts: Cannot find name 'process'/);
    expect(errors.join('\n')).toMatch(/rule\.ts: Cannot find name 'document'/);
    expect(errors.join('\n')).toMatch(/rule\.ts: .*'node:fs'/);
    expect(errors.join('\n')).toMatch(/rule\.ts: Cannot find name 'fetch'/);
  });

  it('has the kernel and the contracts in it, and is content with plain code', () => {
    expect(
      compile('domain', {
        [rule]: `import { one } from '#kernel/one.ts';\nexport const two: number = one + 1;\n`,
        'src/kernel/one.ts': `export const one = 1;\n`,
      }),
    ).toEqual([]);
    expect(compile('domain', { 'src/kernel/one.ts': `export const one = process.pid;\n` })).toHaveLength(1);
    expect(compile('domain', { 'src/slices/sales/contract.ts': `export const one = process.pid;\n` })).toHaveLength(1);
  });

  it('takes an element of a list for possibly missing', () => {
    const errors = compile('domain', { [rule]: `export const first = (list: string[]): string => list[0];\n` });
    expect(errors.join('\n')).toMatch(/'undefined' is not assignable/);
  });
});

describe('the program of the page', { timeout: 30_000 }, () => {
  it('knows the browser and not Node, also in what a page imports', () => {
    const errors = compile('web', {
      'src/slices/sales/web/page.tsx': `import { read } from '../files.ts';\nexport const Page = () => <p title={document.title}>{read()}</p>;\n`,
      'src/slices/sales/files.ts': `import { readFileSync } from 'node:fs';\nexport const read = (): string => readFileSync('a', 'utf8');\n`,
    });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/^src\/slices\/sales\/files\.ts: .*'node:fs'/);
  });
});

describe('the program of the server', { timeout: 30_000 }, () => {
  it('knows Node and not the browser', () => {
    const errors = compile('server', {
      'src/slices/sales/store.ts': `export const a = process.env;\nexport const b = document.title;\n`,
    });
    expect(errors).toEqual([expect.stringMatching(/^src\/slices\/sales\/store\.ts: Cannot find name 'document'/)]);
  });
});

describe('the planted faults in the programs themselves', () => {
  it.each(['domain', 'web', 'server'] as const)('stand in the program of the %s', (side) => {
    const file = path.join(root, `tsconfig.${side}.json`);
    const { config } = ts.readConfigFile(file, (name) => ts.sys.readFile(name)) as { config: unknown };
    const { fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, root);
    expect(fileNames).toContain(path.join(root, `src/testing/canaries/sides/${side}.ts`));
  });
});
