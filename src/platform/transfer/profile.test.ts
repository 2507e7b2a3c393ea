import { describe, expect, test } from 'vitest';
import { badFields } from './bad/bad-file.ts';
import { defaultLimits } from './limits.ts';
import { profileFile, type ProfileQuestion } from './profile.ts';
import { encodeText } from './testing/encode-text.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import type { MappingParts } from './types.ts';

const folder = temporaryFolder();
const look = (file: string, options: Partial<ProfileQuestion> = {}) =>
  profileFile({ file, fields: badFields, given: {}, remembered: {}, joins: [], limits: defaultLimits, ...options });

const plain = 'code,day,amount,name\nA1,2024-05-07,1.5,x\n';
const whole: MappingParts = {
  columns: { code: 'code', day: 'day', amount: 'amount', name: 'name' },
  encoding: 'windows-1250',
  delimiter: ',',
  decimal: '.',
  dateFormat: 'YYYY-MM-DD',
};

describe('looking at a file', () => {
  test('says what it found, and that it guessed', async () => {
    const file = await folder.write('plain.csv', plain);
    expect(await look(file)).toEqual({
      headers: ['code', 'day', 'amount', 'name'],
      sample: [['A1', '2024-05-07', '1.5', 'x']],
      mapping: { ...whole, encoding: 'utf-8' },
      origin: {
        columns: 'guessed',
        encoding: 'valid-utf-8',
        delimiter: 'guessed',
        decimal: 'guessed',
        dateFormat: 'guessed',
      },
      missing: [],
      ambiguous: [],
      lost: [],
      joins: [],
    });
  });

  test('shows what cannot be kept by its picture, and no half of a letter', async () => {
    // Cells are cut after 200 characters: here within a letter that takes two.
    const long = 'x'.repeat(199);
    const cells = `A\u0000,2024-05-07,1.5,\u001b${long.slice(1)}😀 and more`;
    const file = await folder.write('control.csv', `co\u0000de,day,amount,name\n${cells}\n`);
    const { headers, sample } = await look(file);
    expect(headers).toEqual(['co␀de', 'day', 'amount', 'name']);
    expect(sample).toEqual([['A␀', '2024-05-07', '1.5', `␛${long.slice(1)}\ufffd…`]]);
  });

  test('keeps what a source remembers, where it fits the file', async () => {
    const file = await folder.write('remembered.csv', encodeText(plain.replace('x', 'Őr'), 'windows-1250'));
    const profile = await look(file, { remembered: whole });
    expect(profile.mapping).toEqual(whole);
    expect(new Set(Object.values(profile.origin))).toEqual(new Set(['remembered']));
    expect(profile.sample).toEqual([['A1', '2024-05-07', '1.5', 'Őr']]);
  });

  test('a person goes before the memory, part by part', async () => {
    const file = await folder.write('given.csv', plain.replaceAll('2024-05-07', '07.05.2024'));
    const profile = await look(file, {
      given: { dateFormat: 'dd.mm.yyyy', columns: { name: 'code' } },
      remembered: whole,
    });
    expect(profile.mapping).toMatchObject({ dateFormat: 'DD.MM.YYYY', columns: { code: 'code', name: 'code' } });
    expect(profile.origin).toMatchObject({ dateFormat: 'given', columns: 'given', decimal: 'remembered' });
  });

  test('an empty choice is no column, and is not guessed again', async () => {
    const file = await folder.write('none.csv', plain);
    const profile = await look(file, { given: { columns: { name: '', amount: '' } } });
    expect(profile.mapping.columns).toEqual({ code: 'code', day: 'day' });
    expect(profile.missing).toEqual(['amount']);
  });

  test('a chosen header is found by its words, and shown as the file writes it', async () => {
    const file = await folder.write('words.csv', 'Unit Code,day,amount\nA1,2024-05-07,1\n');
    expect((await look(file, { given: { columns: { code: 'unit_code' } } })).mapping.columns['code']).toBe('Unit Code');
  });

  test('a memory that does not fit the file is replaced by a guess, and its lost columns are named', async () => {
    const file = await folder.write('changed.csv', 'Code;day;amount;note\nA1;7.5.2024;1,5;ő\n');
    const profile = await look(file, {
      remembered: { ...whole, columns: { code: 'key', day: 'day', amount: 'amount' } },
    });
    expect(profile.mapping).toEqual({
      columns: { code: 'Code', day: 'day', amount: 'amount' },
      encoding: 'utf-8',
      delimiter: ';',
      decimal: ',',
      dateFormat: 'D.M.YYYY',
    });
    expect(profile.lost).toEqual(['key']);
    expect(profile.origin).toEqual({
      columns: 'guessed',
      encoding: 'valid-utf-8',
      delimiter: 'guessed',
      decimal: 'guessed',
      dateFormat: 'guessed',
    });
  });

  test('what a source remembers to be left out stays out', async () => {
    const file = await folder.write('left-out.csv', plain);
    const columns = { code: 'code', day: 'day', amount: 'amount' };
    const profile = await look(file, { remembered: { ...whole, columns } });
    expect(profile.mapping.columns).toEqual(columns);
    expect(profile.origin.columns).toBe('remembered');
  });

  test('looks far back for the row that tells day from month, and the decimal mark', async () => {
    const open = 'A1;03/04/2024;1,234;x\n'.repeat(5_000);
    const file = await folder.write('far.csv', `code;day;amount;name\n${open}A2;13/04/2024;1;x\nA3;03/04/2024;1,5;x\n`);
    const profile = await look(file);
    expect(profile.mapping).toMatchObject({ dateFormat: 'DD/MM/YYYY', decimal: ',' });
    expect(profile.ambiguous).toEqual([]);
  });

  test('asks when no row tells', async () => {
    const file = await folder.write('open.csv', `code;day;amount;name\n${'A1;03/04/2024;1,234;x\n'.repeat(3_000)}`);
    expect((await look(file)).ambiguous).toEqual(['dateFormat', 'decimal']);
    const profile = await look(file, { given: { dateFormat: 'MM/DD/YYYY', decimal: '.' } });
    expect(profile.ambiguous).toEqual([]);
    expect(profile.origin).toMatchObject({ dateFormat: 'given', decimal: 'given' });
  });

  test('shows 20 rows as they stand, faulty ones too', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => `A${String(index)}, x ,"1, 5",`);
    const file = await folder.write('sample.csv', ['code,day,amount,name', ...rows, 'short'].join('\n'));
    const { sample } = await look(file);
    expect(sample.length).toBe(20);
    expect(sample[3]).toEqual(['A3', ' x ', '1, 5', '']);
  });

  test('columns of rejected rows that come back are left out, unless they are chosen', async () => {
    const back = await folder.write('back.csv', 'code,day,amount,line,reason\nA1,2024-05-07,1,7,bad\n');
    expect((await look(back)).headers).toEqual(['code', 'day', 'amount']);
    const chosen = await look(back, { given: { columns: { name: 'reason' } } });
    expect(chosen.headers).toEqual(['code', 'day', 'amount', 'line', 'reason']);
    const twice = await folder.write('twice.csv', 'code,line,day,amount,line,reason\nA1,1,2024-05-07,1,7,bad\n');
    expect((await look(twice, { given: { columns: { name: 'line' } } })).headers).toEqual([
      'code',
      'line',
      'day',
      'amount',
    ]);
    const own = await folder.write('own.csv', 'code,day,amount,reason,line\nA1,2024-05-07,1,x,7\n');
    expect((await look(own)).headers).toEqual(['code', 'day', 'amount', 'reason', 'line']);
  });
});
