interface MessagesFile {
  /** Its path below `src`. */
  readonly file: string;
  readonly text: string;
}

/**
 * The words that the page needs, as one table. Sentences of refusals stay behind: the server sends them with its answers;
 * only those of the page's own module (no connection, and the like) are said by the page itself.
 */
export function wordsOfPage(files: readonly MessagesFile[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    files.flatMap(({ file, text }) => {
      // A messages file is a flat object of strings; the check of the languages holds it to that.
      const words = Object.entries(JSON.parse(text) as Record<string, string>);
      return words.filter(([key]) => file.startsWith('platform/web/') || !key.startsWith('problem.'));
    }),
  );
}
