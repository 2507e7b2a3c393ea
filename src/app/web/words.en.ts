import { mergeWords } from '#app/web/merge-words.ts';

export const words = mergeWords(
  import.meta.glob<Record<string, string>>(
    ['../messages/en.json', '../../slices/*/messages/en.json', '../../platform/web/messages/en.json'],
    { eager: true, import: 'default' },
  ),
);
