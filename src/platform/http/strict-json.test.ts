import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProblemError } from './problem.ts';
import { parseStrictJson } from './strict-json.ts';

function codeOf(text: string): string {
  try {
    parseStrictJson(text);
    return 'read';
  } catch (error) {
    if (error instanceof ProblemError) return error.code;
    throw error;
  }
}

const many = ' '.repeat(5000);

describe('refuses', () => {
  it.each([
    ['nothing', '', 'json-broken'],
    ['half an object', '{"a":1', 'json-broken'],
    ['a byte-order mark', '\ufeff{}', 'json-broken'],
    ['a comma too many', '{"a":1,}', 'json-broken'],
    ['single quotes', "{'a':1}", 'json-broken'],
    ['NaN', '{"a":NaN}', 'json-broken'],
    ['a key twice', '{"a":1,"a":2}', 'json-duplicate-key'],
    ['a key twice, once written with an escape', String.raw`{"a":1,"\u0061":2}`, 'json-duplicate-key'],
    ['a key twice, far from its colon', `{"a"${many}:1,"a"\n\t\r :2}`, 'json-duplicate-key'],
    ['a key twice, deep inside', '{"x":[{"y":{"a":1,"b":2,"a":3}}]}', 'json-duplicate-key'],
    ['a key twice around an inner object', '{"a":{"b":1},"a":2}', 'json-duplicate-key'],
    ['__proto__', '{"__proto__":{"isHost":true}}', 'json-forbidden-key'],
    ['__proto__ far from its colon', `{"__proto__"${many}:1}`, 'json-forbidden-key'],
    ['__proto__ with an escape', String.raw`{"\u005f_proto__":1}`, 'json-forbidden-key'],
    ['__proto__ deep inside', '[[{"a":{"__proto__":1}}]]', 'json-forbidden-key'],
    ['constructor', '{"constructor":{"prototype":{}}}', 'json-forbidden-key'],
    ['prototype', '{"prototype":1}', 'json-forbidden-key'],
  ])('%s', (_what, text, code) => {
    expect(codeOf(text)).toBe(code);
  });
});

describe('reads', () => {
  it.each([
    ['an empty object', '{}'],
    ['the same key in two objects', '[{"a":1},{"a":2}]'],
    ['the same key in an object and in one inside', '{"a":{"a":{"a":1}}}'],
    ['a value that looks like a key', '{"a":"b","b":"a"}'],
    ['a text with braces, quotes and colons', String.raw`{"a":"{\"a\":1,\"a\":2}","b":"\\"}`],
    ['a forbidden word as a value', '{"a":"__proto__","b":["constructor"]}'],
    ['texts in a list', '["a","a","a"]'],
    ['a number', '12'],
  ])('%s', (_what, text) => {
    expect(parseStrictJson(text)).toEqual(JSON.parse(text));
  });

  it('a megabyte of text in one value, and a megabyte of brackets, quickly', () => {
    const began = performance.now();
    expect(codeOf(JSON.stringify({ a: String.raw`x\y`.repeat(330_000) }))).toBe('read');
    expect(codeOf(`${'['.repeat(500_000)}${']'.repeat(500_000)}`)).toMatch(/read|json-broken/);
    expect(codeOf(`{"a"${' '.repeat(1_000_000)}}`)).toBe('json-broken');
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it('whatever JSON.stringify writes, with and without blanks', () => {
    const value = fc
      .jsonValue({ maxDepth: 4 })
      .filter((drawn) => !/__proto__|constructor|prototype/.test(JSON.stringify(drawn)));
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 2, '\t'), (drawn, blanks) => {
        const text = JSON.stringify(drawn, undefined, blanks);
        expect(parseStrictJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });
});
