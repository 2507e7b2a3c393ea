/** Finds where code asks for words: calls of t(…), <Trans i18nKey>, and codes of refusals, whose sentence is `problem.<code>`. */
import ts from 'typescript';

/** A key that code asks for. With a pattern it is put together at run time, and `key` is for people: `state.…`. */
export interface WordUse {
  readonly file: string;
  readonly line: number;
  readonly key: string;
  readonly pattern: RegExp | undefined;
}

/** What a file says about words: the keys it asks for, and every piece of text that could be a key or a code. */
export interface WordsOfFile {
  readonly uses: readonly WordUse[];
  readonly patterns: readonly RegExp[];
}

/** Where the code of a refusal stands among the arguments. */
const codeArgument: Readonly<Record<string, number>> = { refused: 0, ProblemError: 1 };

/** Reads one source file. */
export function wordsOf(file: string, text: string): WordsOfFile {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, scriptKind(file));
  const uses: WordUse[] = [];
  const patterns: RegExp[] = [];
  const add = (expression: ts.Expression | undefined, before: string): void => {
    for (const { key, pattern } of keysOf(expression, before)) {
      const at = expression?.getStart(source) ?? 0;
      uses.push({ file, line: source.getLineAndCharacterOfPosition(at).line + 1, key, pattern });
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const name = nameOf(node.expression);
      if (name === 't') add(node.arguments?.[0], '');
      const place = codeArgument[name];
      if (place !== undefined) add(node.arguments?.[place], 'problem.');
    }
    if (ts.isJsxAttribute(node) && node.name.getText(source) === 'i18nKey' && node.initializer) {
      add(ts.isJsxExpression(node.initializer) ? node.initializer.expression : stringIn(node.initializer), '');
    }
    if (ts.isTemplateExpression(node)) patterns.push(patternOf(node, ''));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { uses, patterns };
}

const scriptKind = (file: string): ts.ScriptKind => (file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);

const stringIn = (node: ts.JsxAttributeValue): ts.Expression | undefined =>
  ts.isStringLiteral(node) ? node : undefined;

function nameOf(callee: ts.Expression): string {
  if (ts.isIdentifier(callee)) return callee.text;
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : '';
}

type Key = Pick<WordUse, 'key' | 'pattern'>;

/** Keys an expression may stand for; nothing for one that only running it would tell. */
function keysOf(expression: ts.Expression | undefined, before: string): Key[] {
  if (!expression) return [];
  if (ts.isStringLiteralLike(expression)) return [{ key: before + expression.text, pattern: undefined }];
  if (ts.isTemplateExpression(expression))
    return [{ key: partsOf(expression, before).join('…'), pattern: patternOf(expression, before) }];
  if (ts.isConditionalExpression(expression)) {
    return [...keysOf(expression.whenTrue, before), ...keysOf(expression.whenFalse, before)];
  }
  if (ts.isParenthesizedExpression(expression) || ts.isAsExpression(expression)) {
    return keysOf(expression.expression, before);
  }
  return [];
}

const partsOf = (template: ts.TemplateExpression, before: string): string[] => [
  before + template.head.text,
  ...template.templateSpans.map((span) => span.literal.text),
];

const patternOf = (template: ts.TemplateExpression, before: string): RegExp =>
  new RegExp(
    `^${partsOf(template, before)
      .map((part) => RegExp.escape(part))
      .join('.+')}$`,
  );
