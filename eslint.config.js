import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const namedOnly = [
  {
    selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
    message: 'Named exports only: a thing has one name everywhere.',
  },
];

const noBarrels = [
  {
    selector: 'ExportAllDeclaration, ExportNamedDeclaration[source]',
    message: "Import from the file that has it. Only a slice's public.ts passes things on, by name.",
  },
];

const noRawMarkup = [
  {
    selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]',
    message: 'Text from people and files is shown as text, never as markup.',
  },
];

const noStars = [{ selector: 'ExportAllDeclaration', message: 'The front door names what goes through it.' }];

export default defineConfig(
  globalIgnores(['node_modules/', 'dist/', 'coverage/', 'shots/', '.kulcs/', 'samples/']),
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    // One program for all files, not `projectService`: half the time, for it keeps no files open for an editor.
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-param-reassign': 'error',
      'no-restricted-syntax': ['error', ...namedOnly, ...noBarrels, ...noRawMarkup],

      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/only-throw-error': [
        'error',
        { allow: [{ from: 'package', package: '@tanstack/router-core', name: ['Redirect', 'NotFoundError'] }] },
      ],
      // Handlers and store functions are async by their shape, whether or not this one waits.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // Settings and the map: data, linted without types.
    files: ['**/*.{js,mjs}'],
    extends: [tseslint.configs.base],
    rules: { eqeqeq: 'error', 'prefer-const': 'error' },
  },
  {
    files: ['src/slices/*/public.ts'],
    rules: { 'no-restricted-syntax': ['error', ...namedOnly, ...noStars] },
  },
  {
    // Tools ask for a default export in their settings.
    files: ['*.config.ts', 'src/**/*.d.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['src/kernel/**', 'src/slices/*/domain/**', 'src/slices/*/{,*-}contract.ts'],
    ignores: ['src/kernel/day.ts', '**/*.test.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        {
          name: 'Date',
          message: 'Rules speak of Day (kernel/day.ts) or of an instant in milliseconds that is passed in.',
        },
        { name: 'parseFloat', message: 'Money and quantities are bigint minor units or decimal.js, never floats.' },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Rules decide the same every time: pass chance in.' },
      ],
    },
  },
  {
    // Planted faults, which stand in programs of their own.
    files: ['src/testing/canaries/sides/*.ts'],
    extends: [tseslint.configs.disableTypeChecked],
  },
);
