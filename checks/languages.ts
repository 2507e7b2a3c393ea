/**
 * Every sentence exists in English and in Hungarian with the same placeholders, every key that code asks for exists, and
 * no sentence is left over that nobody asks for.
 */
import path from 'node:path';
import { report, root, type Fault, type Findings } from './fault.ts';
import { isTest, isTypeScript, listFiles, readText } from './tree.ts';
import { wordsOf } from './word-uses.ts';

const languages = ['en', 'hu'] as const;
type Language = (typeof languages)[number];
type Words = ReadonlyMap<string, string>;

const plural = /_(zero|one|two|few|many|other)$/;
const keyForm = /^[a-z][\w.-]*$/i;
const bothFiles = `write it in messages/${languages.join('.json and messages/')}.json`;

/** Looks at all messages folders of the project in `folder` and at the code that uses them. */
export function findLanguageFaults(folder: string): Findings {
  const files = listFiles(folder).filter((file) => file.startsWith('src/'));
  const folders = new Set(
    files.filter((file) => /\/messages\/(?:[^/]+\/)?[^/]+\.json$/.test(file)).map((file) => path.posix.dirname(file)),
  );
  const tables = [...folders].map((name) => readTables(folder, name, files));
  const known = new Map<string, string>();
  const faults = tables.flatMap((table) => [
    ...table.faults,
    ...(table.words ? compare(table.name, table.words) : []),
    ...twice(table.name, [...(table.words?.en.keys() ?? [])], known),
  ]);
  return { faults: [...faults, ...uses(folder, files, known)], seen: known.size, unit: 'sentences' };
}

interface Table {
  readonly name: string;
  readonly words: Record<Language, Words> | undefined;
  readonly faults: readonly Fault[];
}

function readTables(folder: string, name: string, files: readonly string[]): Table {
  const faults: Fault[] = [];
  const [en, hu] = languages.map((language) => {
    const file = `${name}/${language}.json`;
    if (files.includes(file)) return readWords(file, readText(folder, file), faults);
    faults.push({ where: file, what: 'is missing', remedy: bothFiles });
    return undefined;
  });
  return { name, words: en && hu && { en, hu }, faults };
}

function readWords(file: string, text: string, faults: Fault[]): Words {
  const words = new Map<string, string>();
  const content: unknown = JSON.parse(text);
  for (const [key, sentence] of Object.entries(content ?? {})) {
    if (typeof sentence !== 'string' || sentence.trim() === '' || !keyForm.test(key)) {
      faults.push({
        where: file,
        what: `"${key}" is not a key with a sentence`,
        remedy: 'flat keys, texts that are not empty',
      });
    } else {
      words.set(key, sentence);
    }
  }
  if (text.match(/^\s*"[^"]+":/gm)?.length !== Object.keys(content ?? {}).length) {
    faults.push({ where: file, what: 'has a key twice', remedy: 'keep one of them; one key a line' });
  }
  return words;
}

function compare(name: string, { en, hu }: Record<Language, Words>): Fault[] {
  const faults: Fault[] = [];
  for (const [own, other, language] of [
    [en, hu, 'hu'],
    [hu, en, 'en'],
  ] as const) {
    for (const key of own.keys()) {
      if (!other.has(key))
        faults.push({ where: `${name}/${language}.json`, what: `lacks "${key}"`, remedy: bothFiles });
    }
  }
  for (const base of new Set([...en.keys()].map((key) => key.replace(plural, '')))) {
    const inEnglish = placeholders(en, base);
    const inHungarian = placeholders(hu, base);
    if (inEnglish !== inHungarian && hasAny(hu, base)) {
      const what = `"${base}" has {${inHungarian}} in Hungarian and {${inEnglish}} in English`;
      faults.push({ where: `${name}/hu.json`, what, remedy: 'use the same placeholders in both' });
    }
  }
  for (const [key, sentence] of en) {
    if (hu.get(key) === sentence && sentence.split(/\s+/).filter((word) => /^\p{L}{2,}/u.test(word)).length >= 3) {
      faults.push({ where: `${name}/hu.json`, what: `"${key}" is still the English sentence`, remedy: 'translate it' });
    }
  }
  return faults;
}

const forms = (words: Words, base: string): string[] =>
  [...words.keys()].filter((key) => key === base || (key.startsWith(base) && key.replace(plural, '') === base));

const hasAny = (words: Words, base: string): boolean => forms(words, base).length > 0;

/** Names in {{…}} over all plural forms; `count` may be left out of a form ("one line"). */
function placeholders(words: Words, base: string): string {
  const texts = forms(words, base).map((key) => words.get(key) ?? '');
  const names = texts.flatMap((text) => [...text.matchAll(/\{\{\s*-?\s*(\w+)/g)].map((match) => match[1] ?? ''));
  return [...new Set(names)]
    .filter((name) => name !== 'count')
    .toSorted()
    .join(', ');
}

function twice(name: string, keys: readonly string[], known: Map<string, string>): Fault[] {
  return keys.flatMap((key) => {
    const first = known.get(key);
    if (first === undefined) known.set(key, name);
    if (first === undefined) return [];
    return [
      {
        where: `${name}/en.json`,
        what: `"${key}" stands in ${first} too`,
        remedy: 'rename one: all words are in one table',
      },
    ];
  });
}

function uses(folder: string, files: readonly string[], known: ReadonlyMap<string, string>): Fault[] {
  const code = files.filter((file) => isTypeScript(file) && !isTest(file) && !file.startsWith('src/testing/'));
  const texts = code.map((file) => ({ file, text: readText(folder, file) }));
  const read = texts.map(({ file, text }) => wordsOf(file, text));
  const keys = [...known.keys()];
  const bases = new Set(keys.flatMap((key) => [key, key.replace(plural, '')]));
  const missing = read
    .flatMap((words) => words.uses)
    .filter(({ key, pattern }) => (pattern ? !keys.some((one) => pattern.test(one)) : !bases.has(key)))
    .map(({ file, line, key }) => ({
      where: `${file}:${line}`,
      what: `asks for words that do not exist: ${key}`,
      remedy: bothFiles,
    }));
  return [
    ...missing,
    ...unused(
      texts.map(({ text }) => text),
      read.flatMap((words) => words.patterns),
      known,
    ),
  ];
}

/** Sentences whose key (or code, after `problem.`) stands nowhere in the code, whole or as a template. */
function unused(texts: readonly string[], patterns: readonly RegExp[], known: ReadonlyMap<string, string>): Fault[] {
  const said = new Set(
    texts.flatMap((text) => [...text.matchAll(/(?<=['"`])[\w.-]+(?=['"`])/g)].map(([word]) => word)),
  );
  // A template without a dot in its fixed part (`${count} %`) is no key and would fit everything.
  const templates = patterns.filter((pattern) => pattern.source.replaceAll('.+', '').includes('\\.'));
  return [...known].flatMap(([key, name]) => {
    const base = key.replace(plural, '');
    const isSaid =
      said.has(key) || said.has(base) || (base.startsWith('problem.') && said.has(base.slice('problem.'.length)));
    if (isSaid || templates.some((pattern) => pattern.test(base))) return [];
    return [{ where: `${name}/en.json`, what: `nobody asks for "${key}"`, remedy: 'remove it in both languages' }];
  });
}

if (import.meta.main) report('languages', findLanguageFaults(root));
