import { expect, test } from 'vitest';
import type { Command } from '#platform/web/commands.ts';
import { commandsFor, matches, questionOf } from './find.ts';

test('without accents, by the beginnings of words, in any order', () => {
  expect(matches('Hét Patak Gyógyszertárak Zrt.', 'het pa')).toBe(true);
  expect(matches('Hét Patak Gyógyszertárak Zrt.', 'gyogy het')).toBe(true);
  expect(matches('Hét Patak Gyógyszertárak Zrt.', 'atak')).toBe(false);
  expect(matches('Anything', '')).toBe(true);
});

test('a > asks for commands only, an @ for people', () => {
  expect(questionOf('> dark')).toEqual({ text: 'dark', only: 'commands' });
  expect(questionOf('@anna')).toEqual({ text: 'anna', only: 'people' });
  expect(questionOf(' dark ')).toEqual({ text: 'dark', only: null });
});

test('commands of the group that fit, without those that are only a key', () => {
  const command = (id: string, label: string, more: Partial<Command> = {}): Command => ({
    id,
    label,
    group: 'pages',
    run: () => undefined,
    ...more,
  });
  const commands = [
    command('key-accounts', 'Key accounts'),
    command('accounts', 'All accounts'),
    command('menu', 'Accounts menu', { onlyKeys: true }),
    command('export', 'Export accounts', { group: 'here' }),
  ];
  expect(commandsFor(commands, 'pages', 'acc').map(({ id }) => id)).toEqual(['key-accounts', 'accounts']);
});
