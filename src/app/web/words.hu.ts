import { mergeWords } from '#app/web/merge-words.ts';

export const words = mergeWords(
  import.meta.glob<Record<string, string>>(
    ['../messages/hu.json', '../../slices/*/messages/hu.json', '../../platform/web/messages/hu.json'],
    { eager: true, import: 'default' },
  ),
);
