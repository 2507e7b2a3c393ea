import path from 'node:path';
import { ESLint } from 'eslint';
import { expect, it } from 'vitest';
import { root } from '../../../checks/fault.ts';
import { plant } from './planted.ts';

const planted = {
  'src/kernel/clean.ts': `export const one = 1;\n`,
  'src/kernel/default.ts': `export default 1;\n`,
  'src/kernel/default-by-name.ts': `const one = 1;\nexport { one as default };\n`,
  'src/kernel/barrel.ts': `export { one } from './clean.ts';\n`,
  'src/kernel/any.ts': `export const read = (text: any): unknown => text;\n`,
  'src/kernel/leak.ts': `export const read = (text: string): { one: string } => JSON.parse(text);\n`,
  'src/kernel/sure.ts': `export const first = (list: string[]): string => list[0]!;\n`,
  'src/kernel/type.ts': `import { one } from './clean.ts';\nexport type One = typeof one;\n`,
  'src/slices/sales/public.ts': `export { work } from './commands.ts';\n`,
  'src/slices/team/public.ts': `export * from '../sales/commands.ts';\n`,
  'src/slices/sales/commands.ts': `export const work = async (): Promise<void> => {};\n`,
  'src/slices/sales/floating.ts': `import { work } from './commands.ts';\nexport const start = (): void => {\n  work();\n};\n`,
  'src/slices/sales/misused.ts': `import { work } from './commands.ts';\nexport const isDone = (): boolean => (work() ? true : false);\n`,
  'src/slices/sales/cases.ts': `export const say = (kind: 'goods' | 'service'): string => {\n  switch (kind) {\n    case 'goods':\n      return 'a';\n  }\n  return 'b';\n};\n`,
  'src/slices/sales/domain/date.ts': `export const now = (): number => Date.now();\n`,
  'src/slices/sales/domain/random.ts': `export const dice = (): number => Math.random();\n`,
  'src/slices/sales/domain/float.ts': `export const amount = (text: string): number => parseFloat(text);\n`,
  'src/slices/sales/web/markup.tsx': `export const Page = () => <p dangerouslySetInnerHTML={{ __html: '' }} />;\n`,
};

const expected: Readonly<Record<string, string>> = {
  'src/kernel/any.ts': '@typescript-eslint/no-explicit-any',
  'src/kernel/barrel.ts': 'no-restricted-syntax',
  'src/kernel/default-by-name.ts': 'no-restricted-syntax',
  'src/kernel/default.ts': 'no-restricted-syntax',
  'src/kernel/leak.ts': '@typescript-eslint/no-unsafe-return',
  'src/kernel/sure.ts': '@typescript-eslint/no-non-null-assertion',
  'src/kernel/type.ts': '@typescript-eslint/consistent-type-imports',
  'src/slices/sales/cases.ts': '@typescript-eslint/switch-exhaustiveness-check',
  'src/slices/sales/domain/date.ts': 'no-restricted-globals',
  'src/slices/sales/domain/float.ts': 'no-restricted-globals',
  'src/slices/sales/domain/random.ts': 'no-restricted-properties',
  'src/slices/sales/floating.ts': '@typescript-eslint/no-floating-promises',
  'src/slices/sales/misused.ts': '@typescript-eslint/no-misused-promises',
  'src/slices/sales/web/markup.tsx': 'no-restricted-syntax',
  'src/slices/team/public.ts': 'no-restricted-syntax',
};

it('the lint names each planted fault by its rule, and nothing else', { timeout: 60_000 }, async () => {
  const folder = plant(planted, ['tsconfig.base.json', 'tsconfig.json']);
  const lint = new ESLint({
    cwd: folder,
    overrideConfigFile: path.join(root, 'eslint.config.js'),
    overrideConfig: { files: ['**/*.{ts,tsx}'], languageOptions: { parserOptions: { tsconfigRootDir: folder } } },
  });
  const results = await lint.lintFiles(['src']);
  expect(results).toHaveLength(Object.keys(planted).length);
  const found = results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId }) => [path.relative(folder, filePath), ruleId] as const),
  );
  expect(found.toSorted()).toEqual(Object.entries(expected).toSorted());
});
