import { describe, expect, it } from 'vitest';
import { addressOfSecret, codeOfStep, stepAt, stepOfCode, toBase32 } from './one-time-code.ts';

const secret = Buffer.from('12345678901234567890', 'ascii');

describe('codes are those of RFC 6238, appendix B', () => {
  // The table there has eight digits; an app shows the last six of them.
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('at second %i: %s', (second, eight) => {
    expect(codeOfStep(secret, stepAt(second * 1000))).toBe(eight.slice(2));
  });
});

describe('a code counts', () => {
  const at = (second: number): number => second * 1000;
  it.each([
    ['in its own step', at(59), 1],
    ['one step late', at(60), 1],
    ['until the end of that step', at(89), 1],
    ['two steps late, not', at(90), null],
    ['one step early', at(29), 1],
  ])('%s', (_when, instant, step) => {
    expect(stepOfCode(secret, '287082', instant)).toBe(step);
  });

  it.each(['287083', '28708', '2870822', '', '٢٨٧٠٨٢', '28708é'])('not as %j', (code) => {
    expect(stepOfCode(secret, code, 59_000)).toBeNull();
  });
});

// RFC 4648, section 10, without the padding.
it.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('%j is %s in base32', (text, written) => {
  expect(toBase32(Buffer.from(text))).toBe(written);
});

it('the address for the app holds what somebody typed as data', () => {
  const address = new URL(addressOfSecret('MZXW6', 'A & B?secret=X', 'ő:x@kulcs.test'));
  expect([address.protocol, address.host, address.searchParams.getAll('secret')]).toEqual([
    'otpauth:',
    'totp',
    ['MZXW6'],
  ]);
  expect(address.searchParams.get('issuer')).toBe('Kulcs A & B?secret=X');
});
