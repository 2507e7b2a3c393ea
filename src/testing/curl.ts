/** A line of curl as it is read: what it would send. */
export interface CurlLine {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** What stands behind it as a comment: the status that it promises. */
  readonly promised: number | undefined;
}

/** Lines of curl in a text, those that go on behind a backslash as one. */
export const curlLinesIn = (text: string): string[] =>
  text
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.startsWith('curl '));

/**
 * Reads a line of curl as a shell would: quotes, names of variables, a comment behind it.
 * @param variables what `$NAME` and `$(command)` stand for
 * @throws Error for an option that our examples do not use, and for a variable that is not given
 */
export function readCurl(line: string, variables: Readonly<Record<string, string>>): CurlLine {
  const [, command = line, comment] = /^(.*?)(?:\s+#\s*(\d{3}))?$/s.exec(line) ?? [];
  const words = wordsOf(command, variables).slice(1);
  const headers: Record<string, string> = {};
  let method: string | undefined;
  let body: string | undefined;
  let url: string | undefined;
  const next = (): string => {
    const word = words.shift();
    if (word === undefined) throw new Error(`Something is missing at the end: ${line}`);
    return word;
  };
  while (words.length > 0) {
    const word = next();
    if (word === '-s') continue;
    if (word === '-X') method = next();
    else if (word === '-d') body = next();
    else if (word === '-H') {
      const [name = '', value = ''] = next().split(/:\s*(.*)/s, 2);
      headers[name.toLowerCase()] = value;
    } else if (word.startsWith('-')) throw new Error(`${word} is no option of our examples: ${line}`);
    else url = word;
  }
  if (url === undefined) throw new Error(`There is no address: ${line}`);
  const promised = comment === undefined ? undefined : Number(comment);
  return { method: method ?? (body === undefined ? 'GET' : 'POST'), url, headers, body, promised };
}

function wordsOf(command: string, variables: Readonly<Record<string, string>>): string[] {
  const filled = (text: string): string =>
    text.replaceAll(/\$(?:\((\w+)\)|(\w+))/g, (all, run: string | undefined, name: string | undefined) => {
      const value = variables[run ?? name ?? ''];
      if (value === undefined) throw new Error(`${all} is not known here.`);
      return value;
    });
  return [...command.matchAll(/(?:'[^']*'|"[^"]*"|\\.|[^\s'"\\])+/g)].map(([word]) =>
    word.replaceAll(/'([^']*)'|"([^"]*)"|\\(.)|([^'"\\]+)/g, (...parts: (string | undefined)[]) => {
      const [, single, double, escaped, plain] = parts;
      return single ?? escaped ?? filled(double ?? plain ?? '');
    }),
  );
}
