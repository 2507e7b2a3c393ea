import { describe, expect, it } from 'vitest';
import { findAuditWordFaults } from '../../../checks/audit-words.ts';
import { findLanguageFaults } from '../../../checks/languages.ts';
import { findLookFaults } from '../../../checks/looks.ts';
import { findNameFaults } from '../../../checks/names.ts';
import { findWordFaults } from '../../../checks/words.ts';
import type { Findings } from '../../../checks/fault.ts';
import { plant } from './planted.ts';

const found = ({ faults }: Findings): string[] => faults.map(({ where, what }) => `${where}: ${what}`).toSorted();
const words = (entries: Readonly<Record<string, unknown>>): string => JSON.stringify(entries, null, 2);

describe('both languages', () => {
  const en = {
    'sales.title': 'Sales',
    'sales.lines_one': 'one line',
    'sales.lines_other': '{{count}} lines',
    'sales.of': 'of {{total, number}}',
    'state.loaded': 'loaded',
    'problem.no-file': 'There is no file {{name}}. Choose another one.',
  };
  const hu = {
    'sales.title': 'Eladás',
    'sales.lines_one': 'egy sor',
    'sales.lines_other': '{{count}} sor',
    'sales.of': 'ennyiből: {{total, number}}',
    'state.loaded': 'betöltve',
    'problem.no-file': 'Nincs ilyen fájl: {{name}}. Válassz másikat.',
  };
  const page = [
    "export const Page = ({ t, state }) => <p title={t('sales.title')}>{t('sales.lines', { count: 2 })}",
    '<Trans i18nKey="sales.of" />{t(`state.${state}`)}</p>;',
    "export const refuse = () => refused('no-file', { name: 'a' });\n",
  ].join('\n');
  const house = (english: object, hungarian: object, code = page): string =>
    plant({
      'src/slices/sales/messages/en.json': words({ ...english }),
      'src/slices/sales/messages/hu.json': words({ ...hungarian }),
      'src/slices/sales/web/page.tsx': code,
    });

  it('pass when they say the same', () => {
    expect(findLanguageFaults(house(en, hu))).toEqual({ faults: [], seen: 6, unit: 'sentences' });
  });

  it('are held to the same keys and placeholders', () => {
    const { 'sales.title': _left, ...lacking } = hu;
    expect(found(findLanguageFaults(house(en, lacking)))).toEqual([
      'src/slices/sales/messages/hu.json: lacks "sales.title"',
    ]);
    expect(found(findLanguageFaults(house(en, { ...hu, 'sales.of': 'ennyiből: {{sum}}' })))).toEqual([
      'src/slices/sales/messages/hu.json: "sales.of" has {sum} in Hungarian and {total} in English',
    ]);
    const english = 'There is no file {{name}}. Choose another one.';
    expect(found(findLanguageFaults(house(en, { ...hu, 'problem.no-file': english })))).toEqual([
      'src/slices/sales/messages/hu.json: "problem.no-file" is still the English sentence',
    ]);
    expect(found(findLanguageFaults(house(en, { ...hu, 'sales.title': '' })))).toEqual([
      'src/slices/sales/messages/hu.json: "sales.title" is not a key with a sentence',
      'src/slices/sales/messages/hu.json: lacks "sales.title"',
    ]);
  });

  it('need both files', () => {
    const folder = plant({ 'src/slices/sales/messages/en.json': words(en) });
    expect(found(findLanguageFaults(folder))).toContain('src/slices/sales/messages/hu.json: is missing');
  });

  it('have what the code asks for, and nothing that nobody asks for', () => {
    const asking = `${page}export const more = (t, is, kind) => [t(is ? 'sales.no' : 'sales.title'), t(\`kind.\${kind}\`)];\nrefused('gone');\n`;
    expect(found(findLanguageFaults(house(en, hu, asking)))).toEqual([
      'src/slices/sales/web/page.tsx:4: asks for words that do not exist: kind.…',
      'src/slices/sales/web/page.tsx:4: asks for words that do not exist: sales.no',
      'src/slices/sales/web/page.tsx:5: asks for words that do not exist: problem.gone',
    ]);
    expect(found(findLanguageFaults(house({ ...en, 'sales.old': 'Old' }, { ...hu, 'sales.old': 'Régi' })))).toEqual([
      'src/slices/sales/messages/en.json: nobody asks for "sales.old"',
    ]);
  });
});

describe('what the audit says', () => {
  const said = {
    'did.other': '{{action}}',
    'did.note.add': 'wrote a note',
    'did.fact.add': 'added a fact',
    'did.fact.remove': 'removed it',
  };
  const house = (sentences: object, code: string): string =>
    plant({
      'src/platform/web/messages/audit/en.json': words({ ...sentences }),
      'src/slices/dossier/notes.ts': `import { record } from '#platform/audit/record.ts';\n${code}`,
      'src/slices/dossier/other.ts': "const record = (a, b) => [a, b];\nrecord(1, 'no.action');\n",
    });
  const code = [
    "export const addNote = async (tx) => { await record(tx, 'note.add', 'account:1'); };",
    'async function tell(tx, id, action) { await record(tx, action, `account:${id}`); }',
    "export const change = (tx, isNew) => tell(tx, 1, isNew ? 'fact.add' : 'fact.remove');\n",
  ].join('\n');

  it('covers every action that is recorded, through whichever function', () => {
    expect(findAuditWordFaults(house(said, code))).toEqual({ faults: [], seen: 3, unit: 'actions' });
  });

  it('names an action without a sentence, a sentence without an action, and what cannot be read', () => {
    const { 'did.fact.remove': _left, ...lacking } = said;
    const more = [
      "export const file = (tx) => record(tx, 'file.add', 'account:1');",
      'export const any = (tx, action) => record(tx, action, `account:1`);\n',
    ].join('\n');
    expect(found(findAuditWordFaults(house({ ...lacking, 'did.old': 'did' }, code + more)))).toEqual([
      'src/platform/web/messages/audit/en.json: nothing records what "did.old" says',
      'src/slices/dossier/notes.ts:4: records fact.remove, for which the audit page has no sentence',
      'src/slices/dossier/notes.ts:5: records file.add, for which the audit page has no sentence',
      'src/slices/dossier/notes.ts:6: records an action that reading does not tell',
    ]);
  });
});

describe('words that must not stand in the project', () => {
  it('are found where they stand', () => {
    // Put together here, because this file is looked at like every other.
    const unfinished = ['TO', 'DO'].join('');
    const leftOut = ['.sk', 'ip('].join('');
    const ignored = ['@ts-ig', 'nore'].join('');
    const machine = ['/ro', 'ot/kulcs'].join('');
    const fetched = ['"reso', 'lved": "https://registry', '.example.org/a"'].join('');
    const folder = plant({
      'src/kernel/one.ts': `export const one = 1;\n// ${unfinished}: two\n`,
      'src/kernel/one.test.ts': `it${leftOut}'one', () => {});\n`,
      'src/kernel/two.ts': `// ${ignored}\nexport const two = '${machine}';\n`,
      'package-lock.json': `{ ${fetched} }`,
      'docs/clean.md': 'A bare registry, the root of a tree, src/root/a.ts and skipping are only words.\n',
    });
    expect(found(findWordFaults(folder))).toEqual([
      expect.stringMatching(/^package-lock\.json:1: the host of a package registry/),
      expect.stringMatching(/^src\/kernel\/one\.test\.ts:1: a test that is left out/),
      expect.stringMatching(/^src\/kernel\/one\.ts:2: unfinished work/),
      expect.stringMatching(/^src\/kernel\/two\.ts:1: a check that is switched off/),
      expect.stringMatching(/^src\/kernel\/two\.ts:2: a path of somebody's machine/),
    ]);
  });
});

describe('names', () => {
  it('refuse drawers, barrels and files nobody reads in one sitting', () => {
    const lines = (count: number): string => 'export {};\n'.repeat(count);
    const folder = plant({
      'src/kernel/day.ts': lines(400),
      'src/kernel/long.ts': lines(401),
      'src/kernel/date-utils.ts': lines(1),
      'src/kernel/utils.ts': lines(1),
      'src/platform/helpers/text.ts': lines(1),
      'src/slices/sales/index.ts': lines(1),
      'src/platform/db/schema.ts': lines(500),
    });
    expect(found(findNameFaults(folder))).toEqual([
      'src/kernel/date-utils.ts: "date-utils.ts" says nothing',
      'src/kernel/long.ts: has 401 lines; 400 at most',
      'src/kernel/utils.ts: "utils.ts" says nothing',
      'src/platform/helpers/text.ts: "helpers" says nothing',
      'src/slices/sales/index.ts: is a barrel',
    ]);
  });
});

describe('looks', () => {
  it('refuse raw colours and sizes of text outside the tokens', () => {
    const folder = plant({
      'src/platform/web/tokens.ts': `export const ink = '#231D1B';\n`,
      'src/slices/sales/web/colour.tsx': `export const A = () => <p style={{ color: '#6d2a5a' }} />;\n`,
      'src/slices/sales/web/mixed.css': `.a {\n  color: rgb(20 10 5 / 28%);\n  font-size: 13px;\n}\n`,
      'src/slices/sales/web/size.tsx': `export const A = () => <p style={{ fontSize: 13 }} />;\n`,
      'src/slices/sales/web/prop.tsx': `export const A = () => <Text fz={13} c="#fff" />;\n`,
      'src/slices/sales/web/clean.tsx': `// the ink is #231D1B\nimport { a } from '#kernel/a.ts';\nexport const A = () => <a href="#add-line" style={{ color: 'var(--k-ink)', fontSize: 'var(--k-small)' }}>{a}</a>;\n`,
      'src/slices/sales/http.ts': `export const order = 'no. #123456';\n`,
    });
    expect(found(findLookFaults(folder))).toEqual([
      'src/slices/sales/web/colour.tsx:1: a raw colour: #6d2a5a',
      'src/slices/sales/web/mixed.css:2: a raw colour: rgb(2',
      'src/slices/sales/web/mixed.css:3: a raw size of text: font-size: 13px',
      'src/slices/sales/web/prop.tsx:1: a raw colour: #fff',
      'src/slices/sales/web/prop.tsx:1: a raw size of text: fz={1',
      'src/slices/sales/web/size.tsx:1: a raw size of text: fontSize: 13',
    ]);
  });
});
