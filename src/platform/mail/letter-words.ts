import type { Language } from '#platform/i18n/language.ts';
import english from './messages/en.json' with { type: 'json' };
import hungarian from './messages/hu.json' with { type: 'json' };

const tables: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en: english, hu: hungarian };

type LetterKey = keyof typeof english;

// A name with a line break in it must not write lines of its own.
const asData = (value: string): string => value.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

/** Gives the words of letters in one language; what is put in is data: it is not looked into again, and stays on its line. */
export const lettersIn =
  (language: Language) =>
  (key: LetterKey, facts: Readonly<Record<string, string>> = {}): string =>
    (tables[language][key] ?? key).replaceAll(/\{\{(\w+)\}\}/g, (place, name: string) => asData(facts[name] ?? place));
