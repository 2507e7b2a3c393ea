import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDecimalParser, decimalEvidence, hundredth } from './parse-decimal.ts';

describe('decimals', () => {
  test.each([
    ['1', '1', '1'],
    ['-1', '-1', '-1'],
    ['+5', '5', '5'],
    ['−5', '-5', '-5'],
    ['0', '0', '0'],
    ['-0', '0', '0'],
    ['-0.00', '0', null],
    ['0.50', '0.5', null],
    ['0,50', null, '0.5'],
    ['12.5', '12.5', null],
    ['12,5', null, '12.5'],
    ['00012', '12', '12'],
    ['.5', '0.5', null],
    [',5', null, '0.5'],
    ['5.', null, null],
    ['1.234,56', null, '1234.56'],
    ['1,234.56', '1234.56', null],
    ['1 234,56', null, '1234.56'],
    ['1\u00a0234,56', null, '1234.56'],
    ['1\u202f234\u202f567,5', null, '1234567.5'],
    ["1'234.5", '1234.5', null],
    ['1’234’567', '1234567', '1234567'],
    ['1,234', '1234', '1.234'],
    ['1.234', '1.234', '1234'],
    ['1,23', null, '1.23'],
    ['1,2345', null, '1.2345'],
    ['12,34,567', null, null],
    ['1 234.567.890', null, null],
    ['1,234 567', null, null],
    ['0,123', null, '0.123'],
    ['(5)', null, null],
    ['5-', null, null],
    ['1e5', null, null],
    ['NaN', null, null],
    ['Infinity', null, null],
    ['0x10', null, null],
    ['--5', null, null],
    ['1..2', null, null],
    ['', null, null],
    ['-', null, null],
    ['١٢', null, null],
    ['123456789012345.123456', '123456789012345.123456', null],
    ['1234567890123456', null, null],
    ['999999999999999.9999999', null, null],
    ['3.539999999999999', '3.54', null],
    ['0.0000005', '0.000001', null],
    ['-0.0000005', '-0.000001', null],
    ['0.00000049', '0', null],
  ])('%s', (text, withPoint, withComma) => {
    expect(createDecimalParser('.')(text)).toBe(withPoint);
    expect(createDecimalParser(',')(text)).toBe(withComma);
  });

  test.each([
    ['£2.55', '2.55'],
    ['$1,234.00', '1234'],
    ['-$5.00', '-5'],
    ['$-5.00', '-5'],
    ['5 €', '5'],
    ['12.5 EUR', '12.5'],
    ['HUF 1 234', '1234'],
    ['$5 USD', null],
    ['-$-5', null],
    ['5 kg', null],
    ['$', null],
  ])('sign of a currency: %s', (text, value) => {
    expect(createDecimalParser('.')(text)).toBe(value);
  });

  test('two currencies in one column are not added up', () => {
    const read = createDecimalParser('.');
    expect([read('$5.00'), read('7'), read('€5.00'), read('$6.10')]).toEqual(['5', '7', null, '6.1']);
  });

  test('any number written in either way is read back', () => {
    const whole = fc.bigInt({ min: 0n, max: 999_999_999_999_999n });
    const decimals = fc.integer({ min: 0, max: 999_999 });
    fc.assert(
      fc.property(whole, decimals, fc.boolean(), fc.constantFrom(' ', '\u00a0', '’', ''), (units, rest, minus, by) => {
        const fraction = String(rest).padStart(6, '0').replace(/0+$/, '');
        const canonical = fraction === '' ? String(units) : `${String(units)}.${fraction}`;
        const sign = minus ? '-' : '';
        const expected = minus && canonical !== '0' ? `-${canonical}` : canonical;
        const grouped = String(units).replace(/\B(?=(\d{3})+$)/g, by);
        for (const mark of ['.', ','] as const) {
          const text = `${sign}${grouped}${mark}${String(rest).padStart(6, '0')}`;
          expect(createDecimalParser(mark)(text)).toBe(expected);
        }
      }),
    );
  });

  test.each([
    ['20', '0.2'],
    ['5', '0.05'],
    ['-7.5', '-0.075'],
    ['0', '0'],
    ['1234.5', '12.345'],
    ['0.0001', '0.000001'],
  ])('a hundredth of %s', (percent, share) => {
    expect(hundredth(percent)).toBe(share);
  });

  test.each([
    ['12.5', '.'],
    ['12,5', ','],
    ['1,234.56', '.'],
    ['1.234,56', ','],
    ['1.234.567', ','],
    ['1,234,567', '.'],
    ['0,123', ','],
    ['1234,567', ','],
    ['£2.50', '.'],
    ['-3,5 Ft', ','],
    ['1,234', 'open'],
    ['-12.345', 'open'],
    ['12', null],
    ['1 234', null],
    ['abc', null],
    ['1,2,3', null],
    ['2024.05.07', null],
  ])('what %s proves about the decimal mark', (text, evidence) => {
    expect(decimalEvidence(text)).toBe(evidence);
  });
});
