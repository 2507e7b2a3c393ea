/** Every action that code records in the audit has a sentence of its own there, and every sentence an action. */
import ts from 'typescript';
import { report, root, type Fault, type Findings } from './fault.ts';
import { isTest, isTypeScript, listFiles, readText } from './tree.ts';

/** The name of the function that records (src/platform/audit/record.ts), and which of its arguments is the action. */
const recorder = { name: 'record', place: 1 };
const sentences = 'src/platform/web/messages/audit/en.json';
const beginning = 'did.';
/** Said of an action without a sentence, which a newer version may have written. */
const fallback = 'did.other';

/** Looks at all code of the project in `folder` that records, and at the sentences of the audit page. */
export function findAuditWordFaults(folder: string): Findings {
  const files = listFiles(folder);
  const code = files.filter((file) => file.startsWith('src/') && isTypeScript(file) && !isTest(file));
  const found = code
    .filter((file) => !file.startsWith('src/testing/'))
    .map((file) => recordedIn(file, readText(folder, file)));
  const recorded = found.flatMap(({ actions }) => actions);
  const said = new Set(files.includes(sentences) ? Object.keys(JSON.parse(readText(folder, sentences)) as object) : []);
  const mute = recorded
    .filter(({ action }) => !said.has(beginning + action))
    .map(({ where, action }) => ({
      where,
      what: `records ${action}, for which the audit page has no sentence`,
      remedy: `write "${beginning}${action}" in ${sentences} and in hu.json beside it`,
    }));
  const done = new Set(recorded.map(({ action }) => beginning + action));
  const idle = [...said]
    .filter((key) => key !== fallback && !done.has(key))
    .map((key) => ({ where: sentences, what: `nothing records what "${key}" says`, remedy: 'remove it' }));
  return { faults: [...found.flatMap(({ faults }) => faults), ...mute, ...idle], seen: done.size, unit: 'actions' };
}

interface Recorded {
  readonly actions: readonly { readonly action: string; readonly where: string }[];
  readonly faults: readonly Fault[];
}

/** Actions that a file records: as texts, or through a function of the file itself that is given them as texts. */
function recordedIn(file: string, text: string): Recorded {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const calls = callsIn(source);
  const actions: { action: string; where: string }[] = [];
  const faults: Fault[] = [];
  const recorders = importsRecorder(source) ? [recorder] : [];
  // The list grows while it is walked: a function that passes its own argument on records as well.
  for (const { name, place } of recorders) {
    for (const call of calls.filter(({ expression }) => ts.isIdentifier(expression) && expression.text === name)) {
      const argument = call.arguments[place];
      const where = `${file}:${String(source.getLineAndCharacterOfPosition(call.getStart(source)).line + 1)}`;
      const texts = argument ? textsOf(argument) : null;
      const giver = argument && ts.isIdentifier(argument) ? giverOf(argument) : null;
      if (texts) actions.push(...texts.map((action) => ({ action, where })));
      else if (!giver) faults.push({ where, what: 'records an action that reading does not tell', remedy });
      else if (!recorders.some((one) => one.name === giver.name)) recorders.push(giver);
    }
  }
  return { actions, faults };
}

const remedy = 'write the action as a text, or pass it as an argument of a function of the same file';

const importsRecorder = (source: ts.SourceFile): boolean =>
  source.statements.some(
    (one) =>
      ts.isImportDeclaration(one) &&
      ts.isStringLiteral(one.moduleSpecifier) &&
      one.moduleSpecifier.text.endsWith('/audit/record.ts'),
  );

function callsIn(source: ts.SourceFile): ts.CallExpression[] {
  const calls: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) calls.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return calls;
}

/** The texts that an expression may stand for; null when that shows only while it runs. */
function textsOf(expression: ts.Expression): readonly string[] | null {
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  if (!ts.isConditionalExpression(expression)) return null;
  const [one, other] = [textsOf(expression.whenTrue), textsOf(expression.whenFalse)];
  return one && other && [...one, ...other];
}

/** The function around, not exported, whose argument this is. */
function giverOf(argument: ts.Identifier): typeof recorder | null {
  for (let node: ts.Node = argument.parent; !ts.isSourceFile(node); node = node.parent) {
    if (!ts.isFunctionDeclaration(node) && !ts.isArrowFunction(node)) continue;
    const place = node.parameters.findIndex((one) => ts.isIdentifier(one.name) && one.name.text === argument.text);
    if (place < 0) continue;
    const named = ts.isFunctionDeclaration(node) ? node : node.parent;
    const isExported = /^export\b/.test((ts.isVariableDeclaration(named) ? named.parent.parent : named).getText());
    if (isExported || !(ts.isFunctionDeclaration(named) || ts.isVariableDeclaration(named))) return null;
    return named.name && ts.isIdentifier(named.name) ? { name: named.name.text, place } : null;
  }
  return null;
}

if (import.meta.main) report('audit-words', findAuditWordFaults(root));
