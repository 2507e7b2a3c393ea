/** Ends of the statements of an SQL text: places behind each semicolon that stands in no string, body or comment. */
export function statementEnds(text: string): readonly number[] {
  // What is skipped as a whole comes first; an escaped quote within a string is two strings beside each other.
  const pieces = /--[^\n]*|\/\*[\s\S]*?\*\/|'[^']*'|"[^"]*"|(\$\w*\$)[\s\S]*?\1|;/g;
  return [...text.matchAll(pieces)].filter(([piece]) => piece === ';').map(({ index }) => index + 1);
}
