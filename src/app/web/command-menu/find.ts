import type { Command } from '#platform/web/commands.ts';

/** Text as it is compared: without accents and without case, so that "het pa" finds "Hét Patak". */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether every word of the query begins a word of the text. */
export function matches(text: string, query: string): boolean {
  const words = plain(text).split(/[^\p{L}\p{N}]+/u);
  return plain(query)
    .split(/\s+/)
    .filter((part) => part !== '')
    .every((part) => words.some((word) => word.startsWith(part)));
}

/** What a person typed: `>` asks for commands only, `@` for people. */
interface Question {
  readonly text: string;
  readonly only: 'commands' | 'people' | null;
}

const prefixes: Readonly<Record<string, 'commands' | 'people'>> = { '>': 'commands', '@': 'people' };

export const questionOf = (query: string): Question => {
  const trimmed = query.trim();
  const only = prefixes[trimmed.charAt(0)] ?? null;
  return { text: only === null ? trimmed : trimmed.slice(1).trim(), only };
};

/** The commands of a group that fit the question; those that only have a key are not shown. */
export const commandsFor = (commands: readonly Command[], group: Command['group'], text: string): readonly Command[] =>
  commands.filter((command) => command.group === group && !command.onlyKeys && matches(command.label, text));
