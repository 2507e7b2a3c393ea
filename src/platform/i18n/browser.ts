import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { formatOf } from '#platform/i18n/format.ts';
import { languageOf, languages, type Language } from '#platform/i18n/language.ts';

/** Fetches the words of one room in each language: key → text. Keys are unique over all modules (checks/languages.ts). */
type Room = Readonly<Record<Language, () => Promise<{ readonly words: Readonly<Record<string, string>> }>>>;

/** All words are in one table, so nobody has to know which module a sentence comes from. */
const namespace = 'words';
const storageKey = 'kulcs.language';

const rooms = new Set<Room>();

async function addWords(room: Room, language: Language): Promise<void> {
  const { words } = await room[language]();
  i18next.addResourceBundle(language, namespace, words);
}

const addAllWords = (language: Language): Promise<unknown> =>
  Promise.all([...rooms].map((room) => addWords(room, language)));

/**
 * Makes the words of a part of the page ready: now when the page has begun, else together with the others at its beginning.
 * A part that is loaded later waits for its words, so that nobody sees a key.
 * @public imported by what vite.config.ts writes
 */
export async function addRoom(room: Room): Promise<void> {
  rooms.add(room);
  if (i18next.isInitialized) await addWords(room, i18next.language === 'hu' ? 'hu' : 'en');
}

/** The language before anyone has signed in: the one last used on this device, else the browser's. */
function languageOfDevice(): Language {
  const kept = localStorage.getItem(storageKey);
  return languages.find((language) => language === kept) ?? languageOf(navigator.languages.join(','));
}

/** Makes the words ready. Only one language is loaded; the other comes when a person chooses it. */
export async function startI18n(core: Room): Promise<void> {
  rooms.add(core);
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
  await addAllWords(language);
  document.documentElement.lang = language;
}

/** Turns the page into another language and remembers it for this device. */
export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(storageKey, language);
  if (i18next.language === language) return;
  await addAllWords(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
