import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { languages, type Language } from '#platform/i18n/language.ts';
import { sentence } from '#platform/i18n/sentence.ts';

const sources = path.resolve(import.meta.dirname, '../..');

interface Refusal {
  readonly file: string;
  readonly status: number | null;
  readonly code: string;
  /** Names of the facts; null where only running the code would tell. */
  readonly facts: readonly string[] | null;
}

/** Every `new ProblemError(status, 'code', { facts })` of the product. */
function refusals(): Refusal[] {
  const found: Refusal[] = [];
  for (const file of globSync('**/*.ts', { cwd: sources })) {
    if (file.includes('.test.') || file.startsWith('testing/')) continue;
    const text = readFileSync(path.join(sources, file), 'utf8');
    if (!text.includes('ProblemError(')) continue;
    const visit = (node: ts.Node): void => {
      if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'ProblemError') {
        const [status, code, facts] = node.arguments ?? [];
        const known = {
          file,
          status: status && ts.isNumericLiteral(status) ? Number(status.text) : null,
          facts: namesIn(facts),
        };
        for (const one of textsIn(code)) found.push({ ...known, code: one });
      }
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false));
  }
  return found;
}

function textsIn(node: ts.Expression | undefined): string[] {
  if (node && ts.isConditionalExpression(node)) return [...textsIn(node.whenTrue), ...textsIn(node.whenFalse)];
  return node && ts.isStringLiteral(node) ? [node.text] : [];
}

function namesIn(node: ts.Expression | undefined): string[] | null {
  if (!node) return [];
  if (!ts.isObjectLiteralExpression(node)) return null;
  return node.properties.map((property) =>
    property.name && ts.isIdentifier(property.name) ? property.name.text : '?',
  );
}

const all = refusals();

it('there are refusals to look at', () => {
  expect(all.length).toBeGreaterThan(30);
});

/** The sentence, and which facts it asks for. */
function ask(language: Language, code: string): { said: string; asked: readonly string[] } {
  const asked = new Set<string>();
  const facts = new Proxy<Record<string, string>>({}, { get: (_target, name) => (asked.add(String(name)), '…') });
  return { said: sentence(language, code, facts), asked: [...asked] };
}

describe.each(languages)('in %s', (language) => {
  it.each(all)(
    '$code ($file) has a sentence and a title, and is given every fact that it names',
    ({ status, code, facts }) => {
      const { said, asked } = ask(language, code);
      expect(said).not.toBe(code);
      if (status !== null) expect(ask(language, `title.${String(status)}`).said).not.toMatch(/^title/);
      if (facts !== null) expect(asked.filter((name) => !facts.includes(name))).toEqual([]);
    },
  );
});
