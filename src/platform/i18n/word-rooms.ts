import { wordsOfPage } from './words-of-page.ts';

/** The words of every page: the frame's and the parts'. They come with the first load. */
const core = 'core';

/**
 * One slice's messages are one room of words; those of the frame and of the parts are the core. Each folder below either is a
 * room of its own, for pages that are opened apart from the others.
 */
export const roomOf = (file: string): string =>
  /(?:^|\/)messages\/([^/]+)\//.exec(file)?.[1] ?? /(?:^|\/)slices\/([^/]+)\//.exec(file)?.[1] ?? core;

/** Which room has a key. A plural form is asked for without its ending. @param files paths and texts of messages files */
export function roomsOfKeys(files: readonly { readonly file: string; readonly text: string }[]): Map<string, string> {
  return new Map(
    files.flatMap((file) =>
      Object.keys(wordsOfPage([file])).map((key) => [
        key.replace(/_(?:zero|one|two|few|many|other)$/, ''),
        roomOf(file.file),
      ]),
    ),
  );
}

/**
 * The rooms, besides the core, whose words a module asks for: its own slice's when it draws something, and those of each key
 * that stands in its text, whole or as the beginning of a template.
 */
export function roomsAskedFor(file: string, text: string, rooms: ReadonlyMap<string, string>): readonly string[] {
  const asked = new Set<string>();
  if (/\.tsx$/.test(file) && roomsOf(rooms).has(roomOf(file))) asked.add(roomOf(file));
  for (const [, key = ''] of text.matchAll(/['"`]([a-z][\w-]*(?:\.[\w-]+)+)['"`]/g)) asked.add(rooms.get(key) ?? core);
  for (const [, beginning = ''] of text.matchAll(/`([a-z][\w-]*\.(?:[\w-]+\.)*[\w-]*)\$\{/g)) {
    for (const [key, room] of rooms) if (key.startsWith(beginning)) asked.add(room);
  }
  asked.delete(core);
  return [...asked].sort();
}

const roomsOf = (rooms: ReadonlyMap<string, string>): ReadonlySet<string> => new Set(rooms.values());
