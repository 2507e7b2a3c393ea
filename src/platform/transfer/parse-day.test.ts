import fc from 'fast-check';
import { addDays, type Day } from '#kernel/day.ts';
import { describe, expect, test } from 'vitest';
import { createDayParser, knownDateFormats, normalizeDateFormat } from './parse-day.ts';

describe('days', () => {
  test.each([
    ['YYYY-MM-DD', '2010-12-01', '2010-12-01'],
    ['YYYY-MM-DD', '2010-12-01 08:26:00', '2010-12-01'],
    ['YYYY-MM-DD', '2010-12-01T08:26:00Z', '2010-12-01'],
    ['YYYY-MM-DD', '2010-12-01T23:59:59.999+02:00', '2010-12-01'],
    ['YYYY-MM-DD', '1996-07-04 00:00:00.000', '1996-07-04'],
    ['YYYY.MM.DD.', '2024.05.07.', '2024-05-07'],
    ['YYYY.MM.DD.', '2024.05.07', '2024-05-07'],
    ['YYYY.MM.DD.', '2024.05.07. 10:11', '2024-05-07'],
    ['YYYY. MM. DD.', '2024. 05. 07.', '2024-05-07'],
    ['YYYY. MMM. D.', '2024. márc. 5.', '2024-03-05'],
    ['YYYY. MMM. D.', '2024. szeptember 5.', '2024-09-05'],
    ['YYYY/MM/DD', '2024/5/7', '2024-05-07'],
    ['YYYYMMDD', '20240229', '2024-02-29'],
    ['YYYYMMDD', '2024229', null],
    ['DD.MM.YYYY', '07.05.2024', '2024-05-07'],
    ['D.M.YYYY', '7.5.2024', '2024-05-07'],
    ['D. M. YYYY', '7. 5. 2024', '2024-05-07'],
    ['DD/MM/YYYY', '5/6/2020', '2020-06-05'],
    ['MM/DD/YYYY', '5/6/2020', '2020-05-06'],
    ['M/D/YYYY', '12/1/2010 8:26 AM', '2010-12-01'],
    ['M/D/YYYY', '12/1/2010 8:26:30 p.m.', '2010-12-01'],
    ['M/D/YY', '2/24/03', '2003-02-24'],
    ['D/M/YY', '24/2/99', '1999-02-24'],
    ['D-MMM-YY', '5-Sep-21', '2021-09-05'],
    ['D-MMM-YYYY', '05-SEPT-2021', '2021-09-05'],
    ['MMM D, YYYY', 'March 5, 2024', '2024-03-05'],
    ['DD.MM.YYYY', '31.02.2023', null],
    ['YYYY-MM-DD', '2023-02-29', null],
    ['YYYY-MM-DD', '2024-02-29', '2024-02-29'],
    ['YYYY-MM-DD', '0024-01-01', null],
    ['YYYY-MM-DD', '2024-13-01', null],
    ['YYYY-MM-DD', '2024-01-00', null],
    ['YYYY-MM-DD', '2024-01-01 25:00', null],
    ['YYYY-MM-DD', '2024-01-01 10:61', null],
    ['YYYY-MM-DD', '2024-01-01x', null],
    ['YYYY-MM-DD', '01.01.2024', null],
    ['MMM D, YYYY', 'Foo 5, 2024', null],
  ])('%s: %s', (format, text, day) => {
    expect(createDayParser(format)(text)).toBe(day);
  });

  test.each([
    ['dd/mm/yyyy hh:mm', 'DD/MM/YYYY'],
    ['YYYY-MM-DDTHH:mm:ss', 'YYYY-MM-DD'],
    [' yyyy.mm.dd. ', 'YYYY.MM.DD.'],
    ['D-MMM-YY', 'D-MMM-YY'],
    ['YYYY-MM', null],
    ['YYYY-MM-DD-DD', null],
    ['YYYY-MM-DD (x)', null],
    ['day', null],
    ['', null],
  ])('the format %s', (text, format) => {
    expect(normalizeDateFormat(text)).toBe(format);
  });

  test('every known format is one that a person can give', () => {
    expect(knownDateFormats.map(normalizeDateFormat)).toEqual([...knownDateFormats]);
  });

  test('every day of 1970 to 2068 is read back in every known format', () => {
    const months = ['jan', 'Feb', 'márc', 'ápr', 'may', 'Jun', 'júl', 'AUG', 'szept', 'okt', 'Nov', 'dec'];
    const write = (day: string, format: string): string => {
      const [year = '', month = '', date = ''] = day.split('-');
      return format.replace(/YYYY|YY|MMM|MM|M|DD|D/g, (token) => {
        const by: Record<string, string> = { YYYY: year, YY: year.slice(2), MMM: months[Number(month) - 1] ?? '' };
        return (
          by[token] ??
          (token.startsWith('M') ? month : date).slice(
            token.length === 1 && day.at(token === 'M' ? 5 : 8) === '0' ? 1 : 0,
          )
        );
      });
    };
    const anyDay = fc.integer({ min: 0, max: 36_159 }).map((days) => addDays('1970-01-01' as Day, days));
    fc.assert(
      fc.property(anyDay, fc.constantFrom(...knownDateFormats), (day, format) => {
        expect(createDayParser(format)(write(day, format))).toBe(day);
      }),
    );
  });
});
