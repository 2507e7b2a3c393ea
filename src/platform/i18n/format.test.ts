import { describe, expect, test } from 'vitest';
import { formatOf } from './format.ts';

/** No-break spaces are written as _ here, so that a wrong kind of space shows. */
const seen = (text: string): string => text.replaceAll('\u00a0', '_');

const en = formatOf('en');
const hu = formatOf('hu');

// The pairs stand in the design, section 11, unless something else is said.
describe('numbers', () => {
  test('prose keeps four digits together in Hungarian, columns never do', () => {
    expect(seen(en.number(1_247_300))).toBe('1,247,300');
    expect(seen(hu.number(1_247_300))).toBe('1_247_300');
    expect(seen(hu.number(1234))).toBe('1234');
    expect(seen(hu.columnNumber(1234))).toBe('1_234');
    expect(seen(hu.number(14.8, 1))).toBe('14,8');
  });

  test('percent without a space before the sign', () => {
    expect([en.percent(0.148), hu.percent(0.148)]).toEqual(['14.8%', '14,8%']);
  });

  test('a change carries its sign, a true minus; what rounds to nothing carries none', () => {
    expect([en.signedPercent(0.041), en.signedPercent(-0.012), hu.signedPercent(-0.012)]).toEqual([
      '+4.1%',
      '\u22121.2%',
      '\u22121,2%',
    ]);
    expect([en.signedPercent(-0.0001), en.signedPercent(0.0001)]).toEqual(['0.0%', '0.0%']);
  });
});

describe('money', () => {
  test('forints have no decimals and stand behind the figure in both languages', () => {
    expect(seen(en.money('118600000', 'HUF'))).toBe('118,600,000_Ft');
    expect(seen(hu.money('118600000', 'HUF'))).toBe('118_600_000_Ft');
  });

  test('other currencies: the symbol first in English, the code behind in Hungarian', () => {
    expect(seen(en.money('1234.50', 'EUR'))).toBe('€1,234.50');
    expect(seen(hu.money('1234.50', 'EUR'))).toBe('1234,50_EUR');
    expect(seen(en.money('-1234.50', 'EUR'))).toBe('\u2212€1,234.50');
    expect(seen(en.money('5', 'CHF'))).toBe('CHF_5.00');
  });

  test('a decimal string keeps every digit, also beyond what a float holds', () => {
    expect(en.money('12345678901234567.89', 'GBP')).toBe('£12,345,678,901,234,567.89');
  });

  test('short forms', () => {
    expect([en, hu].map((format) => seen(format.shortMoney('118600000', 'HUF')))).toEqual(['118.6_M_Ft', '118,6_M_Ft']);
    expect([en, hu].map((format) => seen(format.shortMoney('8700000000', 'HUF')))).toEqual([
      '8.70_bn_Ft',
      '8,70_Mrd_Ft',
    ]);
    // Section 16, wireframe C.
    expect(seen(en.shortMoney('1247300000', 'HUF'))).toBe('1,247.3_M_Ft');
    expect(seen(en.shortMoney('279489.02', 'GBP'))).toBe('£279,489');
    expect(seen(en.shortMoney('-8300065.81', 'GBP'))).toBe('\u2212£8.30_M');
  });

  test('a column leaves the unit to its header', () => {
    expect([seen(en.amount('1234.5', 'EUR')), seen(hu.amount('1234.5', 'EUR'))]).toEqual(['1,234.50', '1_234,50']);
    expect([en.unit('HUF'), en.unit('GBP'), hu.unit('GBP')]).toEqual(['Ft', '£', 'GBP']);
  });
});

describe('days', () => {
  test('long, short, numeric', () => {
    expect((['long', 'short', 'numeric'] as const).map((style) => seen(en.day('2026-11-24', style)))).toEqual([
      'Tuesday, 24 November 2026',
      '24_Nov',
      '24_Nov_2026',
    ]);
    expect((['long', 'short', 'numeric'] as const).map((style) => seen(hu.day('2026-11-24', style)))).toEqual([
      '2026. november 24., kedd',
      'nov._24.',
      '2026._11._24.',
    ]);
  });

  test('September has three letters', () => {
    expect(seen(en.day('2026-09-04', 'short'))).toBe('4_Sep');
  });

  test('near days', () => {
    const near = (day: string): string[] => [en, hu].map((format) => seen(format.nearDay(day, '2026-11-24')));
    expect(near('2026-11-24')).toEqual(['today', 'ma']);
    expect(near('2026-11-25')).toEqual(['tomorrow', 'holnap']);
    expect(near('2026-11-27')).toEqual(['Fri_27_Nov', 'nov._27._(P)']);
    expect(near('2027-03-01')).toEqual(['1_Mar_2027', '2027._03._01.']);
  });

  test('a half-open period of whole months is told by its months', () => {
    expect(seen(en.period('2025-12-01', '2026-12-01'))).toBe('Dec_2025 – Nov_2026');
    expect(seen(en.period('2026-11-01', '2026-12-01'))).toBe('Nov_2026');
    expect(seen(en.period('2026-11-03', '2026-11-10'))).toBe('3_Nov_2026 – 9_Nov_2026');
  });

  test("a moment is told by the clock of the company's zone, over midnight, too", () => {
    expect(seen(en.instant('2026-11-24T08:00:00Z', 'Europe/Budapest'))).toBe('24_Nov_2026, 09:00');
    expect(seen(hu.instant('2026-11-24T23:30:00Z', 'Europe/Budapest'))).toBe('2026._11._25. 0:30');
  });
});

test('sizes of files', () => {
  expect([999, 45_000, 12_345_678].map((count) => seen(en.bytes(count)))).toEqual(['999_B', '45_kB', '12.3_MB']);
});
