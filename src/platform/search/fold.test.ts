import { expect, it } from 'vitest';
import { foldForSearch } from './fold.ts';

it.each([
  ['letters lose case and accents', 'Szőlőhegyi GYÓGYSZERTÁR', 'szolohegyi gyogyszertar'],
  ['all Hungarian vowels', 'áéíóöőúüű ÁÉÍÓÖŐÚÜŰ', 'aeiooouuu aeiooouuu'],
  ['letters written as two characters are the same', 'o\u030b', 'o'],
  ['blanks at the ends go, several become one', '  Kis \t Bolt\u00a0Kft. ', 'kis bolt kft.'],
  ['a percent sign is a percent sign', '100%', String.raw`100\%`],
  ['an underscore is an underscore', 'a_b', String.raw`a\_b`],
  ['a backslash is a backslash', String.raw`a\b`, String.raw`a\\b`],
  ['nothing stays nothing', ' \n ', ''],
  ['other scripts stay', 'Клиника', 'клиника'],
])('%s', (_is, text, folded) => {
  expect(foldForSearch(text)).toBe(folded);
});
