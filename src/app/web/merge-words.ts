type Words = Readonly<Record<string, string>>;

/**
 * The words that the page needs, from all files. Sentences of refusals stay behind: the server sends them with its answer;
 * only those of the page's own module are said by the page itself.
 */
export const mergeWords = (files: Readonly<Record<string, Words>>): Words =>
  Object.fromEntries(
    Object.entries(files).flatMap(([file, words]) =>
      Object.entries(words).filter(([key]) => file.includes('/platform/web/') || !key.startsWith('problem.')),
    ),
  );
