import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { languages, type Language } from './language.ts';

const sourceFolder = path.resolve(import.meta.dirname, '../..');

// Every refusal has one sentence, whichever slice it comes from, so all `problem.<code>` entries lie in one table.
const tables = Object.fromEntries(
  languages.map((language) => {
    const table = new Map<string, string>();
    for (const file of globSync(`{platform,slices}/*/messages/${language}.json`, { cwd: sourceFolder })) {
      // A messages file is a flat object of strings; the check of the languages holds it to that.
      const words = JSON.parse(readFileSync(path.join(sourceFolder, file), 'utf8')) as Record<string, string>;
      for (const [key, text] of Object.entries(words)) {
        if (key.startsWith('problem.')) table.set(key.slice('problem.'.length), text);
      }
    }
    return [language, table];
  }),
) as Record<Language, Map<string, string>>;

/** All codes of refusals with their sentences; titles by status stand among them as `title.404`. */
export const problemSentences = (language: Language): ReadonlyMap<string, string> => tables[language];

/**
 * The sentence of a refusal, an error or a row fault: what happened and what to do.
 * @param code without `problem.`; an unknown code comes back as it is, so that a missing sentence shows
 */
export function sentence(
  language: Language,
  code: string,
  facts: Readonly<Record<string, string | number | boolean | null>>,
): string {
  const text = tables[language].get(code) ?? code;
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) => String(facts[name] ?? ''));
}
