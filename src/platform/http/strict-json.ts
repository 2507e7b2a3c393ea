import { ProblemError } from './problem.ts';

const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads a JSON body. Where JSON.parse would quietly let the last of two equal keys win, or take `__proto__`, this refuses:
 * two readers of one body must never understand it differently.
 * @throws ProblemError 400 `json-broken`, `json-duplicate-key`, `json-forbidden-key`
 */
export function parseStrictJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ProblemError(400, 'json-broken');
  }
  refuseRepeatedKeys(text);
  return value;
}

// The text is valid JSON here, so a string that is followed by a colon is a key and braces outside strings are objects.
function refuseRepeatedKeys(text: string): void {
  const tokens = /("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}]/gs;
  const open: Set<string>[] = [];
  for (const [token, quoted, colon] of text.matchAll(tokens)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (quoted !== undefined && colon !== undefined) {
      const key = String(JSON.parse(quoted));
      const seen = open.at(-1);
      if (forbiddenKeys.has(key)) throw new ProblemError(400, 'json-forbidden-key', { key });
      if (seen?.has(key)) throw new ProblemError(400, 'json-duplicate-key', { key });
      seen?.add(key);
    }
  }
}
