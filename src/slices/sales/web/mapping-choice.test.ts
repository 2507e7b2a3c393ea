import { describe, expect, it } from 'vitest';
import type { Profile } from '#slices/sales/contract.ts';
import { fieldsOf } from './import-fields.ts';
import {
  chosenSoFar,
  examplesOf,
  isMissing,
  patternsIn,
  unusedHeaders,
  withColumn,
  withFormat,
} from './mapping-choice.ts';

const profile: Profile = {
  headers: ['Kelt', 'Számla', 'Vevő', 'Db', 'Nettó', 'Megjegyzés'],
  sample: [
    ['2026.10.03.', 'A-1', 'HP-0042', '2', '1 247,50', ''],
    ['2026.10.03.', 'A-1', '', '1', '12,00', ''],
    ['2026.10.04.', 'A-2', 'KV-0007', '3'],
  ],
  mapping: {
    columns: { date: 'Kelt', document: 'Számla', account: 'Vevő', quantity: 'Db' },
    encoding: 'windows-1250',
    delimiter: ';',
    decimal: ',',
    dateFormat: 'YYYY.MM.DD.',
  },
  origin: { columns: 'guessed', encoding: 'guessed', delimiter: 'guessed', decimal: 'guessed', dateFormat: 'guessed' },
  missing: ['unitPrice'],
  ambiguous: [],
  lost: [],
  joins: [],
};
const given: Profile = { ...profile, origin: { ...profile.origin, columns: 'given', encoding: 'given' } };

describe('a choice', () => {
  it('tells nothing that was only guessed', () => {
    expect(chosenSoFar('sales', profile)).toEqual({});
  });

  it('names every field once a person has matched one, so that none is guessed again', () => {
    const choice = withColumn('sales', profile, 'lineNet', 'Nettó');
    expect(Object.keys(choice.columns ?? {})).toHaveLength(fieldsOf('sales').length);
    expect(choice.columns).toMatchObject({ date: 'Kelt', lineNet: 'Nettó', unitPrice: '', cost: '' });
    expect(withColumn('sales', profile, 'date', null).columns?.date).toBe('');
  });

  it('keeps what was chosen before', () => {
    expect(withFormat('sales', given, 'decimal', '.')).toMatchObject({
      encoding: 'windows-1250',
      decimal: '.',
      columns: { date: 'Kelt' },
    });
  });

  it('looks for the columns anew when the headers may be others', () => {
    expect(withFormat('sales', given, 'encoding', 'utf-8')).toEqual({ encoding: 'utf-8' });
    expect(withFormat('sales', given, 'delimiter', ',')).toEqual({ encoding: 'windows-1250', delimiter: ',' });
  });
});

describe('a column', () => {
  it('shows different values that are not blank, also where rows are short', () => {
    expect(examplesOf(profile, 'Kelt')).toEqual(['2026.10.03.', '2026.10.04.']);
    expect(examplesOf(profile, 'Vevő', 1)).toEqual(['HP-0042']);
    expect(examplesOf(profile, 'Nettó')).toEqual(['1 247,50', '12,00']);
    expect(examplesOf(profile, 'Megjegyzés')).toEqual([]);
    expect(examplesOf(profile, undefined)).toEqual([]);
  });

  it('that nothing is matched with is not loaded', () => {
    expect(unusedHeaders(profile)).toEqual(['Nettó', 'Megjegyzés']);
  });

  it('is missing for both ways of telling the price', () => {
    expect(['unitPrice', 'lineNet', 'date'].map((field) => isMissing(profile, field as 'date'))).toEqual([
      true,
      true,
      false,
    ]);
  });
});

it('reads patterns of charges however they are divided', () => {
  expect(patternsIn(' POST, DOT;BANK*\nM,, POST ')).toEqual(['POST', 'DOT', 'BANK*', 'M']);
  expect(patternsIn('  ')).toEqual([]);
});
