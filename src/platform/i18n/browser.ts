import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { formatOf } from '#platform/i18n/format.ts';
import { languageOf, languages, type Language } from '#platform/i18n/language.ts';

/** Fetches all words of one language: key → text. Keys are unique over all modules (checks/languages.ts). */
type WordsLoader = (language: Language) => Promise<Readonly<Record<string, string>>>;

/** All words are in one table, so nobody has to know which module a sentence comes from. */
const namespace = 'words';
const storageKey = 'kulcs.language';

let load: WordsLoader | undefined;

async function addWords(language: Language): Promise<void> {
  if (!load || i18next.hasResourceBundle(language, namespace)) return;
  i18next.addResourceBundle(language, namespace, await load(language));
}

/** The language before anyone has signed in: the one last used on this device, else the browser's. */
function languageOfDevice(): Language {
  const kept = localStorage.getItem(storageKey);
  return languages.find((language) => language === kept) ?? languageOf(navigator.languages.join(','));
}

/** Makes the words ready. Only one language is loaded; the other comes when a person chooses it. */
export async function startI18n(loader: WordsLoader): Promise<void> {
  load = loader;
  const language = languageOfDevice();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: {},
    ns: namespace,
    defaultNS: namespace,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
    returnNull: false,
  });
  i18next.services.formatter?.add('number', (value: number, lng) => formatOf(lng === 'hu' ? 'hu' : 'en').number(value));
  await addWords(language);
  document.documentElement.lang = language;
}

/** Turns the page into another language and remembers it for this device. */
export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(storageKey, language);
  if (i18next.language === language) return;
  await addWords(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
