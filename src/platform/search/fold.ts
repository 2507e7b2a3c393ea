/** Letters without case and accents, and with what LIKE would read as a wildcard made literal: as accounts.account.search_text is kept. */
export function foldForSearch(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\%_]/g, String.raw`\$&`);
}
