import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRegistryNumber, readVatNumber } from './identity.ts';

describe('a VAT number', () => {
  it.each([
    // Of companies that print them: the eighth digit was worked out by hand from 9-7-3-1.
    ['10537914-4-44', '10537914-4-44'],
    ['10625790 4 44', '10625790-4-44'],
    ['10484878242', '10484878-2-42'],
    ['HU10537914', 'HU10537914'],
    ['hu 10625790', 'HU10625790'],
    ['ATU12345678', 'ATU12345678'],
    ['BE 0123.456.789', 'BE0123456789'],
    ['DE123456789', 'DE123456789'],
    ['GR123456789', 'EL123456789'],
    ['ESX1234567X', 'ESX1234567X'],
    ['FRAB123456789', 'FRAB123456789'],
    ['GB 123 4567 89', 'GB123456789'],
    ['GBGD001', 'GBGD001'],
    ['XI123456789', 'XI123456789'],
    ['IE1234567WA', 'IE1234567WA'],
    ['NL123456789B01', 'NL123456789B01'],
    ['SE123456789001', 'SE123456789001'],
    ['RO1234', 'RO1234'],
    ['CHE-123.456.789', 'CHE123456789'],
  ])('%s is kept as %s', (text, kept) => {
    expect(readVatNumber(text)).toBe(kept);
  });

  it.each([
    '',
    '10537915-4-44', // the eighth digit is 4
    'HU10537915',
    '10537914-6-44', // there is no sixth kind of taxpayer
    '10537914-4-21', // nor a county 21
    '10537914-4-00',
    '10537914',
    'AT12345678',
    'BE2123456789',
    'DE12345678',
    'GB12345678',
    'SE123456789002',
    'NL123456789A01',
    'FRIO123456789',
    'HU',
    'XYZ',
    '12345678901234',
  ])('%j is none', (text) => {
    expect(readVatNumber(text)).toBeNull();
  });

  it('one wrong digit of a Hungarian one is always found', () => {
    const core = fc.stringMatching(/^\d{7}$/).map((seven) => {
      const right = Array.from({ length: 10 }, (_unused, last) => seven + String(last)).filter((digits) =>
        readVatNumber(`HU${digits}`),
      );
      expect(right).toHaveLength(1);
      return right[0] ?? '';
    });
    fc.assert(
      fc.property(core, fc.integer({ min: 0, max: 7 }), fc.integer({ min: 1, max: 9 }), (digits, at, more) => {
        const other = (Number(digits[at]) + more) % 10;
        expect(readVatNumber(`HU${digits.slice(0, at)}${String(other)}${digits.slice(at + 1)}`)).toBeNull();
      }),
    );
  });
});

describe('a registry number', () => {
  it.each([
    ['01-10-041585', null, '01-10-041585'],
    ['0110041585', 'Magyarország', '01-10-041585'],
    ['01 10 041683', 'HU', '01-10-041683'],
    ['FN 123456a', 'Austria', 'FN 123456A'],
    ['SC123456', 'United Kingdom', 'SC123456'],
    ['HRB 1234', null, 'HRB 1234'],
  ])('%s of %s is kept as %s', (text, country, kept) => {
    expect(readRegistryNumber(text, country)).toBe(kept);
  });

  it.each([
    ['21-10-041585', null], // there are twenty courts
    ['01-24-041585', 'HU'],
    ['01-10-41585', 'HU'],
    ['HRB 1234', 'Hungary'],
    ['', null],
    ['ismeretlen', null],
  ])('%s of %s is none', (text, country) => {
    expect(readRegistryNumber(text, country)).toBeNull();
  });
});
